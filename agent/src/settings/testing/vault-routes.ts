import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import {
  type CaptureAnswer,
  ChunkId,
  captureMark,
  chunkMaximum,
  HeadChange,
  NamedHeadChange,
  packedChunksType,
  unknownPersonsPath,
  vaultPrefix,
} from '@nahtlos/contract/host/vault'
import type { BackEnd } from '@nahtlos/vault/back-end'
import { canonicalSnapshot, readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { decodeFrames, encodeFrame } from '@nahtlos/vault/chunk-frames'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { ChunkStore } from '@nahtlos/vault/chunk-store'
import { fromStoredForm } from '@nahtlos/vault/stored-form'
import { VaultError } from '@nahtlos/vault/vault-error'
import { z } from 'zod'
import { chunksIn } from '../vault-access.ts'

/** The contract's vault routes over a real chunk store; heads are kept in memory instead of PostgreSQL. */
export class VaultRoutes {
  readonly heads = new Map<string, string>()
  /** `METHOD path` of every request, in order. */
  readonly requests: string[] = []
  /** Chunks that came in streams. */
  received = 0
  /** Called before each head change is decided: a test's chance to be faster. */
  beforeHeadChange: () => Promise<void> = async () => undefined
  backEnd: BackEnd
  /** Whether nothing is answered, as while the store is being repaired. */
  away = false
  /** Whether it is a server of before packed chunks came up, which knows no such streams. */
  isFormer = false
  /** Of whom it says that it has nothing. */
  readonly unknown = new Set<string>()
  /** Resolvers of those who wait for a change of a head. */
  readonly #waiting = new Set<() => void>()

  constructor(backEnd: BackEnd) {
    this.backEnd = backEnd
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    this.#answer(request, response).catch((error: unknown) => {
      const failure = error instanceof VaultError ? error.failure : null
      response.statusCode = failure === 'full' ? 507 : failure === 'not-found' ? 404 : failure === 'corrupt' ? 422 : 500
      response.end(String(error))
    })
  }

  /** The files of a package's head as texts, by path; empty where there is none. */
  async files(person: string, template: string): Promise<Record<string, string>> {
    const head = this.heads.get(`${person}/${template}`)
    if (head === undefined) return {}
    const store = new ChunkStore(this.backEnd, person)
    const found: Record<string, string> = {}
    for (const entry of readSnapshot(await store.get(head)).entries) {
      if (entry.type === 'link') continue
      const chunks = await Promise.all(entry.chunks.map((id) => store.get(id)))
      found[entry.path] = Buffer.concat(chunks).toString()
    }
    return found
  }

  /** Makes these files a package's head, as another host would have. */
  async put(person: string, template: string, files: Readonly<Record<string, string>>): Promise<void> {
    const store = new ChunkStore(this.backEnd, person)
    const entries = []
    for (const [path, text] of Object.entries(files).toSorted()) {
      const bytes = Buffer.from(text)
      const id = chunkId(bytes)
      await store.put(id, bytes)
      entries.push({ type: 'file' as const, path, mode: 0o600, size: bytes.length, modified: Date.now(), chunks: [id] })
    }
    const key = `${person}/${template}`
    const about = { version: 1 as const, template, host: 'host-z', takenAt: new Date().toISOString() }
    const snapshot = canonicalSnapshot({ ...about, parent: this.heads.get(key) ?? null, entries })
    await store.put(snapshot.id, snapshot.bytes)
    this.heads.set(key, snapshot.id)
  }

  /** Resolves with the files of a package as soon as they are so. */
  async until(
    person: string,
    template: string,
    holds: (files: Record<string, string>) => boolean,
  ): Promise<Record<string, string>> {
    for (;;) {
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#waiting.add(resolve)
      const files = await this.files(person, template)
      if (holds(files)) return files
      await promise
      this.#waiting.delete(resolve)
    }
  }

  async #move(store: ChunkStore, key: string, expected: string | null, next: string): Promise<CaptureAnswer> {
    const present = this.heads.get(key) ?? null
    if (present !== expected) return { outcome: 'overtaken', head: present }
    if ((await store.missing([...chunksIn(readSnapshot(await store.get(next)).entries)])).length > 0)
      return { outcome: 'refused', head: null }
    this.heads.set(key, next)
    return { outcome: 'moved', head: next }
  }

  async #answerUnknown(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    for await (const part of request) text += String(part)
    const asked = z.array(z.string()).parse(JSON.parse(text))
    response.end(JSON.stringify(asked.filter((one) => this.unknown.has(one))))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push(`${request.method} ${request.url}`)
    if (this.away) throw new VaultError('unavailable', 'the store is away')
    if (request.url === unknownPersonsPath) return this.#answerUnknown(request, response)
    if (this.isFormer && request.headers['content-type'] === packedChunksType) {
      response.writeHead(415).end()
      return
    }
    const [person = '', kind, name = ''] = (request.url ?? '').slice(vaultPrefix.length + 1).split('/')
    const store = new ChunkStore(this.backEnd, person)
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts)
    const packageKey = `${person}/${name}`
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    const put = async (id: string, bytes: Buffer | null) => {
      assert.equal(request.headers['content-type'], packedChunksType)
      await store.put(id, await fromStoredForm(bytes ?? Buffer.of(), chunkMaximum))
      this.received += 1
    }
    switch (`${request.method} ${kind}`) {
      case 'GET packages':
        return json(200, { snapshot: this.heads.get(packageKey) ?? null })
      case 'POST packages': {
        await this.beforeHeadChange()
        const { expected, next } = HeadChange.parse(JSON.parse(body.toString()))
        const present = this.heads.get(packageKey) ?? null
        if (present !== expected) return json(409, { snapshot: present })
        if ((await store.missing([...chunksIn(readSnapshot(await store.get(next)).entries)])).length > 0)
          return json(400, {})
        this.heads.set(packageKey, next)
        for (const resolve of this.#waiting) resolve()
        return json(200, { snapshot: next })
      }
      case 'POST missing':
        return json(200, await store.missing(z.array(ChunkId).parse(JSON.parse(body.toString()))))
      case 'POST wanted':
        if (request.headers.accept === packedChunksType) response.setHeader('content-type', packedChunksType)
        for (const id of z.array(ChunkId).parse(JSON.parse(body.toString()))) {
          const isPacked = request.headers.accept === packedChunksType
          const bytes = await (isPacked ? store.getPacked(id) : store.get(id)).catch((error: unknown) => {
            if (error instanceof VaultError && error.failure !== 'unavailable') return null
            throw error
          })
          response.write(encodeFrame(id, bytes))
        }
        response.end()
        return
      case 'POST chunks':
        for await (const { id, bytes } of decodeFrames(Readable.from([body]))) await put(id, bytes)
        response.writeHead(204).end()
        return
      case 'POST captures': {
        const answers: CaptureAnswer[] = []
        for await (const { id, bytes } of decodeFrames(Readable.from([body]))) {
          if (id !== captureMark) {
            await put(id, bytes)
            continue
          }
          for (const { template, expected, next } of z.array(NamedHeadChange).parse(JSON.parse(String(bytes)))) {
            await this.beforeHeadChange()
            answers.push(await this.#move(store, `${person}/${template}`, expected, next))
          }
        }
        for (const resolve of this.#waiting) resolve()
        return json(200, answers)
      }
      case 'PUT chunks':
        await store.put(name, body)
        response.writeHead(204).end()
        return
      case 'GET chunks':
        response.end(await store.get(name))
        return
      default:
        json(404, {})
    }
  }
}
