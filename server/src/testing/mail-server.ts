import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface Received {
  readonly to: string
  /** Header fields by lower-case name, unfolded. */
  readonly headers: ReadonlyMap<string, string>
  /** The decoded text. */
  readonly text: string
  /** As it came. */
  readonly raw: string
}

/** What the server answers to one letter; `drop` breaks the connection instead. */
export type MailAnswer = 'take' | 'drop' | { readonly code: number; readonly text: string }

/** A real SMTP server on a port of its own that keeps what it took. */
export interface MailServer extends AsyncDisposable {
  readonly port: number
  /** What it took, in order. */
  readonly received: Received[]
  /** Decides about each letter before it is taken. */
  answer: (letter: Received) => MailAnswer | Promise<MailAnswer>
  /** Stops to listen and breaks all connections. */
  stop(): Promise<void>
}

export async function mailServer(
  options: Partial<SMTPServerOptions> & { port?: number; answer?: MailServer['answer'] } = {},
): Promise<MailServer> {
  const { port = 0, answer = () => 'take' as const, ...rest } = options
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: rest.onAuth === undefined,
    disabledCommands: rest.key === undefined ? ['STARTTLS'] : [],
    logger: false,
    closeTimeout: 100,
    ...rest,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const letter = read(Buffer.concat(chunks).toString('utf8'), session.envelope.rcptTo[0]?.address ?? '')
        Promise.resolve(mail.answer(letter)).then((said) => {
          if (said === 'drop') {
            // The letter is whole, but nobody says that it was taken.
            for (const connection of server.connections) connection._socket?.destroy()
            return
          }
          if (said === 'take') {
            received.push(letter)
            done()
          } else {
            done(Object.assign(new Error(said.text), { responseCode: said.code }))
          }
        }, done)
      })
    },
  }) as SMTPServer & { connections: Set<{ _socket?: { destroy(): void } }> }
  // A client that hangs up is part of some tests.
  server.on('error', () => undefined)
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  const stop = () => new Promise<void>((resolve) => server.close(resolve))
  const mail: MailServer = {
    port: (server.server.address() as AddressInfo).port,
    received,
    answer,
    stop,
    [Symbol.asyncDispose]: stop,
  }
  return mail
}

function read(raw: string, to: string): Received {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())] as const
    }),
  )
  const body = raw.slice(end + 4)
  const quoted = headers.get('content-transfer-encoding') === 'quoted-printable'
  const base64 = headers.get('content-transfer-encoding') === 'base64'
  const text = quoted ? unquoted(body.replaceAll(/=\r\n/g, '')) : base64 ? Buffer.from(body, 'base64').toString() : body
  return { to, headers, text, raw }
}

/** Encoded words of a header (RFC 2047). */
function words(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_all, encoding: string, data: string) =>
      encoding.toUpperCase() === 'B' ? Buffer.from(data, 'base64').toString() : unquoted(data.replaceAll('_', ' ')),
    )
}

function unquoted(text: string): string {
  const bytes: number[] = []
  for (const part of text.split(/(=[0-9A-F]{2})/)) {
    if (/^=[0-9A-F]{2}$/.test(part)) bytes.push(Number.parseInt(part.slice(1), 16))
    else bytes.push(...Buffer.from(part))
  }
  return Buffer.from(bytes).toString()
}
