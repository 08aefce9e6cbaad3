/** The share of equal pixels, from 0 to 1, 32 bits each; what one picture has more than the other equals nothing. */
export function likeness(one: Uint32Array, other: Uint32Array): number {
  let alike = 0
  for (let at = 0; at < one.length; at++) if (one[at] === other[at]) alike += 1
  return alike / Math.max(one.length, other.length)
}
