import { resolve } from 'node:path'
import { giveBack } from '../ownership.ts'
import { claimDemo } from './claim.ts'
import { exampleCity } from './example-city.ts'
import { rememberProcess } from './living-process.ts'
import type { Places } from './places.ts'
import { buildPortal } from './portal.ts'
import { type Product, startProduct } from './product.ts'
import { DemoRefusal } from './refusal.ts'
import { type Status, writeStatus } from './status.ts'

const root = resolve(import.meta.dirname, '../../..')

/** Starts the product and keeps the status file true until it is closed. The state directory has to be there. */
export async function supervise(
  places: Places,
  address: string | null,
  tell: (step: string) => void,
): Promise<Product> {
  await claimDemo(places.state)
  const supervisor = rememberProcess(process.pid)
  if (supervisor === null) throw new Error('this process cannot be found in /proc')
  let step: string | null = 'beginning'
  let failure: Status['failure'] = null
  let product: Product | null = null
  const write = () =>
    writeStatus(places.state, {
      supervisor,
      step,
      failure,
      office: product?.office ?? '',
      outside: product?.outside ?? '',
      authority: product?.officeDoor.authority ?? null,
      run: places.run,
      programs: (product?.programs ?? []).map(({ name, process, restarts, log }) => ({ name, process, restarts, log })),
    })
  const onStep = (next: string) => {
    step = next
    write()
    tell(next)
  }
  try {
    onStep('building the portal')
    const portal = await buildPortal(root)
    giveBack(root)
    product = await startProduct({
      root,
      ...places,
      city: exampleCity(10_000),
      portal: portal.directory,
      address,
      onStep,
      onChange: write,
    })
    step = null
    write()
    return product
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    failure = { message, way: error instanceof DemoRefusal ? error.way : null }
    write()
    throw error
  }
}
