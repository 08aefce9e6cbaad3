import { randomUUID } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { ChunkId, SnapshotId } from '@nahtlos/contract/host/vault'
import { PersonId, SessionId } from '@nahtlos/contract/identifiers'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { z } from 'zod'
import { fileErrorCode, unlessFileError } from './file-error.ts'

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

const Heads = z.record(z.string(), SnapshotId)

/** Bytes of chunks that were just written and are still at hand: what is captured is sent a moment later. */
const atHandMost = 8 * 1024 * 1024

/**
 * One person's settings on one host's own disk, in a folder of root's: chunks that were fetched or captured here, so
 * that the next logon asks the network for heads alone; the state of each session, so that a killed agent goes on;
 * the last known heads, so that an unreachable vault still gives a desktop.
 *
 * A chunk is checked whenever it is read; one that is damaged is not there. Files are written beside and renamed.
 * What lies here is as readable as the host's disk (the key would lie beside it, because a logon must work without the
 * server); when a person's settings are erased, hosts remove it (`idle-persons.ts`).
 */
export class SettingsCache {
  readonly #folder: string
  readonly #atHand = new Map<ChunkId, Buffer>()
  /** Heads that are not written down yet. */
  readonly #heads = new Map<string, SnapshotId>()
  #atHandSize = 0

  constructor(directory: string, person: PersonId) {
    if (!PersonId.safeParse(person).success) throw new TypeError('not a person id')
    this.#folder = join(directory, person)
    mkdirSync(join(this.#folder, 'chunks'), { recursive: true, mode: 0o700 })
    mkdirSync(join(this.#folder, 'sessions'), { recursive: true, mode: 0o700 })
  }

  /** Where it is; no two of one folder know of each other. */
  get folder(): string {
    return this.#folder
  }

  chunk(id: ChunkId): Buffer | null {
    const atHand = this.#atHand.get(id)
    if (atHand !== undefined) return atHand
    const bytes = readIfThere(this.#chunkPath(id))
    return bytes !== null && chunkId(bytes) === id ? bytes : null
  }

  /** Whether it is worth asking for; only `chunk` says whether it is whole. */
  hasChunk(id: ChunkId): boolean {
    return unlessFileError(['ENOENT'], () => statSync(this.#chunkPath(id))) !== null
  }

  /**
   * Keeps bytes that are known to be chunk `id`, and that nobody changes any more. They stay at hand until
   * `letGo`.
   */
  keepChunk(id: ChunkId, bytes: Buffer): void {
    if (!this.#atHand.has(id) && this.#atHandSize + bytes.length <= atHandMost) {
      this.#atHand.set(id, bytes)
      this.#atHandSize += bytes.length
    }
    const path = this.#chunkPath(id)
    const found = unlessFileError(['ENOENT'], () => statSync(path))
    const isWhole = () => {
      const kept = readIfThere(path)
      return kept !== null && chunkId(kept) === id
    }
    if (found === null || found.size !== bytes.length || !isWhole()) this.#writeChunk(path, bytes)
  }

  /** What is at hand need not be any longer, and what was noted is written down. */
  letGo(): void {
    this.#atHand.clear()
    this.#atHandSize = 0
    if (this.#heads.size === 0) return
    const path = join(this.#folder, 'heads.json')
    const heads = this.#read(path, Heads) ?? {}
    const isNew = [...this.#heads].some(([template, head]) => heads[template] !== head)
    if (isNew) this.#write(path, Buffer.from(JSON.stringify({ ...heads, ...Object.fromEntries(this.#heads) })))
    this.#heads.clear()
  }

  /** The same for bytes that were checked just now and are not here. */
  keepNewChunk(id: ChunkId, bytes: Uint8Array): void {
    this.#writeChunk(this.#chunkPath(id), bytes)
  }

  /** Right in its place: one that was only begun is told by its name, which is its hash. */
  #writeChunk(path: string, bytes: Uint8Array): void {
    try {
      writeFileSync(path, bytes, { mode: 0o600 })
    } catch (error) {
      if (fileErrorCode(error) !== 'ENOENT') throw error
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      writeFileSync(path, bytes, { mode: 0o600 })
    }
  }

  /** Forces chunks to disk: until they are delivered, this is the only place that has them. */
  secure(ids: Iterable<ChunkId>): void {
    const folders = new Set<string>()
    for (const id of ids) {
      const path = this.#chunkPath(id)
      if (unlessFileError(['ENOENT'], () => sync(path) ?? true) === true) folders.add(dirname(path))
    }
    for (const folder of folders) sync(folder)
  }

  session(session: SessionId): SessionState | null {
    return this.#read(this.#sessionPath(session), SessionState)
  }

  /**
   * Forced to disk where it names what is not delivered. Otherwise a power cut may take it: the session is gone then
   * too, and a home that is found without a state counts as one that began without its settings.
   *
   * @param isSending what is not delivered is on its way: until an answer comes, the home has it all the same
   */
  keepSession(session: SessionId, state: SessionState, isSending = false): void {
    const durable = !isSending && Object.values(state.packages).some((one) => !isDelivered(one))
    this.#write(this.#sessionPath(session), Buffer.from(JSON.stringify(state)), durable)
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
    return this.#heads.get(template) ?? this.#read(join(this.#folder, 'heads.json'), Heads)?.[template] ?? null
  }

  /** Noted; it is written down by `letGo`, once for all. */
  keepHead(template: string, head: SnapshotId): void {
    this.#heads.set(template, head)
  }

  /** Notes that chunks were of use, for `trim`. */
  touch(ids: Iterable<ChunkId>, at: Date): void {
    for (const id of ids) unlessFileError(['ENOENT'], () => utimesSync(this.#chunkPath(id), at, at))
  }

  /** Deletes the chunks that were of use longest ago until at most `limit` bytes are left; never one of `needed`. */
  trim(limit: number, needed: ReadonlySet<ChunkId>): void {
    const chunks = this.#chunks()
    let total = chunks.reduce((sum, { size }) => sum + size, 0)
    for (const { id, size } of chunks.sort((a, b) => a.time - b.time)) {
      if (total <= limit) return
      if (needed.has(id)) continue
      rmSync(this.#chunkPath(id), { force: true })
      total -= size
    }
  }

  #chunks(): { id: ChunkId; size: number; time: number }[] {
    const root = join(this.#folder, 'chunks')
    const found: { id: ChunkId; size: number; time: number }[] = []
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      const stats = unlessFileError(['ENOENT'], () => statSync(path))
      if (stats === null) continue
      if (ChunkId.safeParse(entry.name).success) found.push({ id: entry.name, size: stats.size, time: stats.mtimeMs })
      // What a killed agent left half written.
      else if (stats.mtimeMs < Date.now() - 60_000) rmSync(path, { force: true })
    }
    return found
  }

  #chunkPath(id: ChunkId): string {
    return join(this.#folder, 'chunks', id.slice(0, 2), ChunkId.parse(id))
  }

  #sessionPath(session: SessionId): string {
    return join(this.#folder, 'sessions', `${SessionId.parse(session)}.json`)
  }

  /** Null also where the file is damaged: a cache may forget. */
  #read<T>(path: string, schema: z.ZodType<T>): T | null {
    const bytes = readIfThere(path)
    if (bytes === null) return null
    try {
      return schema.parse(JSON.parse(bytes.toString()))
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) return null
      throw error
    }
  }

  #write(path: string, bytes: Uint8Array, durable = false): void {
    const temporary = join(dirname(path), `.${randomUUID()}`)
    try {
      writeFileSync(temporary, bytes, { mode: 0o600, flush: durable })
    } catch (error) {
      if (fileErrorCode(error) !== 'ENOENT') throw error
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      writeFileSync(temporary, bytes, { mode: 0o600, flush: durable })
    }
    renameSync(temporary, path)
    if (durable) sync(dirname(path))
  }
}

function readIfThere(path: string): Buffer | null {
  return unlessFileError(['ENOENT'], () => readFileSync(path))
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
