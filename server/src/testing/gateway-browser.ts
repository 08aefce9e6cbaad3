import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { clientAddressHeader, listenerHeader, schemeHeader } from '@nahtlos/contract/host/link'
import type { Identity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { parseAddress } from '@nahtlos/identity/network-address'

export interface HttpAnswer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever fields it is about, and fails where they are not
  readonly body: any
  readonly bytes: Buffer
}

/** Sends a request over mutual TLS as the machine of `identity`. */
export async function askAs(
  identity: Identity,
  address: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: Buffer | string } = {},
): Promise<IncomingMessage> {
  const asked = request({
    ...parseAddress(address),
    agent: new Agent({ ...clientTlsOptions(identity, 'server'), maxCachedSessions: 0 }),
    path,
    method: options.method ?? 'GET',
    headers: {
      ...options.headers,
      ...(options.body === undefined ? {} : { 'content-length': Buffer.byteLength(options.body) }),
    },
  })
  asked.end(options.body)
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  return response
}

export async function readAnswer(response: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const text = bytes.toString('utf8')
  const json = String(response.headers['content-type']).includes('json')
  return { status: response.statusCode ?? 0, body: json ? JSON.parse(text) : text, bytes }
}

/** A signed-in browser behind a real gateway's certificate. */
export class GatewayBrowser {
  readonly #identity: Identity
  readonly #address: string
  readonly #token: string
  readonly #listener: 'office' | 'outside'
  /** The key of the device that it runs on; browsers keep it, and tests may give it to another one. */
  deviceKey: string | null = null

  constructor(identity: Identity, address: string, token: string, listener: 'office' | 'outside') {
    this.#identity = identity
    this.#address = address
    this.#token = token
    this.#listener = listener
  }

  async ask(method: string, path: string, body?: unknown): Promise<HttpAnswer> {
    const response = await this.#open(method, path, body)
    const key = /^nahtlos-device=([^;]+)/.exec(response.headers['set-cookie']?.[0] ?? '')?.[1]
    if (key !== undefined) this.deviceKey = key
    return readAnswer(response)
  }

  /** Server-sent events until the returned iterator is left. */
  // biome-ignore lint/suspicious/noExplicitAny: as in HttpAnswer
  async *events(path: string): AsyncGenerator<any> {
    const response = await this.#open('GET', path)
    if (response.statusCode !== 200) throw new Error(`${path} answered ${response.statusCode}`)
    let text = ''
    try {
      for await (const chunk of response) {
        text += String(chunk)
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const event = text.slice(0, end)
          text = text.slice(end + 2)
          if (event.startsWith('data: ')) yield JSON.parse(event.slice(6))
        }
      }
    } finally {
      response.destroy()
    }
  }

  #open(method: string, path: string, body?: unknown): Promise<IncomingMessage> {
    return askAs(this.#identity, this.#address, path, {
      method,
      headers: {
        host: 'amt.localhost:7080',
        [listenerHeader]: this.#listener,
        [clientAddressHeader]: this.#listener === 'office' ? '10.20.3.4' : '198.51.100.7',
        [schemeHeader]: 'http',
        cookie: [
          `nahtlos=${this.#token}`,
          ...(this.deviceKey === null ? [] : [`nahtlos-device=${this.deviceKey}`]),
        ].join('; '),
        ...(body === undefined
          ? {}
          : { 'content-type': Buffer.isBuffer(body) ? 'application/gzip' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    })
  }
}
