/** Process numbers that a session uses up before its desktop listens; far more than the dozen that are. */
const room = 256
const lowest = 300

/**
 * Where a session's process numbers begin. XFCE's session manager names its abstract socket `@/tmp/.ICE-unix/NUMBER`
 * after its process number, and abstract names are shared by the whole host while each session counts processes for
 * itself: two sessions that began alike would fight for one name, and the second desktop would not start.
 *
 * @param sockets the host's `/proc/net/unix` (proc_net(5))
 * @param maximum the host's `/proc/sys/kernel/pid_max`
 * @param chance from 0 up to 1, so that sessions that start at the same moment do not choose alike
 */
export function firstProcessNumber(sockets: string, maximum: number, chance: number): number {
  const taken = [...sockets.matchAll(/@\/tmp\/\.ICE-unix\/(\d+)/g)].map(([, number]) => Number(number))
  const places = maximum - lowest - room
  const start = Math.floor(chance * places)
  for (let tried = 0; tried < places; tried += 1) {
    const first = lowest + ((start + tried) % places)
    if (!taken.some((number) => number >= first && number <= first + room)) return first
  }
  throw new RangeError('this host has no process numbers left for another session')
}
