import type { Logger } from 'pino'
import type { PublishedConfiguration } from './configuration/published.ts'
import type { RevisionKeys } from './configuration/revision-keys.ts'
import type { Database } from './database/database.ts'
import type { Signals } from './database/signals.ts'
import type { EventLog } from './events/event-log.ts'
import type { ServerConfiguration } from './server-configuration.ts'
import type { SecretBox } from './sign-in/secret-box.ts'
import type { Vault } from './vault/vault.ts'

/** Tests move the time with their own. */
export type Clock = () => Date

/** What handlers and jobs work with; made once by `startServer`. */
export interface Services {
  /** How this process runs; not to be confused with `published`. */
  readonly server: ServerConfiguration
  readonly database: Database
  readonly signals: Signals
  readonly clock: Clock
  readonly log: Logger
  /** The city's configuration that is in force. */
  readonly published: PublishedConfiguration
  /** Signs revisions and tells whether one is what was signed. */
  readonly revisionKeys: RevisionKeys
  /** The record of sign-ins, decisions and administrative actions. */
  readonly events: EventLog
  /** Seals secrets at rest with this installation's key file. */
  readonly secrets: SecretBox
  /** The store of people's settings. */
  readonly vault: Vault
}
