import type { ActionOf } from '@nahtlos/contract/configuration/environment-action'
import type { ActionModule, Surroundings } from '../action-module.ts'
import { good } from '../home-files.ts'

/** A script of the configuration: as the person in her session, or as root on the host, never among her mounts. */
export const script: ActionModule<'script'> = {
  async apply(action, key, at) {
    await run(action, action.run, key, at)
    return null
  },
  async undo(action, key, _undo, at) {
    if (action.undo !== undefined) await run(action, action.undo, key, at)
  },
}

async function run(action: ActionOf<'script'>, text: string, key: string, at: Surroundings): Promise<void> {
  const { order, zone, trigger, signal } = at
  const variables = [
    `NAHTLOS_ACCOUNT=${order.person.account}`,
    `NAHTLOS_UID=${order.person.uid}`,
    `NAHTLOS_SESSION=${order.id}`,
    `NAHTLOS_ZONE=${zone}`,
    `NAHTLOS_TRIGGER=${trigger ?? ''}`,
  ]
  const program = ['/bin/sh', '-e', '-c', text, key]
  const answer =
    action.as === 'person'
      ? await at.door.run(['env', ...variables, ...program], { seconds: action.timeout, signal })
      : await at.system.run(rootScript(program, variables, action.timeout), { signal })
  good(answer, `run the script ${key}`)
}

/** `timeout` kills the script's whole process group; the signal alone would leave behind what it started. */
export function rootScript(
  program: readonly string[],
  variables: readonly string[],
  seconds: number,
): readonly string[] {
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  const fresh = ['env', '-i', '--default-signal', '--chdir=/', path, 'HOME=/root', ...variables]
  return [...fresh, 'timeout', '--signal=KILL', String(seconds), ...program]
}
