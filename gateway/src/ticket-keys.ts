import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { gatewayKeysPath } from '@nahtlos/contract/host/link'
import { type TicketVerdict, type TicketVerifier, ticketVerifier } from '@nahtlos/contract/ticket'
import { readIfThere, replaceFile } from '@nahtlos/identity/identity-files'
import { z } from 'zod'
import type { ServerConnection } from './server-connection.ts'

/** Public Ed25519 keys only (RFC 8037): whatever else the set holds can not verify a ticket. */
const KeySet = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string(),
        kid: z.string(),
        alg: z.literal('EdDSA').optional(),
        use: z.literal('sig').optional(),
      }),
    )
    .max(32),
})

const answerTimeout = 5_000
/** Milliseconds: unknown keys may be made up, so they cause no more than one question in this time. */
const refreshAtMost = 2_000
const refreshEvery = 3 * 60_000
const retryEvery = 3_000

/** Verifies tickets with the server's keys; asks the server again when a ticket names a key that is new. */
export class TicketKeys {
  readonly #server: ServerConnection
  readonly #file: string
  readonly #told: (message: string, error?: unknown) => void
  #verify: TicketVerifier | null = null
  #stored = ''
  #asked = Number.NEGATIVE_INFINITY
  #underWay: Promise<boolean> | null = null
  #timer: NodeJS.Timeout | null = null
  #closed = false

  constructor(server: ServerConnection, file: string, told: (message: string, error?: unknown) => void) {
    this.#server = server
    this.#file = file
    this.#told = told
  }

  get known(): boolean {
    return this.#verify !== null
  }

  /** Takes the last good keys from disk and asks the server; comes back when one of both has an answer. */
  async open(): Promise<void> {
    const stored = await readIfThere(this.#file)
    if (stored !== null) {
      const keys = KeySet.safeParse(parsed(stored))
      if (keys.success) {
        this.#take(keys.data)
        this.#stored = stored
      } else this.#told('the stored ticket keys are damaged and are asked for anew')
    }
    const first = this.#refreshAndPlan()
    if (!this.known) await first
  }

  async verify(ticket: string, now: Date): Promise<TicketVerdict> {
    const verdict = await this.#judge(ticket, now)
    if (verdict.ok || verdict.refusal !== 'unknown-key') return verdict
    const refreshed = this.#underWay ?? (now.getTime() - this.#asked >= refreshAtMost ? this.#refresh(now) : null)
    return refreshed !== null && (await refreshed) ? this.#judge(ticket, now) : verdict
  }

  close(): void {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  async #judge(ticket: string, now: Date): Promise<TicketVerdict> {
    return this.#verify === null ? { ok: false, refusal: 'unknown-key' } : this.#verify(ticket, now)
  }

  async #refreshAndPlan(): Promise<void> {
    const good = await this.#refresh(new Date())
    if (this.#closed) return
    this.#timer = setTimeout(() => void this.#refreshAndPlan(), good ? refreshEvery : retryEvery)
    this.#timer.unref()
  }

  /** False where the server gave no keys; the last good ones stay. Never rejects. */
  #refresh(now: Date): Promise<boolean> {
    this.#asked = now.getTime()
    this.#underWay ??= this.#ask()
      .then(
        () => true,
        (error: unknown) => {
          if (!this.#closed) this.#told('the server gave no ticket keys; the last good ones stay', error)
          return false
        },
      )
      .finally(() => {
        this.#underWay = null
      })
    return this.#underWay
  }

  async #ask(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const asked = request({ ...this.#server.options(), path: gatewayKeysPath }, (response) => {
      if (response.statusCode !== 200) {
        response.resume()
        reject(new Error(`status ${response.statusCode}`))
      } else text(response).then(resolve, reject)
    })
    asked.on('error', reject)
    asked.setTimeout(answerTimeout, () => asked.destroy(new Error('no answer in time')))
    asked.end()
    const answer = await promise
    const keys = KeySet.parse(parsed(answer))
    if (answer === this.#stored && this.known) return
    this.#take(keys)
    // Comfort only: without the file, a gateway that restarts while the server is away has to wait for it.
    await replaceFile(this.#file, answer, 0o600).then(
      () => {
        this.#stored = answer
      },
      (error: unknown) => this.#told('the ticket keys can not be stored', error),
    )
  }

  #take(keys: z.infer<typeof KeySet>): void {
    this.#verify = ticketVerifier(keys as Parameters<typeof ticketVerifier>[0])
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
