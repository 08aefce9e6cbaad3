import { appVariable } from '../desktop/launchers.ts'
import type { System } from '../system/system.ts'

/** One process of a session, as the host numbers it. */
export interface SessionProcess {
  readonly pid: number
  readonly parent: number
  /** The number that the session itself knows it by. */
  readonly inside: number
  /** The app that it was started as; null where nobody said so. */
  readonly app: string | null
  /** Real path of its program, and the script that an interpreter runs. */
  readonly programs: readonly string[]
}

/** All processes of the session that this one belongs to. What ends meanwhile is left out. */
export async function sessionProcesses(system: System, first: number): Promise<SessionProcess[]> {
  const found = await Promise.all((await system.companions(first)).map((pid) => look(system, pid)))
  return found.filter((each) => each !== null)
}

async function look(system: System, pid: number): Promise<SessionProcess | null> {
  try {
    const [facts, status, variables, words, program] = await Promise.all([
      system.process(pid),
      system.readText(`/proc/${pid}/status`),
      system.readText(`/proc/${pid}/environ`),
      system.readText(`/proc/${pid}/cmdline`),
      system.realPath(`/proc/${pid}/exe`),
    ])
    if (facts === null) return null
    const mark = `${appVariable}=`
    const app = (variables ?? '').split('\0').find((each) => each.startsWith(mark))
    const inside = /^NSpid:.*?(\d+)$/m.exec(status ?? '')?.[1]
    return {
      pid,
      parent: facts.parent,
      inside: Number(inside ?? pid),
      app: app?.slice(mark.length) ?? null,
      programs: [program, ...(words ?? '').split('\0').slice(0, 2)].filter((each) => each.startsWith('/')),
    }
  } catch (error) {
    // A process that ends while it is looked at has nothing to tell; a kernel thread never had.
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH', 'EACCES'].includes(String(error.code)))
      return null
    throw error
  }
}

/**
 * Those of an app: marked by its launcher, or running its own program, and all that descend from them. Pure.
 *
 * @param programs real paths that only this app runs; a program that several apps share tells nothing
 */
export function processesOf(
  all: readonly SessionProcess[],
  app: string,
  programs: readonly string[],
): readonly SessionProcess[] {
  const own = new Set(
    all
      .filter((each) => each.app === app || each.programs.some((path) => programs.includes(path)))
      .map(({ pid }) => pid),
  )
  for (let size = -1; size !== own.size; ) {
    size = own.size
    // A child that was started as another app, from a file manager for example, is that other app's.
    for (const each of all) if (own.has(each.parent) && (each.app ?? app) === app) own.add(each.pid)
  }
  return all.filter(({ pid }) => own.has(pid))
}
