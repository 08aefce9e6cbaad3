import { join } from 'node:path'
import type { WatchedPrograms } from '@nahtlos/contract/session/programs'
import type { Logger } from 'pino'
import type { Followed, System } from '../system/system.ts'
import type { DeniedPrograms } from './denied-programs.ts'
import type { MaskedSession } from './mask-keeper.ts'

export interface ExecWatchParts {
  readonly system: System
  readonly denied: DeniedPrograms
  readonly log: Logger
  sessions(): readonly MaskedSession[]
  /** A program was started in a session that a rule, which is only tried out, would deny there. */
  started(session: string, found: { readonly rule: string; readonly path: string }): void
}

/** Milliseconds between two looks whether the programs are still those that are listened to. */
const every = 5_000
/** Starts that wait to be looked at; of a session that starts without end, some more tell nothing new. */
const longestQueue = 200
const nothing = { packages: [], paths: [] }

/** One start, as `watch-exec.pl` tells it. */
const line = /^start (\d+) (\d+) (\/.+)$/

/**
 * Rules that are only tried out: listens for the starts of the programs that they would deny (fanotify), and tells the
 * session and the rule. It changes nothing for anybody; where it cannot be had, that is told, and all goes on.
 */
export class ExecWatch {
  readonly #parts: ExecWatchParts
  readonly #timer: NodeJS.Timeout
  #listener: Followed | null = null
  #listened = ''
  #failed: { readonly what: string; readonly since: number } | null = null
  #queue: string[] = []
  #working = false
  #looking: Promise<void> = Promise.resolve()

  constructor(parts: ExecWatchParts) {
    this.#parts = parts
    this.#timer = setInterval(() => void this.look(), every)
  }

  /** Since when nobody listens although a rule asks for it; null where all is well. */
  get failed(): { readonly since: number } | null {
    return this.#failed
  }

  /** Listens to what the rules of the running sessions name now. */
  look(): Promise<void> {
    this.#looking = this.#looking
      .then(() => this.#look())
      .catch((error: unknown) => this.#parts.log.error({ err: error }, 'rules that are tried out could not be watched'))
    return this.#looking
  }

  async #look(): Promise<void> {
    const { system } = this.#parts
    const rules = this.#parts.sessions().flatMap(({ programs }) => programs.watch ?? [])
    const paths = [...new Set((await Promise.all(rules.map((rule) => this.#programsOf(rule)))).flat())].sort()
    const facts = await Promise.all(paths.map((path) => system.file(path)))
    // An upgrade puts another file into a program's place.
    const wanted = paths.map((path, index) => `${path} ${facts[index]?.inode}`).join('\n')
    if (wanted === this.#listened) return
    await this.#listen(paths)
    this.#listened = this.#failed === null ? wanted : ''
  }

  async #listen(paths: readonly string[]): Promise<void> {
    const { system, log } = this.#parts
    const former = this.#listener
    if (paths.length === 0) {
      this.#listener = null
      this.#failed = null
      former?.close()
      return
    }
    const command = ['/usr/bin/perl', join(import.meta.dirname, 'watch-exec.pl'), ...paths]
    const { promise: ready, resolve } = Promise.withResolvers<true>()
    const listener = system.follow(command, (said) => {
      if (said === 'ready') resolve(true)
      else if (said.startsWith('lost ')) log.warn({ path: said.slice(5) }, 'a program cannot be watched')
      // What two hear at once is heard by the one that stays.
      else if (this.#listener === listener) this.#hear(said)
    })
    const hears = await Promise.race([ready, listener.ended.then(() => false as const)])
    if (hears) {
      this.#listener = listener
      this.#failed = null
      former?.close()
      void listener.ended.then(() => {
        if (this.#listener !== listener) return
        this.#listener = null
        this.#listened = ''
      })
      return
    }
    if (this.#failed === null) log.error('this kernel does not tell who starts programs: rules cannot be tried out')
    this.#failed ??= { what: 'fanotify', since: Date.now() }
  }

  #programsOf({ packages, paths }: WatchedPrograms): Promise<readonly string[]> {
    return this.#parts.denied.of({ deny: nothing, allow: nothing, forbid: { packages, paths } })
  }

  #hear(said: string): void {
    if (this.#queue.length >= longestQueue) return
    this.#queue.push(said)
    if (this.#working) return
    this.#working = true
    void (async () => {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) await this.#take(next)
    })()
      .catch((error: unknown) => this.#parts.log.error({ err: error }, 'a start could not be told'))
      .finally(() => {
        this.#working = false
      })
  }

  async #take(said: string): Promise<void> {
    const [, namespace, user, path = ''] = line.exec(said) ?? []
    for (const session of this.#parts.sessions()) {
      const { watch = [] } = session.programs
      // What root does in a session is the host's own.
      if (watch.length === 0 || session.uid !== Number(user)) continue
      const first = await session.first()
      const own = first === null ? null : await this.#parts.system.linkTarget(`/proc/${first}/ns/pid`)
      if (own !== `pid:[${namespace}]`) continue
      for (const rule of watch)
        if ((await this.#programsOf(rule)).includes(path)) this.#parts.started(session.id, { rule: rule.rule, path })
    }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#listener?.close()
  }
}
