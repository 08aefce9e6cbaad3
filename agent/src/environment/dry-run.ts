import type { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { Effect } from '../system/recording-system.ts'
import { recordingSystem } from '../system/recording-system.ts'
import type { System } from '../system/system.ts'
import { ActionFailure, type Surroundings } from './action-module.ts'
import { moduleOf } from './actions.ts'
import type { SessionDoor } from './session-door.ts'

/** What an action would do, in its order; and why it could not, as far as that can be seen without doing it. */
export interface DryRun {
  readonly effects: readonly Effect[]
  readonly failure: string | null
}

/** Before a program that would run in the session: as the person, or as root among the session's mounts. */
export const inSession = { person: '(person)', mounts: '(mounts)' } as const

/** Milliseconds; nothing waits, so what is not over by then waits for what only a real run would bring about. */
const patience = 5_000

/**
 * Tells what an action would do to a host and to the session of these surroundings, and does none of it: it reads what
 * is there, and every effect is only written down. A program that would be run counts as one that succeeds and says
 * nothing, so what a server would answer is not known.
 */
export async function dryRun(
  host: System,
  action: EnvironmentAction,
  key: string,
  at: Omit<Surroundings, 'system' | 'signal' | 'alone'>,
): Promise<DryRun> {
  const system = recordingSystem(host)
  const door: SessionDoor = {
    ...at.door,
    run: (argv, options) => system.run([inSession.person, ...argv], options),
    // Nothing is mounted yet where it would be mounted: the question for it is answered with no.
    amongMounts: async (argv) => ({ ...(await system.run([inSession.mounts, ...argv])), code: 1 }),
  }
  const known = (id: string): void => {
    if (at.apps.app(id) === null) throw new ActionFailure(`the workspace has no app ${id}`)
  }
  const apps: Surroundings['apps'] = {
    ...at.apps,
    start: async (id) => {
      known(id)
      await system.run([inSession.person, ...(at.apps.app(id)?.command ?? [])])
    },
    close: async (id) => {
      known(id)
      for (const { pid } of await at.apps.processes(id)) system.signal(pid, 'SIGKILL')
    },
  }
  const signal = AbortSignal.timeout(patience)
  const surroundings: Surroundings = { ...at, system, door, apps, signal, alone: (_, work) => work() }
  try {
    await moduleOf(action.action).apply(action as never, key, surroundings)
    return { effects: system.effects, failure: null }
  } catch (error) {
    if (error instanceof ActionFailure) return { effects: system.effects, failure: error.message }
    throw error
  }
}
