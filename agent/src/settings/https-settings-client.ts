import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { pipeline, Readable } from 'node:stream'
import type { ConnectionOptions } from 'node:tls'
import {
  CaptureAnswer,
  ChunkId,
  chunkMaximum,
  chunksAtOnce,
  type HeadChange,
  PackageHead,
  packedChunksType,
  personsAtOnce,
  unknownPersonsPath,
  vaultPrefix,
} from '@nahtlos/contract/host/vault'
import { PersonId } from '@nahtlos/contract/identifiers'
import { decodeFrames, encodeFrame } from '@nahtlos/vault/chunk-frames'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { fromStoredForm, toStoredForm } from '@nahtlos/vault/stored-form'
import { isVaultFailure, VaultError } from '@nahtlos/vault/vault-error'
import { z } from 'zod'
import { Captures } from './captures.ts'
import type { Chunk, SettingsClient } from './settings-client.ts'

export interface HttpsSettingsClientOptions {
  /** The server's internal listener, `host:port`. */
  readonly address: string
  /** Client options of the mutual connection, as `clientTlsOptions(identity, 'server')` gives them. */
  readonly tls: ConnectionOptions
}

/** Connections kept open at once: more would cost a logon more handshakes than they save. */
const connections = 2
/** Milliseconds without a byte until the vault counts as unreachable. */
const patience = 10_000
/** Ids asked about in one question. */
const idsAtOnce = 2_000

interface Answer {
  readonly status: number
  readonly body: Buffer
}

interface Question {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  /** Bytes, or what gives the parts of a stream; it is asked again where the question is. */
  readonly body?: Uint8Array | (() => AsyncIterable<Uint8Array>)
  readonly type?: 'application/json' | 'application/octet-stream' | typeof packedChunksType
  readonly accept?: string
  readonly signal?: AbortSignal | undefined
}

/** `SettingsClient` over HTTP/1.1 and mutual TLS, with connections that are kept. */
export class HttpsSettingsClient implements SettingsClient {
  readonly #origin: URL
  readonly #captures = new Captures(async (person, body) => {
    const path = `${vaultPrefix}/${person}/captures`
    const answer = await this.#ask({ method: 'POST', path, body, type: packedChunksType })
    return readJson(expectStatus(answer, 200), z.array(CaptureAnswer))
  })
  #agent: Agent

  constructor({ address, tls }: HttpsSettingsClientOptions) {
    this.#origin = new URL(`https://${address}`)
    this.#agent = newAgent(tls)
  }

  /** From now on with a renewed certificate. */
  useTls(tls: HttpsSettingsClientOptions['tls']): void {
    const old = this.#agent
    this.#agent = newAgent(tls)
    old.destroy()
  }

  close(): void {
    this.#agent.destroy()
  }

  async head(person: PersonId, template: string, signal?: AbortSignal): Promise<PackageHead> {
    const answer = await this.#ask({ method: 'GET', path: packagePath(person, template), signal })
    return readJson(expectStatus(answer, 200), PackageHead)
  }

  async changeHead(person: PersonId, template: string, change: HeadChange) {
    const body = Buffer.from(JSON.stringify(change))
    const answer = await this.#ask({
      method: 'POST',
      path: packagePath(person, template),
      body,
      type: 'application/json',
    })
    const head = readJson(expectStatus(answer, 200, 409), PackageHead)
    // A repeated change whose first answer was lost meets its own work.
    return { moved: answer.status === 200 || head.snapshot === change.next, head }
  }

  async missing(person: PersonId, ids: readonly ChunkId[]): Promise<ChunkId[]> {
    const found: ChunkId[] = []
    for (let at = 0; at < ids.length; at += idsAtOnce) {
      const body = Buffer.from(JSON.stringify(ids.slice(at, at + idsAtOnce)))
      const answer = await this.#ask({
        method: 'POST',
        path: `${vaultPrefix}/${person}/missing`,
        body,
        type: 'application/json',
      })
      found.push(...readJson(expectStatus(answer, 200), z.array(ChunkId)))
    }
    return found
  }

  async capture(person: PersonId, template: string, chunks: readonly Chunk[], change: HeadChange) {
    const { outcome, head } = await this.#captures.take(person, chunks, { ...change, template })
    if (outcome === 'refused') throw new VaultError('not-found', `the vault does not take the snapshot of ${template}`)
    // A repeated change whose first answer was lost meets its own work.
    return { moved: outcome === 'moved' || head === change.next, head: { snapshot: head } }
  }

  async unknownPersons(persons: readonly PersonId[]): Promise<PersonId[]> {
    const found: PersonId[] = []
    for (let at = 0; at < persons.length; at += personsAtOnce) {
      const body = Buffer.from(JSON.stringify(persons.slice(at, at + personsAtOnce)))
      const answer = await this.#ask({ method: 'POST', path: unknownPersonsPath, body, type: 'application/json' })
      found.push(...readJson(expectStatus(answer, 200), z.array(PersonId)))
    }
    return found
  }

  async putChunk(person: PersonId, id: ChunkId, bytes: Uint8Array): Promise<void> {
    expectStatus(await this.#ask({ method: 'PUT', path: chunkPath(person, id), body: bytes }), 204)
  }

  async putChunks(person: PersonId, ids: readonly ChunkId[], bytesOf: (id: ChunkId) => Uint8Array): Promise<void> {
    for (let at = 0; at < ids.length; at += chunksAtOnce) {
      const part = ids.slice(at, at + chunksAtOnce)
      const body = () => packedFrames(part, bytesOf)
      const path = `${vaultPrefix}/${person}/chunks`
      expectStatus(await this.#ask({ method: 'POST', path, body, type: packedChunksType }), 204)
    }
  }

  async *getChunks(person: PersonId, ids: readonly ChunkId[], signal?: AbortSignal) {
    for (let at = 0; at < ids.length; at += chunksAtOnce) {
      const body = Buffer.from(JSON.stringify(ids.slice(at, at + chunksAtOnce)))
      const path = `${vaultPrefix}/${person}/wanted`
      const response = await this.#begin({
        method: 'POST',
        path,
        body,
        type: 'application/json',
        accept: packedChunksType,
        signal,
      })
      if (response.statusCode !== 200) expectStatus(await wholeAnswer(response), 200)
      try {
        const isPacked = response.headers['content-type'] === packedChunksType
        for await (const { id, bytes } of decodeFrames(response)) {
          const plain = bytes !== null && isPacked ? await unpacked(bytes) : bytes
          if (plain !== null && chunkId(plain) !== id) throw new VaultError('corrupt', `what came is not chunk ${id}`)
          yield { id, bytes: plain }
        }
      } catch (error) {
        if (error instanceof VaultError && error.failure !== 'corrupt') throw error
        // A stream that broke off is no damage of what is stored.
        throw new VaultError('unavailable', `the vault: ${String(error)}`, error)
      } finally {
        response.destroy()
      }
    }
  }

  async getChunk(person: PersonId, id: ChunkId, signal?: AbortSignal): Promise<Buffer> {
    const { body } = expectStatus(await this.#ask({ method: 'GET', path: chunkPath(person, id), signal }), 200)
    if (chunkId(body) !== id) throw new VaultError('corrupt', `what came is not chunk ${id}`)
    return body
  }

  async #ask(question: Question): Promise<Answer> {
    return wholeAnswer(await this.#begin(question))
  }

  /** The answer's head; its body is the caller's to read. */
  async #begin(question: Question): Promise<IncomingMessage> {
    for (let kept = connections; ; kept--) {
      try {
        return await this.#send(question)
      } catch (error) {
        // The server may have closed a kept connection, and then all of them; every call may be repeated.
        if (!(error instanceof KeptConnectionClosed)) throw error
        if (kept === 0) throw new VaultError('unavailable', 'the vault closes every connection', error)
      }
    }
  }

  #send({ method, path, body, type = 'application/octet-stream', accept, signal }: Question): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const length = body instanceof Uint8Array ? { 'content-length': body.length } : {}
      const outgoing = request(new URL(path, this.#origin), {
        agent: this.#agent,
        method,
        headers: {
          ...(body === undefined ? {} : { ...length, 'content-type': type }),
          ...(accept === undefined ? {} : { accept }),
        },
        ...(signal === undefined ? {} : { signal }),
      })
      outgoing.setTimeout(patience, () => outgoing.destroy(new Error(`no answer within ${patience} ms`)))
      outgoing.on('error', (error: NodeJS.ErrnoException | VaultError) => {
        if (outgoing.reusedSocket && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) {
          reject(new KeptConnectionClosed())
        } else reject(error instanceof VaultError ? error : unavailable(error))
      })
      outgoing.on('response', resolve)
      if (typeof body === 'function') pipeline(Readable.from(body()), outgoing, () => undefined)
      else outgoing.end(body)
    })
  }
}

/** Chunks that are packed at once for one stream. */
const packedAtOnce = 8

async function* packedFrames(
  ids: readonly ChunkId[],
  bytesOf: (id: ChunkId) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < ids.length; at += packedAtOnce) {
    const some = ids.slice(at, at + packedAtOnce)
    yield* await Promise.all(some.map(async (id) => encodeFrame(id, await toStoredForm(bytesOf(id)))))
  }
}

/** Null for what the vault has damaged. */
async function unpacked(packed: Buffer): Promise<Buffer | null> {
  try {
    return await fromStoredForm(packed, chunkMaximum)
  } catch (error) {
    if (isVaultFailure(error, 'corrupt')) return null
    throw error
  }
}

function unavailable(error: unknown): VaultError {
  return new VaultError('unavailable', `the vault: ${String(error)}`, error)
}

function wholeAnswer(response: IncomingMessage): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let length = 0
    response.on('data', (part: Buffer) => {
      parts.push(part)
      length += part.length
      if (length > chunkMaximum) response.destroy(new Error('a longer answer than any that is due'))
    })
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }))
    response.on('error', (error) => reject(unavailable(error)))
  })
}

class KeptConnectionClosed extends Error {}

function newAgent(tls: HttpsSettingsClientOptions['tls']): Agent {
  // Node doesn't ask `checkServerIdentity` on a resumed session, so none is kept.
  return new Agent({
    ...tls,
    rejectUnauthorized: true,
    keepAlive: true,
    maxSockets: connections,
    scheduling: 'lifo',
    maxCachedSessions: 0,
  })
}

function packagePath(person: PersonId, template: string): string {
  return `${vaultPrefix}/${person}/packages/${template}`
}

function chunkPath(person: PersonId, id: ChunkId): string {
  return `${vaultPrefix}/${person}/chunks/${id}`
}

function expectStatus(answer: Answer, ...expected: number[]): Answer {
  if (expected.includes(answer.status)) return answer
  const said = `the vault answered ${answer.status}: ${answer.body.subarray(0, 300).toString()}`
  if (answer.status === 404) throw new VaultError('not-found', said)
  if (answer.status === 422) throw new VaultError('corrupt', said)
  if (answer.status === 507) throw new VaultError('full', said)
  throw new VaultError('unavailable', said)
}

function readJson<T>(answer: Answer, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(answer.body.toString()))
  } catch (error) {
    throw new VaultError('unavailable', 'the vault answered something else than agreed', error)
  }
}
