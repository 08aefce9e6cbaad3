import type { App } from '@nahtlos/contract/configuration/app'
import type { WithheldApp } from '@nahtlos/contract/configuration/withhold'
import { z } from 'zod'
import type { SessionProcess } from './app-processes.ts'
import { type BarrierParts, lower, raise } from './barrier.ts'
import { type Freezer, freezer } from './freezer.ts'
import type { SessionApps } from './session-apps.ts'
import { type HiddenWindow, hide, show, windowsOf } from './windows.ts'

/** What must be known of one app that is kept away, to bring it back as it was. */
export const WithheldState = z.object({
  app: z.string(),
  running: z.enum(['freeze', 'close']),
  windows: z.array(z.object({ window: z.string(), x: z.number(), y: z.number() })),
  frozen: z.array(z.number().int()),
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

  async become(wanted: readonly WithheldApp[]): Promise<void> {
    for (const { app } of this.#state) if (wanted.every((each) => each.app !== app)) await this.#bringBack(app)
    for (const each of wanted) await this.#keepAway(each)
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
    const present = this.#state.find((each) => each.app === id)
    if (present === undefined) await this.#set({ app: id, running, windows: [], frozen: [] })
    else if (present.running !== running) await this.#set({ ...present, running })
    await raise(app, reason, this.#parts)
    // Nobody waits for the note; what counts is done.
    if (await this.#hold(id, running)) void tell(app, reason)
  }

  /** True where something of it ran. */
  async #hold(id: string, running: WithheldState['running']): Promise<boolean> {
    const { apps } = this.#parts
    if (running === 'close') {
      const found = await apps.processes(id)
      if (found.length === 0) return false
      // A program that stands still cannot close itself.
      await (await this.#ice()).thaw(this.#of(id)?.frozen ?? [])
      await apps.close(id, closePatience)
      return true
    }
    let any = false
    // Until nothing new is found: what was being started meanwhile is stopped with the rest.
    for (;;) {
      const found = (await apps.processes(id)).filter(({ pid }) => !(this.#of(id)?.frozen ?? []).includes(pid))
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
    const inside = found.map((each) => each.inside)
    const windows: HiddenWindow[] = await windowsOf(this.#parts.door, inside)
    await this.#set({ ...state, frozen: [...state.frozen, ...pids], windows: [...state.windows, ...windows] })
    await hide(this.#parts.door, windows)
  }

  async #bringBack(id: string): Promise<void> {
    const { apps, door } = this.#parts
    const state = this.#of(id)
    const app = apps.app(id)
    if (app !== null) await lower(app, this.#parts)
    if (state !== undefined) {
      await (await this.#ice()).thaw(state.frozen)
      await show(door, state.windows)
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
