import { join } from 'node:path'
import type { System } from '../system/system.ts'

/**
 * Makes processes stand still so that only root can let them go on: a group of their own that the kernel's freezer
 * holds (cgroup v2, `cgroup.freeze`). Where a host has no cgroup v2 they are stopped by signal, which the person could
 * take back; `isFirm` says which it is.
 */
export interface Freezer {
  readonly isFirm: boolean
  freeze(pids: readonly number[]): Promise<void>
  thaw(pids: readonly number[]): Promise<void>
  /** When nothing of the session runs any more. */
  remove(): Promise<void>
}

/** @param first a process of the session that is never frozen: its group is where the others come from and go back to */
export async function freezer(system: System, first: number, session: string): Promise<Freezer> {
  const root = await groupsRoot(system)
  const home = /^0::(\/.*)$/m.exec((await system.readText(`/proc/${first}/cgroup`)) ?? '')?.[1]
  return root === null || home === undefined ? bySignal(system) : byGroup(system, root, home, session)
}

function byGroup(system: System, root: string, home: string, session: string): Freezer {
  // Within the session's own group, so that its limits go on to hold and its end takes them along.
  const group = join(root, home, home === '/' ? `nahtlos-still-${session}` : 'still')
  const move = async (to: string, pids: readonly number[]) => {
    for (const pid of pids) {
      await system.writeText(join(to, 'cgroup.procs'), String(pid)).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
      })
    }
  }
  const remove = async () => {
    // Others of this session may still stand still in it; the last one takes it along.
    if (await system.exists(group)) await system.run(['rmdir', '--ignore-fail-on-non-empty', '--', group])
  }
  return {
    isFirm: true,
    async freeze(pids) {
      await system.makeDirectory(group)
      await system.writeText(join(group, 'cgroup.freeze'), '1')
      await move(group, pids)
    },
    async thaw(pids) {
      if (!(await system.exists(group))) return
      await move(join(root, home), pids)
      await remove()
    },
    remove,
  }
}

function bySignal(system: System): Freezer {
  const send = (pids: readonly number[], signal: NodeJS.Signals) => {
    for (const pid of pids) system.signal(pid, signal)
  }
  return {
    isFirm: false,
    freeze: async (pids) => send(pids, 'SIGSTOP'),
    thaw: async (pids) => send(pids, 'SIGCONT'),
    remove: async () => undefined,
  }
}

async function groupsRoot(system: System): Promise<string | null> {
  const mounts = (await system.readText('/proc/self/mounts')) ?? ''
  return /^\S+ (\S+) cgroup2 \S*\brw\b/m.exec(mounts)?.[1] ?? null
}
