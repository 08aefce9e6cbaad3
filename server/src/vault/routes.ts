import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { fieldFault } from '@nahtlos/contract/field-fault'
import {
  type CaptureAnswer,
  ChunkId,
  changesAtOnce,
  chunkMaximum,
  chunksAtOnce,
  chunksType,
  HeadChange,
  NamedHeadChange,
  type PackageHead,
  packedChunksType,
  personsAtOnce,
  unknownPersonsPath,
  vaultPrefix,
} from '@nahtlos/contract/host/vault'
import { PersonId, Slug } from '@nahtlos/contract/identifiers'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { VaultError } from '@nahtlos/vault/vault-error'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { issueFields } from '../http/issue-fields.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { framesOf, storeCaptures, storeFrames } from './chunk-streams.ts'
import { packageHead } from './heads.ts'
import { mayTouch } from './may-touch.ts'
import { takeHeadChange, takeHeadChanges } from './take-head-change.ts'
import { unknownPersons } from './unknown-persons.ts'
import { asProblem } from './vault-problem.ts'

const Person = z.object({ person: PersonId })
const Package = Person.extend({ template: Slug })
const Chunk = Person.extend({ id: ChunkId })
const Changes = z.array(NamedHeadChange).max(changesAtOnce)
const Ids = z.array(ChunkId).max(chunksAtOnce)
/** Bytes of ten thousand ids. */
const idsLimit = 1024 * 1024

/**
 * The vault routes of `contract/host/vault.ts` on the agents' application.
 *
 * @param hostOf who sends a request, by its certificate
 */
export function vaultRoutes(
  app: FastifyInstance,
  services: Services,
  hostOf: (request: IncomingMessage) => string,
): void {
  const { database, clock, vault } = services

  /** Throws unless this host has anything to do with the person in the path. */
  const personOf = async (request: FastifyRequest): Promise<string> => {
    const { person } = parse(Person.loose(), request.params)
    if (!(await mayTouch(database, hostOf(request.raw), person, clock()))) throw new ProblemError('not-found')
    return person
  }
  const chunksOf = async (request: FastifyRequest): Promise<ChunkStore> => {
    const person = await personOf(request)
    return (await attempt(() => vault.of(person))).chunks
  }

  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: chunkMaximum },
    (_request, body, done) => done(null, body),
  )
  // Streams are read by their handler, frame by frame: no limit on the whole is needed to bound memory.
  app.addContentTypeParser([chunksType, packedChunksType], (_request, payload, done) => done(null, payload))

  app.post(
    unknownPersonsPath,
    { bodyLimit: idsLimit },
    async (request): Promise<PersonId[]> =>
      unknownPersons(database, parse(z.array(PersonId).max(personsAtOnce), request.body)),
  )

  app.get(`${vaultPrefix}/:person/packages/:template`, async (request): Promise<PackageHead> => {
    await personOf(request)
    const { person, template } = parse(Package, request.params)
    return { snapshot: await packageHead(database, person, template) }
  })

  app.post(`${vaultPrefix}/:person/packages/:template`, async (request, reply): Promise<PackageHead> => {
    await personOf(request)
    const { person, template } = parse(Package, request.params)
    const change = parse(HeadChange, request.body)
    const host = hostOf(request.raw)
    const { moved, head } = await attempt(() => takeHeadChange(services, { person, template, host, change }))
    if (!moved) reply.code(409)
    return { snapshot: head }
  })

  app.post(`${vaultPrefix}/:person/missing`, { bodyLimit: idsLimit }, async (request): Promise<ChunkId[]> => {
    const chunks = await chunksOf(request)
    return attempt(() => chunks.missing(parse(Ids, request.body)))
  })

  app.post(`${vaultPrefix}/:person/wanted`, { bodyLimit: idsLimit }, async (request, reply) => {
    const chunks = await chunksOf(request)
    // Who can unpack gets what is stored: half the bytes, and the work is done on the many hosts.
    const wantsPacked = request.headers.accept === packedChunksType
    const get = (id: ChunkId) => (wantsPacked ? chunks.getPacked(id) : chunks.get(id))
    const frames = framesOf(parse(Ids, request.body), get)
    return reply.type(wantsPacked ? packedChunksType : chunksType).send(Readable.from(frames, { objectMode: false }))
  })

  app.post(`${vaultPrefix}/:person/chunks`, async (request, reply) => {
    const chunks = await chunksOf(request)
    const { body } = request
    if (!(body instanceof Readable))
      throw invalid('Teile kommen als application/x-nahtlos-chunks', 'chunks are sent as application/x-nahtlos-chunks')
    await attempt(() => storeFrames(chunks, body, isPacked(request)))
    return reply.code(204).send()
  })

  app.post(`${vaultPrefix}/:person/captures`, async (request): Promise<CaptureAnswer[]> => {
    const chunks = await chunksOf(request)
    const { person } = parse(Person.loose(), request.params)
    const { body } = request
    if (!(body instanceof Readable))
      throw invalid(
        'Stände kommen als application/x-nahtlos-chunks',
        'captures are sent as application/x-nahtlos-chunks',
      )
    const stored = await attempt(() => storeCaptures(chunks, body, isPacked(request)))
    const changes = parse(Changes, jsonOf(stored.changes))
    return attempt(() => takeHeadChanges(services, person, hostOf(request.raw), changes, stored.atHand))
  })

  app.put(`${vaultPrefix}/:person/chunks/:id`, async (request, reply) => {
    const chunks = await chunksOf(request)
    const { id } = parse(Chunk, request.params)
    const { body } = request
    if (!Buffer.isBuffer(body))
      throw invalid('der Teil kommt als application/octet-stream', 'the chunk is sent as application/octet-stream')
    await attempt(() => chunks.put(id, body))
    return reply.code(204).send()
  })

  app.get(`${vaultPrefix}/:person/chunks/:id`, async (request, reply) => {
    const chunks = await chunksOf(request)
    const { id } = parse(Chunk, request.params)
    return reply.type('application/octet-stream').send(await attempt(() => chunks.get(id)))
  })
}

/** Whether each chunk of the stream that came is in the form of the store. */
function isPacked({ headers }: FastifyRequest): boolean {
  return headers['content-type'] === packedChunksType
}

async function attempt<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw error instanceof VaultError ? asProblem(error) : error
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = issueFields(parsed.error)
  throw new ProblemError('invalid-input', { fields })
}

/** Null, which no schema takes, for what is no JSON. */
function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function invalid(de: string, en: string): ProblemError {
  return new ProblemError('invalid-input', { fields: [fieldFault('', de, en)] })
}
