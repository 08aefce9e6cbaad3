import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { get, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { get as getByTls } from 'node:https'
import { connect as connectTcp, type Socket } from 'node:net'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, before, beforeEach, describe, it } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { browserMark } from '@nahtlos/contract/sign-in-cookie'
import { displayProtocol, ticketMaximumLength, ticketProtocolPrefix } from '@nahtlos/contract/ticket'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import { pino } from 'pino'
import { WebSocket } from 'ws'
import type { GatewayConfigurationInput } from './gateway-configuration.ts'
import { type RunningGateway, startGateway } from './start.ts'
import { makeSurroundings, type Surroundings } from './testing/surroundings.ts'

let around: Surroundings
let gateway: RunningGateway
let office: number
let outside: number
const others: RunningGateway[] = []
const logged: string[] = []
const log = pino(
  { level: 'trace' },
  new Writable({
    write(chunk, _encoding, done) {
      logged.push(String(chunk))
      done()
    },
  }),
)

const portOf = (running: RunningGateway, name: string) => running.listeners.get(name)?.port ?? 0

async function start(changes: Partial<GatewayConfigurationInput> = {}): Promise<RunningGateway> {
  const started = await startGateway(
    {
      identity: await around.gatewayIdentity(),
      token: null,
      listeners: [
        { name: 'office', host: '127.0.0.1', port: 0, tls: null },
        { name: 'outside', host: '127.0.0.1', port: 0, tls: null },
      ],
      user: null,
      ...changes,
    },
    { log },
  )
  others.push(started)
  return started
}

before(async () => {
  around = await makeSurroundings()
  gateway = await start({ monitor: { host: '127.0.0.1', port: 0 } })
  office = portOf(gateway, 'office')
  outside = portOf(gateway, 'outside')
})
beforeEach(() => {
  around.server.answer = (_request, response) => response.end('hello')
})
after(async () => {
  await Promise.all(others.map((running) => running.close()))
  await around.close()
})

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

async function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const [response] = (await once(get({ host: '127.0.0.1', port, path, headers }), 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}

/** Sends bytes as they are and returns all that comes back until the end. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connectTcp(port, '127.0.0.1')
  socket.on('error', () => socket.destroy())
  socket.write(bytes)
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}

/** Everything that reached the server's public application. */
function recorded(): { url: string; headers: IncomingHttpHeaders; body: string }[] {
  const requests: { url: string; headers: IncomingHttpHeaders; body: string }[] = []
  around.server.answer = (incoming, response) => {
    text(incoming).then(
      (body) => {
        requests.push({ url: incoming.url ?? '', headers: incoming.headers, body })
        response.end('hello')
      },
      () => response.destroy(),
    )
  }
  return requests
}

interface Knock {
  readonly port?: number
  readonly origin?: string
  readonly protocols?: string[]
  readonly path?: string
  readonly cookie?: string
}

/** Opens the desktop's websocket; the status where it is refused. */
async function knock(ticket: string | null, by: Knock = {}): Promise<WebSocket | number> {
  const port = by.port ?? office
  const protocols =
    by.protocols ?? (ticket === null ? [displayProtocol] : [displayProtocol, ticketProtocolPrefix + ticket])
  const socket = new WebSocket(`ws://127.0.0.1:${port}${by.path ?? '/connect'}`, protocols, {
    origin: by.origin ?? `http://127.0.0.1:${port}`,
    perMessageDeflate: false,
    ...(by.cookie === undefined ? {} : { headers: { cookie: by.cookie } }),
  })
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket | number>()
  socket.on('open', () => resolve(socket))
  socket.on('unexpected-response', (sent, response) => {
    assert.equal(response.headers['set-cookie'], undefined)
    resolve(response.statusCode ?? 0)
    sent.destroy()
  })
  socket.on('error', reject)
  return promise
}

async function opened(ticket: string, by: Knock = {}): Promise<WebSocket> {
  const socket = await knock(ticket, by)
  assert.ok(typeof socket !== 'number', `refused with ${socket}`)
  return socket
}

describe('forwarding', () => {
  it('says where a request came from, and lets nobody else say it', async () => {
    const requests = recorded()
    await ask(outside, '/api/session', {
      'X-Nahtlos-Listener': 'office',
      'x-nahtlos-client': '10.0.0.1',
      'X-NAHTLOS-Anything': '1',
      Forwarded: 'for=10.0.0.1',
      'X-Forwarded-For': '10.0.0.1',
      'x-forwarded-proto': 'https',
      Connection: 'x-nahtlos-listener, cookie',
      Cookie: 'a=b',
      'Proxy-Authorization': 'x',
    })
    const headers = requests[0]?.headers ?? {}
    const named = Object.entries(headers).filter(([name]) => /nahtlos|forward|proxy/.test(name))
    assert.deepEqual(Object.fromEntries(named), {
      'x-nahtlos-listener': 'outside',
      'x-nahtlos-client': '127.0.0.1',
      'x-nahtlos-scheme': 'http',
    })
    assert.equal(headers.cookie, 'a=b')
    assert.equal(headers.host, `127.0.0.1:${outside}`)
  })

  it('streams a body of known and of unknown length, and every cookie back', async () => {
    const requests = recorded()
    for (const headers of [{ 'Content-Length': '5' }, {}] as Record<string, string>[]) {
      const sent = request({ host: '127.0.0.1', port: office, method: 'POST', path: '/x', headers })
      sent.write('he')
      sent.end('llo')
      const [response] = (await once(sent, 'response')) as [IncomingMessage]
      assert.equal(await text(response), 'hello')
    }
    assert.deepEqual(
      requests.map(({ body }) => body),
      ['hello', 'hello'],
    )
    around.server.answer = (_request, response) => {
      response.writeHead(200, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Content-Length', '0'])
      response.end()
    }
    assert.deepEqual((await ask(office, '/')).headers['set-cookie'], ['a=1', 'b=2'])
  })

  it('passes each server-sent event at once', async () => {
    let send: (event: string) => void = () => assert.fail('no stream yet')
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    around.server.answer = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.flushHeaders()
      send = (event) => response.write(event)
      response.on('close', end)
    }
    const sent = get({ host: '127.0.0.1', port: office, path: '/events' })
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
      send(event)
      assert.equal(String((await once(response, 'data'))[0]), event)
    }
    sent.destroy()
    await ended
  })

  it('never lets a browser reach what machines ask of the server', async () => {
    const requests = recorded()
    for (const path of [
      '/renewal',
      '/renewal?x',
      '//renewal',
      '/%72enewal',
      '/x/../renewal',
      '/Renewal',
      '/./gateway/ticket-keys',
      '/agent/link',
      '/%2frenewal',
    ])
      assert.equal((await ask(office, path)).status, 404, path)
    assert.match(await raw(office, 'GET http://x/renewal HTTP/1.1\r\nHost: x\r\n\r\n'), /^HTTP\/1\.1 400/)
    assert.match(await raw(office, 'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n'), /^HTTP\/1\.1 400/)
    assert.deepEqual(requests, [])
  })

  it('refuses a body that is too long, announced or not', async () => {
    const small = await start({ limits: { body: 1000 } })
    const requests = recorded()
    const announced = await raw(portOf(small, 'office'), 'POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n')
    assert.match(announced, /^HTTP\/1\.1 413/)
    const chunk = `${(600).toString(16)}\r\n${'a'.repeat(600)}\r\n`
    const streamed = await raw(
      portOf(small, 'office'),
      `POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`,
    )
    assert.match(streamed, /^HTTP\/1\.1 413/)
    assert.deepEqual(requests, [])
  })

  it('answers in problem details, and with a page to a person, while the server is away, and goes on after', async () => {
    assert.equal((await ask(office, '/')).status, 200)
    await around.server.stop()
    const away = await ask(office, '/api/session')
    assert.equal(away.status, 502)
    assert.equal(JSON.parse(away.body).code, 'server-unavailable')
    const page = await ask(office, '/', { Accept: 'text/html,*/*' })
    assert.match(page.headers['content-type'] ?? '', /text\/html/)
    assert.match(page.body, /http-equiv="refresh".*nicht erreichbar.*cannot be reached/s)
    await around.server.start()
    assert.equal((await ask(office, '/')).body, 'hello')
  })

  it('repeats a read whose kept connection was just closed', async () => {
    let count = 0
    around.server.answer = (incoming, response) => {
      count += 1
      if (count === 2) incoming.socket.destroy()
      else response.end('hello')
    }
    assert.equal((await ask(office, '/')).body, 'hello')
    assert.equal((await ask(office, '/')).body, 'hello')
    assert.equal(count, 3)
  })
})

describe('requests that mean harm', () => {
  const head = 'POST / HTTP/1.1\r\nHost: x\r\n'
  const attempts = {
    'two lengths by two rules': `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`,
    'two different lengths': `${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`,
    'an encoding that ends otherwise': `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    'a space before the colon': `${head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
    'a bare line feed between headers': 'GET / HTTP/1.1\nHost: x\n\nGET /smuggled HTTP/1.1\nHost: x\n\n',
    'a bare line feed within a header': `${head}X: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'a folded header': `${head}X: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'a chunk size that is no number': `${head}Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n`,
    'no host': 'GET / HTTP/1.1\r\n\r\n',
    'two hosts': 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    'headers without end': `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
    'no HTTP at all': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  }
  for (const [name, bytes] of Object.entries(attempts))
    it(`refuses ${name}`, async () => {
      const requests = recorded()
      assert.match(await raw(office, bytes), /^HTTP\/1\.1 4\d\d/)
      assert.deepEqual(requests, [])
      assert.equal((await ask(office, '/')).body, 'hello')
    })

  it('ends a connection whose headers come too slowly', async () => {
    recorded()
    const quick = await start({ limits: { headersTimeout: 200, requestTimeout: 400 } })
    assert.match(await raw(portOf(quick, 'office'), 'GET / HTTP/1.1\r\nHost: x\r\n'), /^HTTP\/1\.1 408/)
    assert.match(
      await raw(portOf(quick, 'office'), 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow'),
      /^HTTP\/1\.1 408/,
    )
  })

  it('turns away what exceeds the caps, and admits again when there is room', async () => {
    const narrow = await start({ limits: { connectionsPerAddress: 2 } })
    const port = portOf(narrow, 'office')
    const held: Socket[] = []
    for (let count = 0; count < 2; count++) {
      const socket = connectTcp(port, '127.0.0.1')
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
      await once(socket, 'data')
      held.push(socket)
    }
    await assert.rejects(ask(port, '/'), /ECONNRESET|hang up/)
    const [first] = held
    first?.destroy()
    const answered = async (): Promise<string> =>
      (await ask(port, '/').catch(() => answered().then((body) => ({ body })))).body
    assert.equal(await answered(), 'hello')
    held[1]?.destroy()
  })

  it('refuses to serve plain HTTP to a network, before anything else', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'amt.example', '::ffff:192.0.2.1'])
      await assert.rejects(
        start({ listeners: [{ name: 'office', host, port: 0, tls: null }] }),
        /Plain HTTP is served on loopback addresses only/,
      )
  })
})

describe('desktops', () => {
  it('pipes both ways until the end, under the key that the browser chose', async () => {
    const agent = await around.agent('host-a', {
      connected: (socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })),
    })
    const socket = await opened(await around.ticket({ address: agent.address }))
    assert.equal(socket.protocol, displayProtocol)
    for (const size of [1, 65_536, 3_000_000]) {
      const data = Buffer.alloc(size, size % 251)
      socket.send(data)
      const [echo] = (await once(socket, 'message')) as [Buffer]
      assert.ok(echo.equals(data))
    }
    socket.close(1000, 'bye')
    assert.equal((await once(socket, 'close'))[0], 1000)
  })

  it('holds back an agent that is faster than the browser', async () => {
    const { promise: sender, resolve } = Promise.withResolvers<WebSocket>()
    const agent = await around.agent('host-a', { connected: resolve })
    const socket = await opened(await around.ticket({ address: agent.address }))
    socket.pause()
    const from = await sender
    const block = Buffer.alloc(1024 * 1024)
    for (let count = 0; count < 64; count++) from.send(block)
    let received = 0
    // A round trip by another connection: whatever the gateway would take without end, it has taken by now.
    for (let count = 0; count < 20; count++) await ask(office, '/')
    assert.ok(from.bufferedAmount > 32 * 1024 * 1024, `${from.bufferedAmount} bytes are held back`)
    socket.resume()
    while (received < 64) {
      await once(socket, 'message')
      received += 1
    }
    socket.close()
    await once(socket, 'close')
  })

  it('tells the agent who connects, and nothing else that the browser wrote', async () => {
    let seen: IncomingHttpHeaders = {}
    const agent = await around.agent('host-a', {
      upgrade: (incoming) => {
        seen = incoming.headers
        return true
      },
    })
    const socket = await opened(await around.ticket({ address: agent.address }))
    assert.deepEqual(Object.keys(seen).sort(), [
      'connection',
      'host',
      'sec-websocket-key',
      'sec-websocket-protocol',
      'sec-websocket-version',
      'upgrade',
      'x-nahtlos-client',
      'x-nahtlos-listener',
      'x-nahtlos-scheme',
    ])
    socket.terminate()
  })

  it('closes the browser when the agent dies mid-stream, and serves the next one', async () => {
    const { promise: sender, resolve } = Promise.withResolvers<WebSocket>()
    const agent = await around.agent('host-a', { connected: resolve })
    const socket = await opened(await around.ticket({ address: agent.address }))
    ;(await sender).terminate()
    assert.equal((await once(socket, 'close'))[0], 1006)
    const next = await opened(await around.ticket({ address: agent.address }))
    next.terminate()
  })

  it('keeps desktops open while the server is away', async () => {
    const agent = await around.agent('host-a', {
      connected: (socket) => socket.on('message', (data) => socket.send(data)),
    })
    const socket = await opened(await around.ticket({ address: agent.address }))
    await around.server.stop()
    socket.send('still here')
    assert.equal(String((await once(socket, 'message'))[0]), 'still here')
    await around.server.start()
    socket.terminate()
  })

  it('has a cap', async () => {
    const one = await start({ limits: { relays: 1 } })
    const port = portOf(one, 'office')
    const agent = await around.agent('host-a')
    const socket = await opened(await around.ticket({ address: agent.address }), { port })
    assert.equal(await knock(await around.ticket({ address: agent.address }), { port }), 503)
    socket.terminate()
  })
})

describe('desktops that are not given', () => {
  const now = () => Math.floor(Date.now() / 1000)
  it('refuses tickets that are missing, malformed, oversized, forged, expired, of an unknown key or another listener', async () => {
    const agent = await around.agent('host-a')
    const good = () => around.ticket({ address: agent.address })
    const other = generateKeyPairSync('ed25519').privateKey
    const [head, body, signature] = (await good()).split('.')
    const [, richer] = (await around.ticket({ address: agent.address, rights: ['control'] })).split('.')
    assert.equal(await knock(null), 401)
    assert.equal(await knock('x'), 403)
    assert.equal(await knock('a'.repeat(ticketMaximumLength + 1)), 400)
    assert.equal(await knock(`${head}.${body}.`), 403)
    assert.equal(await knock(`${head}.${richer}.${signature}`), 403)
    assert.equal(await knock(`${Buffer.from('{"alg":"none","kid":"first"}').toString('base64url')}.${body}.`), 403)
    assert.equal(await knock(await around.ticket({ address: agent.address }, { key: other })), 403)
    assert.equal(await knock(await around.ticket({ address: agent.address }, { key: other, kid: 'unknown' })), 403)
    assert.equal(await knock(await around.ticket({ address: agent.address, iat: now() - 60, exp: now() - 45 })), 403)
    assert.equal(await knock(await good(), { port: outside }), 403)
    assert.equal(agent.connections, 0)
  })

  it('takes a ticket once', async () => {
    const agent = await around.agent('host-a')
    const ticket = await around.ticket({ address: agent.address })
    const socket = await opened(ticket)
    assert.equal(await knock(ticket), 403)
    assert.equal(agent.connections, 1)
    socket.terminate()
  })

  it('refuses a page of another origin, and a client that names none', async () => {
    const agent = await around.agent('host-a')
    for (const origin of [
      'http://evil.example',
      `https://127.0.0.1:${office}`,
      `http://127.0.0.1:${outside}`,
      'null',
      '',
    ])
      assert.equal(await knock(await around.ticket({ address: agent.address }), { origin }), 403)
    assert.equal(agent.connections, 0)
  })

  it('refuses handshakes that are none, and two tickets at once', async () => {
    const ticket = await around.ticket({})
    const protocol = `Sec-WebSocket-Protocol: ${displayProtocol}, ${ticketProtocolPrefix}${ticket}`
    const base = `Host: x\r\nOrigin: http://x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${protocol}\r\n`
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
    for (const lines of [
      `POST /connect HTTP/1.1\r\n${base}${key}Sec-WebSocket-Version: 13\r\n`,
      `GET /connect HTTP/1.1\r\n${base}${key}Sec-WebSocket-Version: 8\r\n`,
      `GET /connect HTTP/1.1\r\n${base}Sec-WebSocket-Version: 13\r\n`,
      `GET /connect HTTP/1.1\r\n${base}Sec-WebSocket-Key: short\r\nSec-WebSocket-Version: 13\r\n`,
      `GET /connect HTTP/1.1\r\n${base}${key}Sec-WebSocket-Version: 13\r\n${protocol}\r\n`,
    ])
      assert.match(await raw(office, `${lines}\r\n`), /^HTTP\/1\.1 400/)
  })

  it('answers an upgrade anywhere else as if it had not been offered', async () => {
    const requests = recorded()
    assert.equal(await knock(await around.ticket({}), { path: '/elsewhere' }), 200)
    assert.equal(requests[0]?.headers.upgrade, undefined)
  })

  it('refuses an agent of another name, of another authority, or none', async () => {
    const foreign = await makeTestAuthority(join(around.directory, 'foreign'))
    const renamed = await around.agent('host-a', { certified: 'host-b' })
    const stranger = await around.agent('host-a', { authority: foreign })
    for (const address of [renamed.address, stranger.address, '127.0.0.1:1'])
      assert.equal(await knock(await around.ticket({ address })), 502)
  })

  it('refuses where the agent refuses, without passing on what it says', async () => {
    const agent = await around.agent('host-a', { upgrade: () => false })
    assert.equal(await knock(await around.ticket({ address: agent.address })), 403)
  })
})

describe('a ticket that somebody else got hold of', () => {
  it('opens nothing without the sign-in that it was made for, and is not used up by trying', async () => {
    const agent = await around.agent('host-a')
    const [own, other] = ['a'.repeat(43), 'b'.repeat(43)]
    const ticket = await around.ticket({ address: agent.address, browser: browserMark(own) })
    const thieves = [
      {},
      { cookie: `nahtlos=${other}` },
      { cookie: `__Host-nahtlos=${own}` },
      { cookie: `nahtlos=${other}; nahtlos=${own}` },
      { cookie: `nahtlos=${browserMark(own)}` },
    ]
    for (const thief of thieves) assert.equal(await knock(ticket, thief), 403, JSON.stringify(thief))
    assert.equal(agent.connections, 0)
    // Whatever way she comes by now: a telephone's network gives her another address at any time.
    const socket = await opened(ticket, { cookie: `theme=dark; nahtlos=${own}` })
    socket.terminate()
  })
})

describe('ticket keys', () => {
  it('are asked for anew when a ticket names a new one, but not as often as somebody makes names up', async () => {
    const agent = await around.agent('host-a')
    const next = generateKeyPairSync('ed25519')
    around.server.publish('second', next.publicKey)
    let now = Date.now() + 60_000
    const fresh = await startGateway(
      {
        identity: await around.gatewayIdentity(),
        token: null,
        listeners: [{ name: 'office', host: '127.0.0.1', port: 0, tls: null }],
        user: null,
      },
      { log, clock: () => new Date(now) },
    )
    others.push(fresh)
    const third = generateKeyPairSync('ed25519')
    const claims = { address: agent.address, exp: Math.floor(now / 1000) + 15 }
    const byThird = () => around.ticket(claims, { key: third.privateKey, kid: 'third' })
    const asked = around.server.keyRequests
    assert.equal(await knock(await byThird(), { port: portOf(fresh, 'office') }), 403)
    around.server.publish('third', third.publicKey)
    for (let count = 0; count < 3; count++)
      assert.equal(await knock(await byThird(), { port: portOf(fresh, 'office') }), 403)
    assert.equal(around.server.keyRequests, asked + 1)
    now += 2_000
    const socket = await opened(await byThird(), { port: portOf(fresh, 'office') })
    assert.equal(around.server.keyRequests, asked + 2)
    socket.terminate()
  })

  it('are remembered over a restart while the server is away', async () => {
    const agent = await around.agent('host-a')
    const identity = await around.gatewayIdentity()
    const first = await start({ identity })
    await first.close()
    assert.match(await readFile(join(identity, 'ticket-keys.json'), 'utf8'), /"kid":"first"/)
    await around.server.stop()
    const second = await start({ identity })
    const socket = await opened(await around.ticket({ address: agent.address }), { port: portOf(second, 'office') })
    socket.terminate()
    await around.server.start()
  })
})

describe('TLS listener', () => {
  it('speaks modern TLS only and asks browsers to stay with it', async () => {
    const names = await around.authority.issue('server', 'web', ['127.0.0.1', 'localhost'])
    const tls = { certificate: join(names, 'certificate.pem'), key: join(names, 'key.pem') }
    const secure = await start({ listeners: [{ name: 'outside', host: '127.0.0.1', port: 0, tls }] })
    const port = portOf(secure, 'outside')
    const ca = around.authority.authorityPem
    const requests = recorded()
    const [response] = (await once(getByTls({ host: '127.0.0.1', port, ca, path: '/', agent: false }), 'response')) as [
      IncomingMessage,
    ]
    assert.equal(response.headers['strict-transport-security'], 'max-age=31536000')
    assert.equal(requests[0]?.headers['x-nahtlos-scheme'], 'https')
    response.resume()
    for (const options of [
      { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' },
      { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256:AES128-GCM-SHA256' },
    ] as const) {
      const socket = connectTls({
        host: '127.0.0.1',
        port,
        ca,
        ...options,
        ...('ciphers' in options ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }),
      })
      await assert.rejects(once(socket, 'secureConnect'))
    }
    const good = connectTls({ host: '127.0.0.1', port, ca, maxVersion: 'TLSv1.2' })
    await once(good, 'secureConnect')
    assert.match(good.getCipher().standardName, /^TLS_ECDHE_.*_GCM_/)
    good.destroy()
  })

  it('takes a certificate that was replaced on disk, and keeps the old one where the new one is broken', async () => {
    const own = await around.authority.issue('server', 'web', ['127.0.0.1'])
    const tls = { certificate: join(own, 'certificate.pem'), key: join(own, 'key.pem') }
    const secure = await start({ listeners: [{ name: 'outside', host: '127.0.0.1', port: 0, tls }] })
    const shown = async () => {
      const socket = connectTls({
        host: '127.0.0.1',
        port: portOf(secure, 'outside'),
        ca: around.authority.authorityPem,
        checkServerIdentity: () => undefined,
      })
      await once(socket, 'secureConnect')
      const { serialNumber } = socket.getPeerCertificate()
      socket.destroy()
      return serialNumber
    }
    const first = await shown()
    const next = await around.authority.issue('server', 'web', ['127.0.0.1'])
    await copyFile(join(next, 'certificate.pem'), tls.certificate)
    await assert.rejects(secure.renewCertificates())
    assert.equal(await shown(), first)
    await copyFile(join(next, 'key.pem'), tls.key)
    await secure.renewCertificates()
    assert.notEqual(await shown(), first)
  })
})

describe('monitor', () => {
  it('tells health and figures on its own port only', async () => {
    const port = gateway.monitor?.port ?? 0
    assert.equal((await ask(port, '/healthz')).body, '{"healthy":true}')
    assert.match((await ask(port, '/metrics')).body, /nahtlos_gateway_relays_open \d/)
    const requests = recorded()
    for (const path of ['/metrics', '/healthz', '/HEALTHZ', '/healthz/', '/x/../metrics', '/%68ealthz', '//metrics?a'])
      assert.equal((await ask(office, path)).status, 404, path)
    assert.deepEqual(requests, [])
  })
})

describe('log', () => {
  it('holds no ticket, no cookie and no query', async () => {
    const ticket = await around.ticket({})
    await knock(ticket)
    await ask(office, '/x?secret=query', { Cookie: 'session=secret-cookie' })
    const all = logged.join('')
    assert.match(all, /websocket refused/)
    assert.match(all, /"path":"\/x"/)
    for (const secret of [ticket, ticket.split('.')[2] ?? '', 'secret-cookie', 'secret=query', 'eyJ'])
      assert.equal(all.includes(secret), false)
  })
})

describe('start', () => {
  it('says which listener can not be opened, and gives back the others', async () => {
    const listeners = ['one', 'two'].map((name) => ({
      name,
      host: '127.0.0.1',
      port: name === 'one' ? 0 : office,
      tls: null,
    }))
    await assert.rejects(start({ listeners }), /The listener two can not use 127\.0\.0\.1:\d+/)
  })

  it('goes on without stored keys that are damaged', async () => {
    const identity = await around.gatewayIdentity()
    await writeFile(join(identity, 'ticket-keys.json'), '{"keys":[{"kty":"RSA"}]}')
    const running = await start({ identity })
    assert.equal((await ask(portOf(running, 'office'), '/')).status, 200)
  })
})
