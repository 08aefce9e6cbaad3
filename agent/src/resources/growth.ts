/** Looks, one a minute, that a session has to grow almost without a pause before it is told. */
const looks = 15
/** Of these it may be smaller than before at so many: what is collected now and then hides no leak. */
const pauses = 3
/** Bytes and share by which it has to be larger by then. */
const least = 512 * 1024 * 1024
const share = 0.5

/**
 * Whether a session grows as one does that loses memory: at nearly every look larger than before, and much larger than at the
 * first. Somebody who opens documents makes steps with pauses. Pure.
 *
 * @param memory bytes at the looks so far, oldest first
 */
export function grows(memory: readonly number[]): boolean {
  const last = memory.slice(-looks)
  const [first] = last
  const latest = last.at(-1)
  if (last.length < looks || first === undefined || latest === undefined) return false
  const rests = last.filter((bytes, index) => index > 0 && bytes <= (last[index - 1] ?? 0)).length
  return rests <= pauses && latest - first >= Math.max(least, first * share)
}
