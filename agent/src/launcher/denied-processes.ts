import { setTimeout } from 'node:timers/promises'
import type { System } from '../system/system.ts'
import { finalName } from './half-installed.ts'

const shells = /\/(da|ba|)sh$/
const poll = 50

/**
 * Ends the person's processes that run one of these programs: by its own name, by the dynamic loader, under a name
 * that an upgrade has taken away since, or as a script of a shell.
 *
 * @param first the session's first process, as the host numbers it
 * @param patience milliseconds that they get to save what they have
 * @returns how many there were
 */
export async function endDenied(
  system: System,
  { first, uid }: { readonly first: number; readonly uid: number },
  denied: ReadonlySet<string>,
  patience: number,
): Promise<number> {
  const met = new Set<number>()
  const late = performance.now() + patience
  while (patience > 0) {
    const running = await runningDenied(system, first, uid, denied)
    if (running.length === 0 || performance.now() >= late) break
    // Also what was still on its way to be one of these programs when the others were asked.
    for (const pid of running) if (!met.has(pid)) system.signal(pid, 'SIGTERM')
    for (const pid of running) met.add(pid)
    await setTimeout(poll)
  }
  // Until nothing is found: what was being started meanwhile is ended with the rest.
  for (;;) {
    const left = await runningDenied(system, first, uid, denied)
    if (left.length === 0) return met.size
    for (const pid of left) met.add(pid)
    const facts = await Promise.all(left.map((pid) => system.process(pid)))
    for (const pid of left) system.signal(pid, 'SIGKILL')
    await Promise.all(facts.map((each) => each && system.exited(each)))
  }
}

async function runningDenied(system: System, first: number, uid: number, denied: ReadonlySet<string>) {
  const all = await system.companions(first)
  const found = await Promise.all(all.map(async (pid) => ((await runs(system, pid, uid, denied)) ? [pid] : [])))
  return found.flat()
}

async function runs(system: System, pid: number, uid: number, denied: ReadonlySet<string>): Promise<boolean> {
  const [status, maps, words] = await Promise.all(
    ['status', 'maps', 'cmdline'].map((name) => system.readText(`/proc/${pid}/${name}`).catch(gone)),
  )
  // The launcher itself is Perl, until it becomes the person.
  if (!status || !new RegExp(`^Uid:\\t${uid}\\t${uid}\\t`, 'm').test(status)) return false
  const programs = executableMaps(maps ?? '')
  if (programs.some((path) => denied.has(path))) return true
  const [, script = ''] = (words ?? '').split('\0')
  return denied.has(script) && programs.some((path) => shells.test(path))
}

/** Files whose code a process has in its memory, proc_pid_maps(5), by the names that they have in the end. */
function executableMaps(maps: string): readonly string[] {
  const found = new Set<string>()
  for (const line of maps.split('\n')) {
    const [, path] = /^\S+ ..x\S* \S+ \S+ \S+ +(\/.*?)(?: \(deleted\))?$/.exec(line) ?? []
    if (path !== undefined) found.add(finalName(path))
  }
  return [...found]
}

/** A process that ends while it is looked at has nothing to tell. */
function gone(error: unknown): null {
  const codes = ['ENOENT', 'ESRCH', 'EACCES', 'EPERM']
  if (error instanceof Error && 'code' in error && codes.includes(String(error.code))) return null
  throw error
}
