/** Process numbers that a session uses up before its desktop listens; far more than the dozen that are. */
const rooms = [256, 64, 16]
const lowest = 300

/**
 * Where a session's process numbers begin. XFCE's session manager names its abstract socket `@/tmp/.ICE-unix/NUMBER`
 * after its process number, and abstract names are shared by the whole host while each session counts processes for
 * itself: two sessions that began alike would fight for one name, and the second desktop would not start.
 *
 * Where somebody takes names on purpose, less room is left between them: nobody stops the starts of others with a few.
 *
 * @param sockets the host's `/proc/net/unix` (proc_net(5))
 * @param maximum the host's `/proc/sys/kernel/pid_max`
 * @param chance from 0 up to 1, so that sessions that start at the same moment do not choose alike
 */
export function firstProcessNumber(sockets: string, maximum: number, chance: number): number {
  const names = [...sockets.matchAll(/@\/tmp\/\.ICE-unix\/(\d+)/g)].map(([, number]) => Number(number))
  const taken = [...new Set(names)].sort((one, other) => one - other)
  for (const room of rooms) {
    const gaps = freeGaps(taken, room, maximum)
    const places = gaps.reduce((sum, { places }) => sum + places, 0)
    let at = Math.floor(chance * places)
    for (const { from, places } of gaps) {
      if (at < places) return from + at
      at -= places
    }
  }
  throw new RangeError('this host has no process numbers left for another session')
}

/** Where a session may begin so that it meets no taken number within its room. */
function freeGaps(taken: readonly number[], room: number, maximum: number): { from: number; places: number }[] {
  const gaps: { from: number; places: number }[] = []
  let from = lowest
  for (const number of [...taken.filter((each) => each >= lowest && each < maximum), maximum]) {
    const places = number - from - room
    if (places > 0) gaps.push({ from, places })
    from = number + 1
  }
  return gaps
}
