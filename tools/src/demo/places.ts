import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { type MailPlace, mailServerFrom } from './mail-place.ts'
import { DemoRefusal } from './refusal.ts'

const usualState = '/var/lib/nahtlos/demo'

/** Where this demo keeps its things and at which ports it answers, from the environment. */
export interface Places {
  readonly state: string
  readonly run: string
  readonly basePort: number
  /** The port that somebody asked for, or null where nobody did. */
  readonly chosenPort: number | null
  /** Which mail server gets the mails; without one, people are told in the portal alone. */
  readonly mail: MailPlace | null
}

export function placesFrom(environment: NodeJS.ProcessEnv): Places {
  const state = resolve(environment.NAHTLOS_STATE ?? usualState)
  const basePort = Number(environment.NAHTLOS_PORT ?? 7080)
  if (!Number.isInteger(basePort) || basePort < 0 || basePort > 65_530 || (basePort > 0 && basePort < 1024)) {
    throw new DemoRefusal(`NAHTLOS_PORT is ${environment.NAHTLOS_PORT}.`, 'Give a number from 1024 to 65530.')
  }
  // Another state directory is another demo, with sockets of its own; their paths have to stay short.
  const name = state === usualState ? 'demo' : createHash('sha256').update(state).digest('hex').slice(0, 8)
  return {
    state,
    run: `/run/nahtlos/${name}`,
    basePort,
    chosenPort: environment.NAHTLOS_PORT === undefined ? null : basePort,
    mail: mailServerFrom(environment.NAHTLOS_MAIL),
  }
}
