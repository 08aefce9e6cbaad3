import { setFlagsFromString } from 'node:v8'

/** Per cent of what was alive after the last look through the heap. */
const growth = 200

/**
 * For whoever stores or fetches settings now and then. Otherwise V8 looked through all that is alive in each capture on a
 * host and in every second one in a server, in the middle of it, with 20 to 60 milliseconds of two processors; so the
 * heap may grow to three times before. `./nahtlos bench settings` shows the difference.
 */
export function growHeapFreely(): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`)
}
