import type { Socket } from 'node:net'

/** Milliseconds that one side may stay open after the other has ended: long enough to deliver what is under way. */
const lingering = 10_000
/** Milliseconds of silence until the kernel asks whether the other end is still there. */
const keepAliveDelay = 30_000

/** Ties the lives of two connections together: the end of one becomes the end of the other. */
export function tieSockets(one: Socket, other: Socket, closed: () => void): void {
  let open = 2
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.setTimeout(0)
    from.setNoDelay(true)
    from.setKeepAlive(true, keepAliveDelay)
    from.on('error', () => from.destroy())
    from.once('end', () => {
      // Half open is how a connection ends in order; staying so would hold a desktop for nobody.
      to.setTimeout(lingering, () => to.destroy())
    })
    from.once('close', () => {
      if (from.errored || !from.readableEnded) to.destroy()
      open -= 1
      if (open === 0) closed()
    })
  }
}
