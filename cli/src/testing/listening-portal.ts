import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../run.ts'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly body: string
}

/** Somewhere to be signed in to, that keeps what it is asked and answers with what it is given. */
export interface ListeningPortal extends AsyncDisposable {
  readonly asked: Asked[]
  /** A directory that goes with it. */
  readonly home: string
  /** What it answers next, as often as it is asked; a status of its own where it is a problem. */
  answer: unknown
  status: number
  type: string
  readonly place: string
  /** Nobody answers there any more. */
  away(): Promise<void>
  /** Calls the command as somebody whose language is German. */
  nahtlos(...words: string[]): Promise<{ exit: number; out: string; error: string }>
}

export async function listeningPortal(): Promise<ListeningPortal> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    asked.push({ method: request.method ?? '', path: request.url ?? '', body: Buffer.concat(chunks).toString() })
    response.writeHead(portal.status, { 'content-type': portal.type }).end(JSON.stringify(portal.answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const home = await mkdtemp(join(tmpdir(), 'nahtlos-cli-'))
  const place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await mkdir(join(home, '.config/nahtlos'), { recursive: true })
  await writeFile(
    join(home, '.config/nahtlos/sign-in.json'),
    JSON.stringify({ server: place, cookie: 'nahtlos=x', authority: null }),
  )
  async function away() {
    if (!server.listening) return
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  const portal: ListeningPortal = {
    asked,
    home,
    answer: {},
    status: 200,
    type: 'application/json',
    place,
    away,
    nahtlos: async (...words) => {
      const out: string[] = []
      const error: string[] = []
      const exit = await run(words, {
        environment: { HOME: home, LANG: 'de_DE.UTF-8' },
        print: (line) => out.push(line),
        complain: (line) => error.push(line),
        ask: async () => '',
        close: () => undefined,
      })
      return { exit, out: out.join('\n'), error: error.join('\n') }
    },
    [Symbol.asyncDispose]: async () => {
      await away()
      await rm(home, { recursive: true })
    },
  }
  return portal
}
