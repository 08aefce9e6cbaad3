import { createInterface, type Interface } from 'node:readline'
import { Writable } from 'node:stream'

/** Where the program is called: streams and environment. Tests bring their own. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>
  print(line: string): void
  complain(line: string): void
  /** Asks for one line; a secret isn't shown while it is typed. Without a terminal it reads the next line of the input. */
  ask(question: string, secret?: 'secret'): Promise<string>
  close(): void
}

export function processTerminal(): Terminal {
  let reading: { lines: AsyncIterator<string>; interface: Interface; mute: { on: boolean } } | null = null

  function open() {
    const mute = { on: false }
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        if (!mute.on) process.stderr.write(chunk)
        done()
      },
    })
    const opened = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true })
    return { interface: opened, lines: opened[Symbol.asyncIterator](), mute }
  }

  // Who reads may stop early, as `head` does; what was asked for is done all the same.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }

  return {
    environment: process.env,
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
    ask: async (question, secret) => {
      reading ??= open()
      if (process.stdin.isTTY) process.stderr.write(`${question}: `)
      reading.mute.on = secret === 'secret'
      const line = await reading.lines.next()
      if (secret === 'secret' && process.stdin.isTTY) process.stderr.write('\n')
      reading.mute.on = false
      return line.done ? '' : line.value
    },
    close: () => reading?.interface.close(),
  }
}
