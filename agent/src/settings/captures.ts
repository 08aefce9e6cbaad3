import { setImmediate } from 'node:timers/promises'
import { type CaptureAnswer, captureMark, changesAtOnce, type NamedHeadChange } from '@nahtlos/contract/host/vault'
import type { PersonId } from '@nahtlos/contract/identifiers'
import { encodeFrame, frameHead } from '@nahtlos/vault/chunk-frames'
import { toStoredForm } from '@nahtlos/vault/stored-form'
import { VaultError } from '@nahtlos/vault/vault-error'
import type { Chunk } from './settings-client.ts'

/** Sends a stream of packed chunks and answers what became of the changes in it; failures are `VaultError`. */
type Send = (person: PersonId, stream: Buffer) => Promise<CaptureAnswer[]>

interface Capture {
  readonly chunks: readonly Chunk[]
  readonly change: NamedHeadChange
  readonly resolve: (answer: CaptureAnswer) => void
  readonly reject: (error: unknown) => void
}

/** Bytes of one request, about. */
const bytesAtOnce = 4 * 1024 * 1024

/**
 * Captures of several packages of one person that come at the same moment travel in one request: a session has dozens
 * of packages, and each request costs more than what a package's few changes do.
 */
export class Captures {
  readonly #send: Send
  readonly #waiting = new Map<PersonId, Capture[]>()

  constructor(send: Send) {
    this.#send = send
  }

  take(person: PersonId, chunks: readonly Chunk[], change: NamedHeadChange): Promise<CaptureAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<CaptureAnswer>()
    const capture: Capture = { chunks, change, resolve, reject }
    const waiting = this.#waiting.get(person)
    if (waiting !== undefined) waiting.push(capture)
    else {
      this.#waiting.set(person, [capture])
      void this.#sendSoon(person)
    }
    return promise
  }

  async #sendSoon(person: PersonId): Promise<void> {
    await setImmediate()
    const waiting = this.#waiting.get(person) ?? []
    this.#waiting.delete(person)
    for (const lot of lotsOf(waiting)) await this.#sendLot(person, lot)
  }

  async #sendLot(person: PersonId, lot: readonly Capture[]): Promise<void> {
    try {
      const answers = await this.#send(person, await streamOf(lot))
      if (answers.length !== lot.length)
        throw new VaultError('unavailable', `the vault answered ${answers.length} of ${lot.length} changes`)
      for (const [at, { resolve }] of lot.entries()) {
        const answer = answers[at]
        if (answer !== undefined) resolve(answer)
      }
    } catch (error) {
      // What is wrong with one of them is no other one's trouble.
      const isOfOne = error instanceof VaultError && error.failure !== 'unavailable' && error.failure !== 'full'
      if (isOfOne && lot.length > 1) for (const one of lot) await this.#sendLot(person, [one])
      else for (const { reject } of lot) reject(error)
    }
  }
}

function lotsOf(captures: readonly Capture[]): Capture[][] {
  const lots: Capture[][] = []
  let size = 0
  for (const capture of captures) {
    const last = lots.at(-1)
    const own = capture.chunks.reduce((sum, { bytes }) => sum + bytes.length, 0)
    if (last === undefined || last.length >= changesAtOnce || size + own > bytesAtOnce) {
      lots.push([capture])
      size = own
    } else {
      last.push(capture)
      size += own
    }
  }
  return lots
}

/** In one piece: so it travels in as few packets as it can. Packed here, for there are many hosts and few servers. */
async function streamOf(lot: readonly Capture[]): Promise<Buffer> {
  const chunks = lot.flatMap(({ chunks }) => chunks)
  const frames = await Promise.all(
    chunks.map(async ({ id, bytes }) => {
      const packed = await toStoredForm(bytes)
      return [frameHead(id, packed.length), packed]
    }),
  )
  const changes = Buffer.from(JSON.stringify(lot.map(({ change }) => change)))
  return Buffer.concat([...frames.flat(), encodeFrame(captureMark, changes)])
}
