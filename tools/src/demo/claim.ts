import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { DemoRefusal } from './refusal.ts'

/**
 * Makes this process the only supervisor of a demo until it ends. The claim is a name in the kernel's abstract socket
 * space (unix(7)): taking it is one atomic step, and it goes with the process, however that ends.
 */
export async function claimDemo(state: string): Promise<void> {
  const name = createHash('sha256').update(state).digest('hex').slice(0, 16)
  const holder = createServer((socket) => socket.destroy()).listen(`\0nahtlos-demo-${name}`)
  try {
    await once(holder, 'listening')
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause
    throw new DemoRefusal('Another command starts this demo just now.', './nahtlos demo again waits for it.', { cause })
  }
  holder.unref()
}
