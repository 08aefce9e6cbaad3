import http from 'node:http'
import https from 'node:https'
import type { Route } from '@nahtlos/contract/api/route'
import { Problem } from '@nahtlos/contract/problem'
import type { z } from 'zod'

type Input<T> = T extends z.ZodType ? z.input<T> : undefined
type Answer<R extends Route> = R['answer'] extends z.ZodType ? z.output<R['answer']> : undefined

/** What a call needs besides its route: only what the route declares. */
export interface CallInput<R extends Route> {
  readonly params?: Input<R['params']>
  readonly query?: Input<R['query']>
  readonly body?: Input<R['body']>
}

/** The server refused: carries the problem as it was answered. */
export class Refused extends Error {
  readonly status: number
  readonly problem: Problem

  constructor(status: number, problem: Problem) {
    super(`${status} ${problem.code}: ${problem.title.en} ${JSON.stringify(problem.fields ?? [])}`)
    this.status = status
    this.problem = problem
  }
}

export interface RawAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** Somebody at one of the gateway's addresses, with the cookies of one browser. */
export class Visitor {
  readonly origin: string
  readonly #cookies = new Map<string, string>()
  readonly #ca: string | undefined

  constructor(origin: string, ca?: string) {
    this.origin = origin
    this.#ca = ca
  }

  /** Calls a declared route; throws {@link Refused} where the server refuses. */
  async call<R extends Route>(route: R, input: CallInput<R> = {}): Promise<Answer<R>> {
    const path = route.path.replace(/:(\w+)/g, (_all, name: string) =>
      encodeURIComponent(String((input.params as Record<string, unknown>)[name])),
    )
    const query = new URLSearchParams((input.query ?? {}) as Record<string, string>).toString()
    const answer = await this.raw(route.method, query === '' ? path : `${path}?${query}`, input.body)
    if (answer.status >= 400) throw new Refused(answer.status, Problem.parse(JSON.parse(answer.body)))
    return (route.answer === null ? undefined : route.answer.parse(JSON.parse(answer.body))) as Answer<R>
  }

  /**
   * Listens to a route of server-sent events until one of them is accepted, and returns that one.
   * Rejects after `seconds` with the last event seen.
   */
  async until<R extends Route>(
    route: R,
    input: CallInput<R>,
    accept: (answer: Answer<R>) => boolean,
    seconds = 60,
  ): Promise<Answer<R>> {
    const path = route.path.replace(/:(\w+)/g, (_all, name: string) =>
      encodeURIComponent(String((input.params as Record<string, unknown>)[name])),
    )
    const url = new URL(path, this.origin)
    let last: unknown = 'no event'
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? https : http).request(url, {
        agent: false,
        lookup: loopback,
        headers: { accept: 'text/event-stream', cookie: this.cookie() },
        ...(this.#ca === undefined ? {} : { ca: this.#ca }),
      })
      const finish = (settle: () => void) => {
        clearTimeout(timer)
        request.destroy()
        settle()
      }
      const timer = setTimeout(
        () =>
          finish(() =>
            reject(new Error(`nothing accepted within ${seconds} s at ${path}; last: ${JSON.stringify(last)}`)),
          ),
        seconds * 1000,
      )
      request.on('error', (error) => finish(() => reject(error)))
      request.on('response', (response) => {
        if (response.statusCode !== 200)
          return finish(() => reject(new Error(`status ${response.statusCode} at ${path}`)))
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (piece: string) => {
          text += piece
          const events = text.split('\n\n')
          text = events.pop() ?? ''
          for (const event of events) {
            const data = event
              .split('\n')
              .filter((line) => line.startsWith('data:'))
              .map((line) => line.slice(5).trim())
              .join('\n')
            if (data === '' || route.answer === null) continue
            const answer = route.answer.parse(JSON.parse(data)) as Answer<R>
            last = answer
            if (accept(answer)) return finish(() => resolve(answer))
          }
        })
        response.on('end', () =>
          finish(() => reject(new Error(`the events of ${path} ended; last: ${JSON.stringify(last)}`))),
        )
      })
      request.end()
    })
  }

  /** One request as a browser of this origin makes it. */
  raw(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<RawAnswer> {
    const url = new URL(path, this.origin)
    const payload = body === undefined ? undefined : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? https : http).request(
        url,
        {
          method,
          agent: false,
          lookup: loopback,
          headers: {
            ...(method === 'GET' ? {} : { origin: this.origin, 'sec-fetch-site': 'same-origin' }),
            ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
            ...(this.#cookies.size === 0 ? {} : { cookie: this.cookie() }),
            ...headers,
          },
          ...(this.#ca === undefined ? {} : { ca: this.#ca }),
        },
        (response) => {
          this.#keep(response.headers['set-cookie'] ?? [])
          const pieces: Buffer[] = []
          response.on('data', (piece: Buffer) => pieces.push(piece))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(pieces).toString('utf8'),
            }),
          )
        },
      )
      request.on('error', reject)
      request.end(payload)
    })
  }

  cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Another window of the same person elsewhere: the same cookies at another address. */
  movedTo(origin: string): Visitor {
    const moved = new Visitor(origin, this.#ca)
    for (const [name, value] of this.#cookies) moved.#cookies.set(name, value)
    return moved
  }

  /** Takes over what a browser of the same person would send, as a `Cookie` header has it. */
  takeCookies(header: string): void {
    this.#keep(header.split('; '))
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}

/** The product's demo names end in .localhost, which the resolver of a bare machine does not know. */
const loopback: http.RequestOptions['lookup'] = (_host, options, found) => {
  if (options.all === true) found(null, [{ address: '127.0.0.1', family: 4 }])
  else found(null, '127.0.0.1', 4)
}
