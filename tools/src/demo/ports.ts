import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
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

/** Only this machine reaches the doors between the programs. */
export const loopback = '127.0.0.1'

interface Door {
  readonly port: number
  readonly host: string
}

/** Where each door is opened: two for browsers, the others on loopback. */
function doorsOf(ports: Ports, publicHost: string): Door[] {
  const isPublic = (name: string) => name === 'office' || name === 'outside'
  return Object.entries(ports).map(([name, port]) => ({ port, host: isPublic(name) ? publicHost : loopback }))
}

/** Refuses where a door can not be opened: says why, who is in the way, and what to do. */
export async function demandFree(ports: Ports, publicHost: string): Promise<void> {
  for (const door of doorsOf(ports, publicHost)) {
    const hindrance = await hindranceOf(door)
    if (hindrance === null) continue
    switch (hindrance.code) {
      case 'EADDRINUSE':
        throw new DemoRefusal(
          `Port ${door.port} is taken by ${await ownerOf(door.port)}.`,
          await wayOut(ports, publicHost),
        )
      case 'EADDRNOTAVAIL':
        throw new DemoRefusal(`${door.host} is not an address of this machine.`, `Its addresses: ${ownAddresses()}.`)
      case 'ENOTFOUND':
      case 'EAI_AGAIN':
        throw new DemoRefusal(
          `${door.host} is neither an address nor a name that this machine can look up.`,
          `Give one of its addresses: ${ownAddresses()}.`,
        )
      default:
        throw new DemoRefusal(
          `Nothing can listen at ${door.host}, port ${door.port}: ${hindrance.message}.`,
          'Give another address or port.',
        )
    }
  }
}

async function wayOut(ports: Ports, publicHost: string): Promise<string> {
  const base = await nextFreeBase(ports.office, publicHost)
  if (base === null) return 'End that program.'
  return `End that program, or choose six other ports in a row: NAHTLOS_PORT=${base} ./nahtlos demo`
}

/** The first of six ports in a row that are all free now, looked for in steps of a thousand. */
async function nextFreeBase(taken: number, publicHost: string): Promise<number | null> {
  for (let step = 1; step <= 50; step += 1) {
    const base = 1080 + ((taken - 1080 + step * 1000) % 58_000)
    if (base < 1024) continue
    const hindrances = await Promise.all(doorsOf(await choosePorts(base), publicHost).map(hindranceOf))
    if (hindrances.every((each) => each === null)) return base
  }
  return null
}

async function hindranceOf({ port, host }: Door): Promise<NodeJS.ErrnoException | null> {
  const probe = createServer()
  return new Promise((answer) => {
    probe.once('error', answer)
    probe.listen(port, host, () => probe.close(() => answer(null)))
  })
}

function ownAddresses(): string {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
    .join(', ')
}

/** `node (process 4711)`, as far as the kernel tells it. */
async function ownerOf(port: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ss', ['-H', '-l', '-t', '-n', '-p', `sport = :${port}`])
  const found = /users:\(\("([^"]+)",pid=(\d+)/.exec(stdout)
  return found === null ? 'another program' : `${found[1]} (process ${found[2]})`
}
