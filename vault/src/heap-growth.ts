import { setFlagsFromString } from 'node:v8'

/** Per cent of what was alive after the last look through the heap. */
const growth = 200

/**
 * For whoever stores or fetches settings now and then. Bytes outside of V8's heap count as its growth, and a program
 * that is idle in between may grow by a third only before all that is alive is looked through again: that was each
 * capture in a host and every second one in a server, in the middle of it, with 20 to 60 milliseconds of two processors.
 * So it may grow to three times. `./nahtlos bench settings` shows the difference.
 */
export function growHeapFreely(): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`)
}
