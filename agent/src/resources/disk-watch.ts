import type { Concern } from '@nahtlos/contract/host/concern'
import { endReasons } from '@nahtlos/contract/session/end-reason'
import type { Logger } from 'pino'
import type { System } from '../system/system.ts'

const megabyte = 1024 * 1024
/** Milliseconds between two looks. */
const every = 10_000

/**
 * Whether a disk still takes what sessions write. It is low below a twentieth, or two gigabytes where that is less; full
 * below a hundredth, or half a gigabyte, so that what runs can still save. Pure.
 */
export function diskState({ total, available }: { readonly total: number; readonly available: number }) {
  if (available < Math.min(total / 100, 512 * megabyte)) return 'disk-full'
  return available < Math.min(total / 20, 2_048 * megabyte) ? 'disk-low' : null
}

/** Looks after the disks that sessions write to: administrators are told in time, and a full one starts no session. */
export class DiskWatch {
  readonly #system: System
  readonly #paths: readonly string[]
  readonly #log: Logger
  readonly #now: () => number
  readonly #timer: NodeJS.Timeout
  readonly #found = new Map<string, Concern>()

  constructor(system: System, paths: readonly string[], log: Logger, now: () => number) {
    this.#system = system
    this.#paths = paths
    this.#log = log
    this.#now = now
    this.#timer = setInterval(() => {
      this.look().catch((error: unknown) => log.error({ err: error }, 'nobody knows how full the disks are'))
    }, every)
  }

  get concerns(): readonly Concern[] {
    return [...this.#found.values()]
  }

  /** Looks once. */
  async look(): Promise<void> {
    for (const path of this.#paths) {
      if (!(await this.#system.exists(path))) continue
      const space = await this.#system.space(path)
      const what = diskState(space)
      const before = this.#found.get(path)
      if (what === null) {
        this.#found.delete(path)
        continue
      }
      const detail = `${path}: ${Math.round(space.available / megabyte)} of ${Math.round(space.total / megabyte)} MB are free`
      const since = before?.what === what ? before.since : this.#now()
      if (before?.what !== what) this.#log.error({ path, ...space }, what)
      this.#found.set(path, { what, session: null, detail, since })
    }
  }

  /** Why no session may start now, looked at afresh; null where one may. */
  async refusal(): Promise<string | null> {
    await this.look()
    const full = this.concerns.find(({ what }) => what === 'disk-full')
    return full === undefined ? null : `${endReasons.diskFull.en} (${full.detail})`
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
