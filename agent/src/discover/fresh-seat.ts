import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, chown, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTerminal, inWindow, outside } from './seat-script.ts'

/** Nobody's number: an app that is watched runs as a person who does not exist. */
export const seatUid = 299_999

/** The app cannot be watched: it is not there, it shows nothing, or what it needs here does not run. */
export class NotWatchable extends Error {
  override readonly name = 'NotWatchable'
}

/** Where an app shows itself. */
export type Place = 'window' | 'terminal'

export interface Usage {
  readonly place: Place
  /** What its first window is made: `WIDTH,HEIGHT`; null leaves it. */
  readonly size?: string | null
  /** Seconds to wait for each thing. */
  readonly patience?: number
  /** Ends the run, however it stands. */
  readonly signal: AbortSignal
  /** Where programs are looked for, for tests. */
  readonly path?: string
}

export interface Used {
  /** `WxH` of its window when it was closed; null in a terminal. */
  readonly window: string | null
  /** How it was ended: by its window, by a key, or only by a signal, as at logoff. */
  readonly closed: 'window' | 'key' | 'signal'
}

/** An app that showed itself nowhere. */
export interface Unseen {
  /** Half a sentence, with what the app said last, if anything. */
  readonly unseen: string
}

const usualPath = '/usr/local/bin:/usr/bin:/bin:/usr/games'
/** Milliseconds that no run takes, whatever hangs in it: two waits, and what a run takes without them. */
const runMaximum = 180_000

/**
 * A display, a message bus and a home that nobody has used, for one run of one app. The app is contained like a
 * person's: it has no rights, sees no other process, and everything ends with it.
 */
export class FreshSeat implements AsyncDisposable {
  readonly home: string
  readonly #directory: string

  private constructor(directory: string) {
    this.#directory = directory
    this.home = join(directory, 'home')
  }

  static async make(): Promise<FreshSeat> {
    const seat = new FreshSeat(await mkdtemp(join(tmpdir(), 'discover-')))
    await chmod(seat.#directory, 0o755)
    await mkdir(seat.home, { mode: 0o700 })
    await chown(seat.home, seatUid, seatUid)
    return seat
  }

  /**
   * Starts the app, gives its first window another size, as a person might, and closes it.
   *
   * @throws {NotWatchable} where the seat itself fails, or the run is not over in time
   */
  async use(command: readonly string[], { place, size, patience = 60, signal, path }: Usage): Promise<Used | Unseen> {
    const passwd = join(this.#directory, 'passwd')
    await copyFile('/etc/passwd', passwd)
    await appendFile(passwd, `discover:x:${seatUid}:${seatUid}::/home/discover:/bin/sh\n`)
    const namespace = ['--mount', '--pid', '--fork', '--kill-child', '--ipc', '--mount-proc', '--']
    const inside = place === 'window' ? inWindow : inTerminal
    const ends = AbortSignal.any([signal, AbortSignal.timeout(runMaximum)])
    ends.throwIfAborted()
    const child = spawn(
      'unshare',
      [...namespace, 'sh', '-ec', outside, 'seat', this.home, passwd, inside, ...command],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        // Its children go with it, by --kill-child.
        killSignal: 'SIGKILL',
        env: {
          PATH: path ?? '/usr/sbin:/usr/bin:/sbin:/bin',
          SEAT_PATH: path ?? usualPath,
          RUN: command.map((part) => `'${part.replaceAll("'", "'\\''")}'`).join(' '),
          SIZE: size ?? '',
          PATIENCE: String(patience * 20),
          SEAT: String(seatUid),
        },
      },
    )
    const end = () => child.kill('SIGKILL')
    ends.addEventListener('abort', end)
    let said = ''
    let complaints = ''
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString()
    })
    child.stderr.on('data', (piece: Buffer) => {
      complaints = (complaints + piece.toString()).slice(-500)
    })
    const [code] = await once(child, 'close')
    ends.removeEventListener('abort', end)
    const line = (word: string) => new RegExp(`^${word} (.+)$`, 'm').exec(said)?.[1] ?? null
    const failed = line('fail')
    if (failed !== null) throw new NotWatchable(`the seat ${failed}: ${line('said') ?? 'nothing else was said'}`)
    if (ends.aborted) throw new NotWatchable('it was not over in time, and was ended')
    const unseen = line('none')
    if (unseen !== null) return { unseen: [unseen, line('said')].filter((part) => part !== null).join(': ') }
    const closed = line('closed')
    if (closed !== 'window' && closed !== 'key' && closed !== 'signal')
      throw new NotWatchable(`the seat ended too early (${code}): ${complaints.trim()}`)
    return { window: line('size'), closed }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true, maxRetries: 3 })
  }
}
