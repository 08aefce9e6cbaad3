import type { Notice } from '@nahtlos/contract/session/state'

/** The settings of one session, as `settings/settings-keeper.ts` keeps them; none of these calls fails. */
export interface SessionSettings {
  restoreAll(): Promise<void>
  resume(): Promise<void>
  /** What is due by its template, to be called every second; false where nothing was. */
  captureDue(): Promise<boolean>
  captureChanged(): Promise<void>
  /** A program's first process waits for its settings. */
  appStarts(program: string): Promise<void>
  /** A program runs, with the settings that it found. */
  appRuns(program: string): Promise<void>
  /** The last process of a program has ended. */
  appEnded(program: string): Promise<void>
  finish(): Promise<unknown>
  readonly notices: ReadonlySet<Notice>
}
