import type { SessionResources } from '@nahtlos/contract/session/resources'

/**
 * Groups of processes that the kernel gives their share to, one for each session: systemd's scopes, or control group
 * files of version 2 or 1. All of them behave alike (`resource-groups.test.ts`). A group outlives the agent.
 */
export interface ResourceGroups {
  readonly kind: 'systemd' | 'cgroup2' | 'cgroup1'
  /** Has to be called before `inside`; called again, it changes the limits of a group that is there. */
  make(session: string, limits: SessionResources): Promise<void>
  /** The command with which `command` is started inside the group; it keeps its process number. */
  inside(session: string, limits: SessionResources, command: readonly string[]): readonly string[]
  /** Null where there is no such group. */
  usage(session: string): Promise<GroupUsage | null>
  processes(session: string): Promise<readonly number[]>
  /** Kills all processes of the group and removes it; resolves when both is done. Nothing there is no error. */
  end(session: string): Promise<void>
  /** The sessions that have a group of this agent. */
  list(): Promise<readonly string[]>
  /** Forgets this agent's place where no group is left in it; for a host that is given back. */
  clear(): Promise<void>
}

export interface GroupUsage {
  /** Bytes, without caches that the kernel would give back. */
  readonly memory: number
  readonly processes: number
  /** Milliseconds of processor time since the beginning. */
  readonly processor: number
}

/** Of its memory a session gets nine tenths freely; for the rest its programs are slowed down first. */
export const highShare = 0.9
