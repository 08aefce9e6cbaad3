import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIPv6 } from 'node:net'
import type { Route } from '@nahtlos/contract/api/route'
import { Problem } from '@nahtlos/contract/problem'
import type { z } from 'zod'

export type AnswerOf<R extends Route> = R['answer'] extends z.ZodType ? z.output<R['answer']> : null
type BodyOf<R extends Route> = R extends { readonly body: z.ZodType } ? z.input<R['body']> : undefined

/** An answer of the API that says no, with what it said. */
export class ApiProblem extends Error {
  readonly status: number
  readonly problem: Problem | null
  constructor(route: Route, status: number, problem: Problem | null, text: string) {
    const fields = problem?.fields?.map((field) => `${field.path}: ${field.message.en}`).join('; ') ?? ''
    super(
      `${route.method} ${route.path} answered ${status}: ${problem?.title.en ?? text.slice(0, 300)} ${fields}`.trim(),
    )
    this.name = 'ApiProblem'
    this.status = status
    this.problem = problem
  }
}

/** Where a listener really is, and what a browser calls it. */
export interface Door {
  /** `http://amt.localhost:7080`: the origin that a browser sends. */
  readonly origin: string
  readonly host: string
  readonly port: number
  /** The authority's certificate (PEM) where the door is encrypted. */
  readonly authority: string | null
}

interface Received {
  readonly status: number
  readonly text: string
  readonly cookies: string[]
}

/**
 * One person's conversation with the public API, as her browser would hold it: with cookies and an origin.
 * It connects to the address itself, because Linux does not resolve names below `localhost` by itself.
 */
export class ApiConversation {
  readonly #door: Door
  readonly #cookies: Map<string, string>

  /** @param cookies of an earlier conversation that is to go on */
  constructor(door: Door, cookies: Readonly<Record<string, string>> = {}) {
    this.#door = door
    this.#cookies = new Map(Object.entries(cookies))
  }

  get cookies(): Record<string, string> {
    return Object.fromEntries(this.#cookies)
  }

  /** Calls a route of the contract and answers what its schema makes of the body. Throws `ApiProblem`. */
  async call<R extends Route>(
    route: R,
    ...[body, params]: BodyOf<R> extends undefined
      ? [body?: undefined, params?: Record<string, string>]
      : [body: BodyOf<R>, params?: Record<string, string>]
  ): Promise<AnswerOf<R>> {
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''))
    const received = await this.#exchange(route.method, path, body)
    for (const cookie of received.cookies) this.#keep(cookie)
    if (received.status >= 400) {
      const problem = Problem.safeParse(asJson(received.text))
      throw new ApiProblem(route, received.status, problem.success ? problem.data : null, received.text)
    }
    return (route.answer === null ? null : route.answer.parse(asJson(received.text))) as AnswerOf<R>
  }

  /** Whether anything of the server's answers at this path; 502 is the gateway speaking for itself. */
  async answers(path: string): Promise<boolean> {
    try {
      return (await this.#exchange('GET', path, undefined)).status < 500
    } catch (error) {
      if (error instanceof Error && 'code' in error) return false
      throw error
    }
  }

  #exchange(method: string, path: string, body: unknown): Promise<Received> {
    const text = body === undefined ? null : JSON.stringify(body)
    const headers: Record<string, string> = { host: new URL(this.#door.origin).host, origin: this.#door.origin }
    if (text !== null) headers['content-type'] = 'application/json'
    if (this.#cookies.size > 0) headers.cookie = [...this.#cookies].map(([k, v]) => `${k}=${v}`).join('; ')
    const { host, port, authority } = this.#door
    // A machine that speaks to itself comes from its own public address otherwise, which no office's network holds.
    const localAddress = isIPv6(host) ? '::1' : '127.0.0.1'
    return new Promise((resolve, reject) => {
      const options = { host, port, localAddress, method, path, headers, timeout: 60_000, agent: false as const }
      const request =
        authority === null ? plainRequest(options) : secureRequest({ ...options, ca: authority, servername: '' })
      request.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString('utf8'),
            cookies: response.headers['set-cookie'] ?? [],
          }),
        )
      })
      request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path} within a minute`)))
      request.on('error', reject)
      request.end(text ?? undefined)
    })
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';')
    const equals = pair.indexOf('=')
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)]
    if (value === '') this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
