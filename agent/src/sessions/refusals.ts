import type { ProgramRefusal } from '@nahtlos/contract/host/report'
import type { Logger } from 'pino'
import { appFiles } from '../desktop/app-launchers.ts'
import type { InstalledRefusal } from '../launcher/installed-refusal.ts'
import type { FifoEar, System } from '../system/system.ts'
import { refusalLine } from './refusal-line.ts'
import type { SessionPaths } from './session-paths.ts'

export interface RefusalsParts {
  readonly system: System
  readonly paths: SessionPaths
  readonly log: Logger
  /** Null unless the session is kept from starting the program that lies at this path. */
  inquire(path: string): Promise<InstalledRefusal | null>
  /** What is known of a program of this host, by its real path. */
  about(path: string): Promise<Omit<InstalledRefusal, 'forbidden'>>
  now(): number
  changed(): void
}

/** Different programs of one session that are told. */
const most = 20
/** Looks at the disk that one session can cause in a minute, and lines that one piece can hold. */
const looksAMinute = 30
const longestLine = 1_200

/**
 * What was refused in one session. Its FIFO is hers: whatever she writes there is a claim. Of an installed program it
 * counts only where this session is kept from it, and path, package and hash are then the host's own; of one that she
 * brought along nothing is decided by what she says, because such a one can be granted by nobody.
 *
 * All of this is comfort: a failure is logged, and refused stays what is refused.
 */
export class Refusals {
  readonly #parts: RefusalsParts
  readonly #found = new Map<string, ProgramRefusal>()
  /** Claims that were looked at: the key of what was found, or null where it was nothing. */
  readonly #known = new Map<string, string | null>()
  #looks = { since: 0, left: looksAMinute }
  #ear: FifoEar | null = null
  #rest = ''

  constructor(parts: RefusalsParts) {
    this.#parts = parts
  }

  get list(): readonly ProgramRefusal[] {
    return [...this.#found.values()]
  }

  async begin(): Promise<void> {
    const { system, paths } = this.#parts
    // A session of an agent that did not listen yet.
    if (!(await system.exists(paths.app(appFiles.refused)))) return
    this.#ear = await system.listenFifo(paths.app(appFiles.refused), (text) => this.#hear(text))
  }

  close(): void {
    this.#ear?.close()
  }

  /** A program ran that a rule would refuse which is only tried out; the host saw it itself. */
  async ran({ rule, path }: { readonly rule: string; readonly path: string }): Promise<void> {
    const key = `audit ${rule} ${path}`
    const audits = [...this.#found.keys()].filter((each) => each.startsWith('audit '))
    const isNew = !this.#found.has(key)
    if (isNew && audits.length >= most) return
    if (isNew) {
      // Before it is looked at, so that what is started twice at once is looked at once.
      const at = this.#parts.now()
      const facts = { origin: 'installed', package: null, sha256: null, forbidden: false, at, times: 1 } as const
      this.#found.set(key, { ...facts, path, audit: rule })
      const about = await this.#parts.about(path)
      this.#found.set(key, { ...facts, ...about, path, audit: rule, times: this.#found.get(key)?.times ?? 1 })
    }
    if (isNew || this.#again(key)) this.#parts.changed()
  }

  async #hear(text: string): Promise<void> {
    const lines = (this.#rest + text).split('\n')
    this.#rest = (lines.pop() ?? '').slice(-longestLine)
    let changed = false
    for (const line of new Set(lines)) changed = (await this.#take(line)) || changed
    if (changed) this.#parts.changed()
  }

  async #take(line: string): Promise<boolean> {
    const said = refusalLine(line)
    if (said === null) return false
    const claim = `${said.origin} ${said.path}`
    const known = this.#known.get(claim)
    if (known !== undefined) return known !== null && this.#again(known)
    if (this.#refused() >= most || !this.#mayLook()) return false
    const at = this.#parts.now()
    if (said.origin === 'brought') {
      this.#known.set(claim, claim)
      this.#found.set(claim, { ...said, package: null, forbidden: false, at, times: 1 })
      return true
    }
    const found = await this.#parts.inquire(said.path)
    const key = found && `installed ${found.path}`
    this.#known.set(claim, key)
    if (found === null || key === null) return false
    // Two names of one program.
    if (this.#found.has(key)) return this.#again(key)
    this.#found.set(key, { origin: 'installed', ...found, at, times: 1 })
    return true
  }

  #refused(): number {
    return [...this.#found.values()].filter(({ audit }) => audit === undefined).length
  }

  /** One more time; told at most once a minute, so that a loop makes no traffic. */
  #again(key: string): boolean {
    const before = this.#found.get(key)
    const now = this.#parts.now()
    if (before === undefined || now - before.at < 60_000) return false
    this.#found.set(key, { ...before, at: now, times: Math.min(before.times + 1, 1_000_000) })
    return true
  }

  #mayLook(): boolean {
    const now = this.#parts.now()
    if (now - this.#looks.since >= 60_000) {
      this.#looks = { since: now, left: looksAMinute }
      // What nobody denies now may be denied in a minute; and this map is not to grow.
      for (const [claim, key] of this.#known) if (key === null) this.#known.delete(claim)
    }
    if (this.#looks.left === 0) return false
    this.#looks.left -= 1
    return true
  }
}
