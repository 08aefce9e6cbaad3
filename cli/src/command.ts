import type { Text } from '@nahtlos/contract/text'
import type { Say } from './language.ts'
import type { Portal } from './portal.ts'
import type { Terminal } from './terminal.ts'

/** What a command works with. */
export interface Call {
  /** What stands after the command's words. */
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | undefined>>
  readonly terminal: Terminal
  readonly say: Say
  /** The portal that the administrator signed in to; fails where she didn't. */
  signedIn(): Promise<Portal>
  /** Prints `value` as JSON where that was asked for, else the lines. */
  show(value: unknown, lines: readonly string[]): void
}

export interface Command {
  /** The words that call it, e.g. `config publish`. */
  readonly name: string
  /** What comes after, e.g. `DIRECTORY`. */
  readonly usage: string
  readonly summary: Text
  /** How many words it takes: at least, at most. */
  readonly words: readonly [number, number]
  /** Its options, each with a value. */
  readonly options?: readonly string[]
  /** Answers the exit code; 0 is good. */
  run(call: Call): Promise<number>
}
