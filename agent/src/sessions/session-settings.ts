import type { Notice } from '@nahtlos/contract/session/state'

/** The settings of one session, as `settings/settings-keeper.ts` keeps them; none of these calls fails. */
export interface SessionSettings {
  restoreAll(): Promise<void>
  resume(): Promise<void>
  captureChanged(): Promise<void>
  finish(): Promise<unknown>
  readonly notices: ReadonlySet<Notice>
}
