import type { IncomingMessage } from 'node:http'
import {
  ChunkId,
  chunkMaximum,
  HeadChange,
  type PackageHead,
  type Snapshot,
  vaultPrefix,
} from '@nahtlos/contract/host/vault'
import { PersonId, Slug } from '@nahtlos/contract/identifiers'
import type { BackEnd } from '@nahtlos/vault/back-end'
import { canonicalSnapshot, readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { ChunkStore } from '@nahtlos/vault/chunk-store'
import { VaultError } from '@nahtlos/vault/vault-error'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { moveHead, packageHead } from './heads.ts'
import { mayTouch } from './may-touch.ts'

const Person = z.object({ person: PersonId })
const Package = Person.extend({ template: Slug })
const Chunk = Person.extend({ id: ChunkId })
/** A snapshot at its largest: 64 bytes for each chunk of each file. */
const Missing = z.array(ChunkId).max(10_000)

/**
 * The vault routes of `contract/host/vault.ts` on the agents' application.
 *
 * @param hostOf who sends a request, by its certificate
 */
export function vaultRoutes(
  app: FastifyInstance,
  services: Services,
  backEnd: BackEnd,
  hostOf: (request: IncomingMessage) => string,
): void {
  const { database, clock } = services

  /** The chunks of the person in the path, if this host has anything to do with her. */
  const chunksOf = async (request: FastifyRequest): Promise<ChunkStore> => {
    const { person } = parse(Person.loose(), request.params)
    if (!(await mayTouch(database, hostOf(request.raw), person, clock()))) throw new ProblemError('not-found')
    return new ChunkStore(backEnd, person)
  }

  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: chunkMaximum },
    (_request, body, done) => done(null, body),
  )

  app.get(`${vaultPrefix}/:person/packages/:template`, async (request): Promise<PackageHead> => {
    await chunksOf(request)
    const { person, template } = parse(Package, request.params)
    return { snapshot: await packageHead(database, person, template) }
  })

  app.post(`${vaultPrefix}/:person/packages/:template`, async (request, reply): Promise<PackageHead> => {
    const chunks = await chunksOf(request)
    const { person, template } = parse(Package, request.params)
    const { expected, next } = parse(HeadChange, request.body)
    const snapshot = await wholeSnapshot(chunks, next)
    if (snapshot.template !== template) throw invalid('next', `this snapshot is of ${snapshot.template}`)
    if (snapshot.host !== hostOf(request.raw)) throw invalid('next', `this snapshot was taken on ${snapshot.host}`)
    const { moved, head } = await moveHead(database, person, snapshot, expected, next, clock())
    if (!moved) reply.code(409)
    return { snapshot: head }
  })

  app.post(`${vaultPrefix}/:person/missing`, async (request): Promise<ChunkId[]> => {
    const chunks = await chunksOf(request)
    return chunks.missing(parse(Missing, request.body))
  })

  app.put(`${vaultPrefix}/:person/chunks/:id`, async (request, reply) => {
    const chunks = await chunksOf(request)
    const { id } = parse(Chunk, request.params)
    if (!Buffer.isBuffer(request.body)) throw invalid('', 'the chunk is sent as application/octet-stream')
    try {
      await chunks.put(id, request.body)
    } catch (error) {
      // What came is not what its name says.
      if (error instanceof VaultError && error.failure === 'corrupt') return reply.code(422).send()
      throw asProblem(error)
    }
    return reply.code(204).send()
  })

  app.get(`${vaultPrefix}/:person/chunks/:id`, async (request, reply) => {
    const chunks = await chunksOf(request)
    const { id } = parse(Chunk, request.params)
    try {
      return await reply.type('application/octet-stream').send(await chunks.get(id))
    } catch (error) {
      throw asProblem(error)
    }
  })
}

/** The snapshot `id`, if it is stored, is one, is in its one canonical form, and every chunk that it names is there. */
async function wholeSnapshot(chunks: ChunkStore, id: ChunkId): Promise<Snapshot> {
  try {
    const snapshot = readSnapshot(await chunks.get(id))
    if (canonicalSnapshot(snapshot).id !== id) throw invalid('next', 'this snapshot is not in its canonical form')
    const named = snapshot.entries.flatMap((entry) => (entry.type === 'file' ? entry.chunks : []))
    const [missing] = await chunks.missing(named)
    if (missing !== undefined) throw invalid('next', `chunk ${missing} is missing`)
    return snapshot
  } catch (error) {
    if (error instanceof VaultError && (error.failure === 'not-found' || error.failure === 'corrupt'))
      throw invalid('next', 'this is no snapshot that the vault has')
    throw asProblem(error)
  }
}

function asProblem(error: unknown): unknown {
  if (!(error instanceof VaultError)) return error
  if (error.failure === 'full') return new ProblemError('vault-full', { cause: error })
  if (error.failure === 'not-found') return new ProblemError('not-found', { cause: error })
  return error
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new ProblemError('invalid-input', { fields })
}

function invalid(path: string, message: string): ProblemError {
  return new ProblemError('invalid-input', { fields: [{ path, message }] })
}
