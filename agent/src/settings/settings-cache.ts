import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { type ChunkId, SnapshotId } from '@nahtlos/contract/host/vault'
import { PersonId, SessionId } from '@nahtlos/contract/identifiers'
import { z } from 'zod'
import { ChunkPacks } from './chunk-packs.ts'
import { fileErrorCode } from './file-error.ts'
import { FormerChunks } from './former-chunks.ts'
import { addLine, forceToDisk, lastLines } from './line-log.ts'

/** Where one package of one session stands; see `PackageKeeper`. */
export const PackageState = z.strictObject({
  /** False while the session began without knowing what the vault has. */
  restored: z.boolean(),
  /** What the home held when the vault last got it. */
  base: SnapshotId.nullable(),
  /** What the home held when it was last captured; differs from `base` while it is not delivered. */
  ours: SnapshotId.nullable(),
  /** The vault's head as last seen. */
  head: SnapshotId.nullable(),
  /** Paths that are in `ours` but could not be written into the home: their absence there means nothing. */
  unwritten: z.array(z.string()),
  /** The person took back a version: where what the home holds is against it, it goes to the history. */
  yields: z.boolean().optional(),
  /** Something that the home held is neither in the head nor in the history. */
  aside: z.boolean().optional(),
  /** What was sent last: a head that is to come, and what the home held. Whether it arrived, a killed agent cannot know. */
  sent: z.strictObject({ next: SnapshotId, ours: SnapshotId }).optional(),
})
export type PackageState = z.infer<typeof PackageState>

export function isDelivered(state: PackageState): boolean {
  return state.base === state.ours && state.aside !== true
}

export const SessionState = z.strictObject({
  /** Nobody works on it any more: whoever comes next for this person delivers what is left. */
  finished: z.boolean(),
  packages: z.record(z.string(), PackageState),
  /** What the templates say of the formats of their files, for whoever delivers when the session is long over. */
  formats: z.record(z.string(), SettingsTemplate.shape.formats).default({}),
})
export type SessionState = z.infer<typeof SessionState>

/** In a session's file, after its state: where some packages stand since then. */
const Sending = z.strictObject({ sending: SessionState.shape.packages })

const Heads = z.record(z.string(), SnapshotId)

/** Bytes up to which a file of lines grows until it is written anew. */
const linesMost = 256 * 1024

/** Bytes of chunks that were just written and are still at hand: what is captured is sent a moment later. */
const atHandMost = 8 * 1024 * 1024

/**
 * One person's settings on one host's own disk, in a folder of root's: chunks that were fetched or captured here, so
 * that the next logon asks the network for heads alone; the state of each session, so that a killed agent goes on;
 * the last known heads, so that an unreachable vault still gives a desktop.
 *
 * A chunk is checked whenever it is read; one that is damaged is not there. Sessions and heads are files of lines, of
 * which the last one holds ([why](../../../docs/decisions/0067-a-host-adds-to-files-and-makes-few.md)).
 * What lies here is as readable as the host's disk (the key would lie beside it, because a logon must work without the
 * server); when a person's settings are erased, hosts remove it (`idle-persons.ts`).
 */
export class SettingsCache {
  readonly #folder: string
  readonly #packs: ChunkPacks
  readonly #former: FormerChunks
  readonly #atHand = new Map<ChunkId, Buffer>()
  /** Heads that are not written down yet. */
  readonly #heads = new Map<string, SnapshotId>()
  #atHandSize = 0

  constructor(directory: string, person: PersonId) {
    if (!PersonId.safeParse(person).success) throw new TypeError('not a person id')
    this.#folder = join(directory, person)
    mkdirSync(join(this.#folder, 'sessions'), { recursive: true, mode: 0o700 })
    this.#packs = ChunkPacks.of(join(this.#folder, 'packs'))
    this.#former = new FormerChunks(join(this.#folder, 'chunks'))
  }

  /** Where it is; no two of one folder know of each other. */
  get folder(): string {
    return this.#folder
  }

  chunk(id: ChunkId): Buffer | null {
    return this.#atHand.get(id) ?? this.#packs.read(id) ?? this.#former.read(id)
  }

  /** Whether it is worth asking for; only `chunk` says whether it is whole. */
  hasChunk(id: ChunkId): boolean {
    return this.#packs.has(id) || this.#former.has(id)
  }

  /**
   * Keeps bytes that are known to be chunk `id`, and that nobody changes any more. They stay at hand until
   * `letGo`.
   */
  keepChunk(id: ChunkId, bytes: Buffer): void {
    // Only what was written is at hand.
    if (this.#atHand.has(id)) return
    if (this.#packs.read(id) === null && this.#former.read(id) === null) this.#packs.add(id, bytes)
    if (this.#atHandSize + bytes.length > atHandMost) return
    this.#atHand.set(id, bytes)
    this.#atHandSize += bytes.length
  }

  /** What is at hand need not be any longer, and what was noted is written down. */
  letGo(): void {
    this.#atHand.clear()
    this.#atHandSize = 0
    this.#packs.release()
    if (this.#heads.size === 0) return
    const path = this.#headsPath
    const noted = Object.fromEntries(this.#heads)
    this.#add(path, noted, () => this.#writtenHeads())
    this.#heads.clear()
  }

  /** The same for bytes that were checked just now and are not here. */
  keepNewChunk(id: ChunkId, bytes: Uint8Array): void {
    this.#packs.add(id, bytes)
  }

  /** Forces chunks to disk: until they are delivered, this is the only place that has them. */
  secure(ids: Iterable<ChunkId>): void {
    this.#packs.force(ids)
  }

  /** Null also where the file is damaged: a cache may forget. */
  session(session: SessionId): SessionState | null {
    let since: SessionState['packages'] = {}
    for (const line of lastLines(this.#sessionPath(session))) {
      const whole = SessionState.safeParse(line)
      if (whole.success) return { ...whole.data, packages: { ...whole.data.packages, ...since } }
      const sending = Sending.safeParse(line)
      if (sending.success) since = { ...sending.data.sending, ...since }
    }
    return null
  }

  /**
   * Forced to disk where it names what is not delivered. Otherwise a power cut may take it: the session is gone then
   * too, and a home that is found without a state counts as one that began without its settings.
   */
  keepSession(session: SessionId, state: SessionState): void {
    const durable = Object.values(state.packages).some((one) => !isDelivered(one))
    this.#add(this.#sessionPath(session), state, () => state, durable)
  }

  /**
   * Where these packages of a session, whose state was kept, stand since then: what they hold is on its way, and until
   * an answer comes the home has it all the same.
   */
  keepSending(session: SessionId, packages: SessionState['packages']): void {
    this.#add(this.#sessionPath(session), { sending: packages }, () => this.session(session))
  }

  forgetSession(session: SessionId): void {
    rmSync(this.#sessionPath(session), { force: true })
  }

  /** Sessions of this person with a state here, in no order. */
  sessions(): SessionId[] {
    return readdirSync(join(this.#folder, 'sessions'))
      .map((name) => name.replace(/\.json$/, ''))
      .filter((name) => SessionId.safeParse(name).success)
  }

  head(template: string): SnapshotId | null {
    return this.#heads.get(template) ?? this.#writtenHeads()[template] ?? null
  }

  /** Noted; it is written down by `letGo`, once for all. */
  keepHead(template: string, head: SnapshotId): void {
    this.#heads.set(template, head)
  }

  /** Notes that chunks were of use, for `trim`. */
  touch(ids: Iterable<ChunkId>, at: Date): void {
    this.#packs.touch(ids, at)
  }

  /** Deletes the chunks that were of use longest ago until at most `limit` bytes are left; never one of `needed`. */
  trim(limit: number, needed: ReadonlySet<ChunkId>): void {
    this.#packs.trim(limit, needed)
    this.#former.removeAllBut(needed)
  }

  #sessionPath(session: SessionId): string {
    return join(this.#folder, 'sessions', `${SessionId.parse(session)}.json`)
  }

  get #headsPath(): string {
    return join(this.#folder, 'heads.json')
  }

  #writtenHeads(): Record<string, SnapshotId> {
    const heads: Record<string, SnapshotId> = {}
    for (const line of lastLines(this.#headsPath)) {
      const known = Heads.safeParse(line)
      for (const [template, head] of Object.entries(known.data ?? {})) heads[template] ??= head
    }
    return heads
  }

  /** Adds a line to a file; where that has become long, it is written anew: `all` says what it says by then. */
  #add(path: string, line: unknown, all: () => unknown, durable = false): void {
    let size: number
    try {
      size = addLine(path, line, durable)
    } catch (error) {
      if (fileErrorCode(error) !== 'ENOENT') throw error
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      size = addLine(path, line, durable)
    }
    if (size > linesMost) this.#shorten(path, all())
  }

  /** Where the disk has no room for it the file stays as long as it is. */
  #shorten(path: string, all: unknown): void {
    const temporary = join(dirname(path), `.${randomUUID()}`)
    try {
      writeFileSync(temporary, JSON.stringify(all), { mode: 0o600, flush: true })
      renameSync(temporary, path)
      forceToDisk(dirname(path))
    } catch (error) {
      if (fileErrorCode(error) === undefined) throw error
      rmSync(temporary, { force: true })
    }
  }
}
