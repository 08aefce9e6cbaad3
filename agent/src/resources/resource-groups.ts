import type { SessionResources } from '@nahtlos/contract/session/resources'

/**
 * Groups of processes that the kernel gives their share to, one for each session: systemd's scopes, or control group
 * files of version 2 or 1. All of them behave alike (`resource-groups.test.ts`). A group outlives the agent.
 */
export interface ResourceGroups {
  readonly kind: 'systemd' | 'cgroup2' | 'cgroup1'
  /** Whether a group can be kept off some of the processors. */
  readonly canSpare: boolean
  /** Has to be called before `inside`; called again, it changes the limits of a group that is there. */
  make(session: string, limits: SessionResources): Promise<void>
  /** The command with which `command` is started inside the group; it keeps its process number. */
  inside(session: string, limits: SessionResources, command: readonly string[]): readonly string[]
  /** What it gets from now on, against the other sessions; nothing where there is no such group. */
  share(session: string, share: Share): Promise<void>
  /** What the kernel says that it gets; null where there is no such group. */
  shareOf(session: string): Promise<Share | null>
  /** Moves processes of the group into these parts of it; what is gone, or is none of its processes, is left out. */
  sort(session: string, parts: ReadonlyMap<number, Part>): Promise<void>
  /** Which part each of its processes is in. */
  parts(session: string): Promise<ReadonlyMap<number, Part>>
  /** Milliseconds of processor time since the beginning, read in no time; null where there is no such group. */
  processor(session: string): Promise<number | null>
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

/**
 * Parts of a session, from what it is shown by to what nobody looks at. What begins in none of them begins in `back`,
 * and children begin where their parent is.
 */
export const parts = ['desk', 'front', 'back'] as const
export type Part = (typeof parts)[number]

/** Shares of the parts against one another. What is idle, too, waits until nobody else wants to run. */
export const partWeights: Readonly<Record<Part, number>> = { desk: 200, front: 100, back: 20 }

export interface Share {
  /** Against 100 of a usual session; what is idle weighs next to nothing, whatever this says. */
  readonly weight: number
  /** Whoever wakes up runs before it at once, sched(7) `SCHED_IDLE`. Where the kernel cannot: a quarter of the weight. */
  readonly isIdle: boolean
  /** No more processors than this, though others be free; null for all. */
  readonly most: number | null
  /** So many processors it never runs on, free or not; 0 for none, and where the kernel has no sets of processors. */
  readonly spares: number
  /** On these it runs alone, the first ones, which hogs leave to it; 0 for all that it is not kept off. */
  readonly stays: number
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

/** Beyond its memory a session may put so much of it into swap: what sleeps for days, and no runaway program. */
export const swapShare = 0.5

/** Of its weight a session keeps this where the kernel has no class of idle groups. */
export const idleShare = 0.25

/** Microseconds in which a session of bounded processors has to do with its bound. */
export const boundPeriod = 100_000
