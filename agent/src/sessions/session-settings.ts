import type { RestoreOrder, RestoreReport } from '@nahtlos/contract/host/restore'
import type { Notice, NoticeDetail } from '@nahtlos/contract/session/state'
import type { SettingsEnd } from '../settings/settings-keeper.ts'

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
  /** Only where the end is not `unsafe` may the home be emptied. */
  finish(): Promise<SettingsEnd>
  /** Versions that the person took back: all orders of this session, each time. */
  takeBack(orders: readonly RestoreOrder[]): Promise<void>
  readonly restores: readonly RestoreReport[]
  /** Templates whose settings the person may be changing now. */
  readonly inUse: readonly string[]
  readonly details: readonly NoticeDetail[]
  readonly notices: ReadonlySet<Notice>
}
