import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { promisify } from 'node:util'
import { DemoRefusal } from './refusal.ts'

/** The TCP ports of one product on one machine. */
export interface Ports {
  readonly office: number
  readonly outside: number
  readonly internal: number
  readonly enrolment: number
  readonly hostA: number
  readonly hostB: number
}

/** Six ports in a row from `base`, or six that are free right now where `base` is 0. */
export async function choosePorts(base: number): Promise<Ports> {
  const numbers = base === 0 ? await freePorts(6) : Array.from({ length: 6 }, (_, index) => base + index)
  const [office = 0, outside = 0, internal = 0, enrolment = 0, hostA = 0, hostB = 0] = numbers
  return { office, outside, internal, enrolment, hostA, hostB }
}

async function freePorts(count: number): Promise<number[]> {
  // All are held at once, so that none is given out twice.
  const holders = await Promise.all(
    Array.from({ length: count }, async () => {
      const holder = createServer().listen(0, '127.0.0.1')
      await once(holder, 'listening')
      return holder
    }),
  )
  const numbers = holders.map((holder) => (holder.address() as AddressInfo).port)
  await Promise.all(holders.map((holder) => new Promise((done) => holder.close(done))))
  return numbers
}

/** Refuses where one of the ports is taken, naming who has it. */
export async function demandFree(ports: Ports, host: string): Promise<void> {
  for (const port of Object.values(ports)) {
    if (await isFree(port, host)) continue
    throw new DemoRefusal(
      `Port ${port} is taken by ${await ownerOf(port)}.`,
      `End that program, or choose six other ports in a row: NAHTLOS_PORT=${port + 1000 < 60_000 ? 8080 : 17080} ./nahtlos demo`,
    )
  }
}

async function isFree(port: number, host: string): Promise<boolean> {
  const probe = createServer()
  return new Promise((answer) => {
    probe.once('error', () => answer(false))
    probe.listen(port, host, () => probe.close(() => answer(true)))
  })
}

/** `node (process 4711)`, as far as the kernel tells it. */
async function ownerOf(port: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ss', ['-H', '-l', '-t', '-n', '-p', `sport = :${port}`])
  const found = /users:\(\("([^"]+)",pid=(\d+)/.exec(stdout)
  return found === null ? 'another program' : `${found[1]} (process ${found[2]})`
}
