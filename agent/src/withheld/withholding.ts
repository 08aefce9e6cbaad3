import type { App } from '@nahtlos/contract/configuration/app'
import type { WithheldApp } from '@nahtlos/contract/configuration/withhold'
import { z } from 'zod'
import { ActionFailure } from '../environment/action-module.ts'
import type { SessionProcess } from './app-processes.ts'
import { sharers } from './app-programs.ts'
import { type BarrierParts, lower, raise } from './barrier.ts'
import { type Freezer, freezer } from './freezer.ts'
import type { SessionApps } from './session-apps.ts'
import { hide, show, windowsToHide } from './windows.ts'

/** What must be known of one app that is kept away, to bring it back as it was. */
export const WithheldState = z.object({
  app: z.string(),
  running: z.enum(['freeze', 'close']),
  windows: z.array(z.object({ window: z.string(), x: z.number(), y: z.number() })),
  frozen: z.array(z.number().int()),
  /** What stands still and may still be seen: processes as the session numbers them. */
  inSight: z.array(z.number().int()).default([]),
})
export type WithheldState = z.infer<typeof WithheldState>

export interface WithholdingParts extends BarrierParts {
  readonly apps: SessionApps
  /** Tells the person; comfort, which never rejects. */
  tell(app: App, reason: WithheldApp['reason']): Promise<void>
  /** Writes down before and after each step, so that another run of this program can go on. */
  write(state: readonly WithheldState[]): Promise<void>
}

/** Milliseconds that a program gets to close by itself; nothing of the session is shown until it is gone. */
const closePatience = 3_000

/**
 * Keeps apps away in one running session and brings them back. Security: `become` rejects where an app could not be
 * kept away, and nothing of the session may be shown then.
 */
export class Withholding {
  readonly #parts: WithholdingParts
  #state: readonly WithheldState[]
  #freezer: Freezer | null = null

  constructor(parts: WithholdingParts, state: readonly WithheldState[]) {
    this.#parts = parts
    this.#state = state
  }

  get isAnything(): boolean {
    return this.#state.length > 0
  }

  /** Apps that share a program with one that is withheld go with it. */
  async become(told: readonly WithheldApp[]): Promise<void> {
    const wanted = await this.#withSharers(told)
    for (const { app } of this.#state) if (wanted.every((each) => each.app !== app)) await this.#bringBack(app)
    // All are known to be away before the first one is kept away: a program that only these have can be masked.
    for (const { app, running } of wanted) {
      const present = this.#of(app)
      if (this.#parts.apps.app(app) === null) continue
      if (present === undefined) await this.#set({ app, running, windows: [], frozen: [], inSight: [] })
      else if (present.running !== running) await this.#set({ ...present, running })
    }
    for (const each of wanted) await this.#keepAway(each)
  }

  async #withSharers(told: readonly WithheldApp[]): Promise<WithheldApp[]> {
    if (told.length === 0) return []
    const { system, order } = this.#parts
    const because = await sharers(
      system,
      told.map(({ app }) => app),
      order.apps,
    )
    const more = [...because].flatMap(([app, cause]) => {
      const found = told.find((each) => each.app === cause)
      return found === undefined ? [] : [{ ...found, app }]
    })
    return [...told, ...more]
  }

  #away(): ReadonlySet<string> {
    return new Set(this.#state.map(({ app }) => app))
  }

  /** Ends or stops what has come up since in spite of everything; for a look now and then. */
  async look(): Promise<void> {
    if (this.#state.some(({ frozen }) => frozen.length > 0)) await this.#ice()
    for (const { app, running } of this.#state) await this.#hold(app, running)
  }

  /** At the end of a session: what stands still must be able to save its work. */
  async thawAll(): Promise<void> {
    for (const { frozen } of this.#state) await (await this.#ice()).thaw(frozen)
  }

  /** When nothing of the session runs any more. */
  async end(): Promise<void> {
    await this.#freezer?.remove()
  }

  async #keepAway({ app: id, running, reason }: WithheldApp): Promise<void> {
    const { apps, tell } = this.#parts
    const app = apps.app(id)
    if (app === null) return
    await raise(app, reason, this.#away(), this.#parts)
    // Nobody waits for the note; what counts is done.
    if (await this.#hold(id, running)) void tell(app, reason)
    if ((this.#of(id)?.frozen ?? []).length > 0 && !(await this.#ice()).isFirm)
      throw new ActionFailure(`${id} runs, and this host has no control groups that could hold it still`)
  }

  /** True where something of it ran. */
  async #hold(id: string, running: WithheldState['running']): Promise<boolean> {
    const { apps } = this.#parts
    if (running === 'close') {
      const found = await apps.processes(id, this.#away())
      if (found.length === 0) return false
      // A program that stands still cannot close itself.
      await (await this.#ice()).thaw(this.#of(id)?.frozen ?? [])
      await apps.close(id, closePatience, this.#away())
      return true
    }
    // Whose windows a former try could not hide.
    let any = await this.#hide(id)
    // Until nothing new is found: what was being started meanwhile is stopped with the rest.
    for (;;) {
      const found = (await apps.processes(id, this.#away())).filter(
        ({ pid }) => !(this.#of(id)?.frozen ?? []).includes(pid),
      )
      if (found.length === 0) return any
      any = true
      await this.#freeze(id, found)
    }
  }

  async #freeze(id: string, found: readonly SessionProcess[]): Promise<void> {
    const state = this.#of(id)
    if (state === undefined) return
    const ice = await this.#ice()
    const pids = found.map(({ pid }) => pid)
    await ice.freeze(pids)
    // Written down first: where the display does not answer, what stands still is in sight, and is hidden by the next try.
    const inSight = [...state.inSight, ...found.map(({ inside }) => inside)]
    await this.#set({ ...state, frozen: [...state.frozen, ...pids], inSight })
    await this.#hide(id)
  }

  /** True where something of it was in sight. */
  async #hide(id: string): Promise<boolean> {
    const state = this.#of(id)
    if (state === undefined || state.inSight.length === 0) return false
    const found = await windowsToHide(this.#parts.door, state.inSight)
    const windows = [...state.windows.filter(({ window }) => found.every((each) => each.window !== window)), ...found]
    await this.#set({ ...state, windows })
    await hide(this.#parts.door, found)
    await this.#set({ ...state, windows, inSight: [] })
    return true
  }

  async #bringBack(id: string): Promise<void> {
    const { apps, door } = this.#parts
    const state = this.#of(id)
    const app = apps.app(id)
    if (app !== null) await lower(app, this.#away(), this.#parts)
    if (state !== undefined) {
      // Shown while it stands still: what is awake may take its menus away again, and then nobody knows whether they came.
      await show(door, state.windows)
      await (await this.#ice()).thaw(state.frozen)
    }
    this.#state = this.#state.filter((each) => each.app !== id)
    await this.#parts.write(this.#state)
  }

  #of(id: string): WithheldState | undefined {
    return this.#state.find(({ app }) => app === id)
  }

  async #set(next: WithheldState): Promise<void> {
    this.#state = [...this.#state.filter(({ app }) => app !== next.app), next]
    await this.#parts.write(this.#state)
  }

  async #ice(): Promise<Freezer> {
    const { system, door, order } = this.#parts
    this.#freezer ??= await freezer(system, await door.first(), order.id)
    return this.#freezer
  }
}
