import type { Part } from './resource-groups.ts'

/** A process as the sorting sees it. */
export interface Sortable {
  readonly pid: number
  readonly parent: number
  /** As the kernel has it, at most 15 letters. */
  readonly name: string
}

/**
 * What a person sees everything else by. Names can be lied about, which gains her nothing: it is her own session's
 * share that is given out among its parts.
 */
const desk: ReadonlySet<string> = new Set([
  ...['Xvnc', 'dbus-daemon', 'dbus-run-sessio', 'openbox'],
  ...['xfwm4', 'xfce4-panel', 'xfce4-session', 'xfdesktop', 'xfsettingsd', 'wrapper-2.0', 'xfce4-notifyd'],
])

/**
 * Where each process of a session belongs: display, windows, panel and bus to the desk; the app whose window is active,
 * with all that it has started, to the front; everything else to the back. Pure.
 *
 * @param active the process of the active window; null where there is none, or it is unknown
 */
export function partsOf(processes: readonly Sortable[], active: number | null): ReadonlyMap<number, Part> {
  const front = new Set(processes.filter(({ pid, name }) => pid === active && !desk.has(name)).map(({ pid }) => pid))
  for (let size = -1; size !== front.size; ) {
    size = front.size
    for (const { pid, parent } of processes) if (front.has(parent)) front.add(pid)
  }
  return new Map(
    processes.map(({ pid, name }) => [pid, desk.has(name) ? 'desk' : front.has(pid) ? 'front' : 'back'] as const),
  )
}
