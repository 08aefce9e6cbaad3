import { clientAddressHeader, listenerHeader, schemeHeader } from '@nahtlos/contract/host/link'
import type { FastifyInstance } from 'fastify'

export interface TestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  /** The parsed body; null where there was none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever fields it is about, and fails where they are not
  readonly body: any
  /** The body as it came: a file. */
  readonly bytes: Buffer
}

interface Options {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Answers as soon as the headers are there, and hangs up: for streams that don't end by themselves. */
  readonly headOnly?: boolean
}

const addresses = { office: '10.20.3.4', outside: '198.51.100.7' }

/** One browser behind a gateway: keeps its cookies, and says where it is by the gateway's headers. */
export class Browser {
  readonly #fastify: FastifyInstance
  listener: 'office' | 'outside'
  scheme: 'http' | 'https' = 'http'
  address: string | null = null
  /** The cookies it holds, e.g. `nahtlos=…`. */
  cookie: string | null = null

  constructor(fastify: FastifyInstance, listener: 'office' | 'outside') {
    this.#fastify = fastify
    this.listener = listener
  }

  async request(url: string, options: Options = {}): Promise<TestAnswer> {
    const { body } = options
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    const response = await this.#fastify.inject({
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      url,
      headers: {
        host: 'amt.localhost:7080',
        [listenerHeader]: this.listener,
        [clientAddressHeader]: this.address ?? addresses[this.listener],
        [schemeHeader]: this.scheme,
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(text === undefined ? {} : { payload: text }),
      payloadAsStream: options.headOnly ?? false,
    })
    const setCookie = response.headers['set-cookie']
    if (typeof setCookie === 'string') {
      const [pair = ''] = setCookie.split(';')
      this.cookie = pair.endsWith('=') ? null : pair
    }
    if (options.headOnly) response.stream().destroy()
    const json = !options.headOnly && String(response.headers['content-type']).includes('json')
    return {
      status: response.statusCode,
      headers: response.headers,
      body: json ? response.json() : null,
      bytes: options.headOnly ? Buffer.alloc(0) : response.rawPayload,
    }
  }
}
