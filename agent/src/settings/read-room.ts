/** Bytes of a room that is used again; what is larger is made for once. */
const keptBytes = 1024 * 1024
/** Rooms that are kept: one for each of few files that are read at the same moment. */
const keptMost = 4

const free: Buffer[] = []

/**
 * Room to read a file into, whose bytes are anything. A capture looks at megabytes of which it keeps little, and memory
 * that is asked for anew each time costs more than reading, and a collection of garbage besides.
 */
export function roomFor(size: number): { readonly bytes: Buffer } & Disposable {
  const whole = size > keptBytes ? Buffer.allocUnsafe(size) : (free.pop() ?? Buffer.allocUnsafeSlow(keptBytes))
  return {
    bytes: whole.subarray(0, size),
    [Symbol.dispose]: () => {
      if (size <= keptBytes && free.length < keptMost) free.push(whole)
    },
  }
}
