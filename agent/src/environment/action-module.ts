import type { ActionKind, ActionOf } from '@nahtlos/contract/configuration/environment-action'
import type { Trigger } from '@nahtlos/contract/configuration/environment-rule'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { SessionPaths } from '../sessions/session-paths.ts'
import type { System } from '../system/system.ts'
import type { SessionApps } from '../withheld/session-apps.ts'
import type { SessionDoor } from './session-door.ts'

/** An action could not be done; its message is told to administrators and never to anybody else. */
export class ActionFailure extends Error {
  override name = 'ActionFailure'
}

/** All that an action may touch. Its effects go through `system` and `door`, so a dry run gives it a recording one. */
export interface Surroundings {
  readonly system: System
  readonly door: SessionDoor
  readonly apps: SessionApps
  readonly paths: SessionPaths
  readonly order: SessionOrder
  readonly zone: string
  readonly trigger: Trigger | null
  /** The store of names and passwords for file servers, on this host. */
  readonly credentials: string
  /** Ends when the action's time is over. */
  readonly signal: AbortSignal
  /** Does work that touches one thing, such as a file, while nobody else in this session touches it. */
  alone<T>(thing: string, work: () => Promise<T>): Promise<T>
}

/** What is needed to bring back how it was before; written down with the session. */
export type Undo = null | boolean | number | string | { readonly [name: string]: Undo | undefined }

/**
 * One kind of action. Every function may be called again after it failed or was cut off half-way, and then brings
 * about the same. They throw `ActionFailure` for what can be expected to go wrong.
 */
export interface ActionModule<K extends ActionKind = ActionKind> {
  apply(action: ActionOf<K>, key: string, at: Surroundings): Promise<Undo>
  /** Absent for what only happens. */
  undo?(action: ActionOf<K>, key: string, undo: Undo, at: Surroundings): Promise<void>
  /** Puts right again what somebody changed; absent where that is the same as `apply`. */
  heal?(action: ActionOf<K>, key: string, at: Surroundings): Promise<unknown>
  /** Whether what was applied is still so; absent where nobody can change it. */
  holds?(action: ActionOf<K>, key: string, at: Surroundings): Promise<boolean>
}
