import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { Failure } from './failure.ts'
import { languageOf, type Say, sayIn } from './language.ts'
import { parse, WrongCall } from './parse.ts'
import { openPortal, type Portal, signInText } from './portal.ts'
import { readSignIn } from './sign-in-file.ts'
import { printable } from './table.ts'
import type { Terminal } from './terminal.ts'
import { help, usageOf } from './usage.ts'

const wordsOf = ({ name }: Command) => name.split(' ')

/**
 * Exit codes: 0 good, 1 refused or failed, 2 called wrongly: an unknown command or option, or too few or too many words.
 * A word that does not fit is refused.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const say = sayIn(languageOf(terminal.environment))
  if (asksForHelp(args)) return helpAbout(args, terminal, say)
  const command = commandOf(args)
  if (command === undefined) return unknown(args, terminal, say)
  try {
    const { words, options, json } = parse(command, args.slice(wordsOf(command).length), say)
    return await command.run({
      words,
      options,
      terminal,
      say,
      signedIn: () => signedIn(terminal, say),
      show: (value, lines) => {
        if (json) terminal.print(JSON.stringify(value, null, 2))
        else for (const line of lines) terminal.print(printable(line))
      },
    })
  } catch (error) {
    if (error instanceof WrongCall) {
      terminal.complain(`✗ ${printable(error.message)}`)
      terminal.complain(`  → nahtlos ${usageOf(command, say)}`)
      return 2
    }
    const failure = error instanceof Failure ? error : fileTrouble(error, say)
    if (failure === null) throw error
    terminal.complain(`✗ ${printable(failure.message)}`)
    for (const detail of failure.details) terminal.complain(`  ${printable(detail)}`)
    if (failure.next !== '') terminal.complain(`  → ${printable(failure.next)}`)
    return 1
  }
}

/** What the system refused about a file, e.g. a directory that cannot be written; null for everything else. */
function fileTrouble(error: unknown, say: Say): Failure | null {
  const { code, path } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  if (code === undefined || path === undefined) return null
  const text = { de: 'Mit {} geht es nicht weiter: {}', en: 'With {} it goes no further: {}' }
  return new Failure(say(text, path, code), say({ de: 'Darf dieses Konto das?', en: 'May this account do that?' }))
}

/** The command that is called: of several that fit the one with most words. */
function commandOf(args: readonly string[]): Command | undefined {
  return commands
    .filter((command) => wordsOf(command).every((word, index) => args[index] === word))
    .sort((a, b) => wordsOf(b).length - wordsOf(a).length)[0]
}

function asksForHelp(args: readonly string[]): boolean {
  return args.length === 0 || args[0] === 'help' || args.includes('--help') || args.includes('-h')
}

/** Of one command, of those that begin with these words, or of all. */
function helpAbout(args: readonly string[], terminal: Terminal, say: Say): number {
  const words = args.slice(args[0] === 'help' ? 1 : 0).filter((word) => !word.startsWith('-'))
  const named = commands.filter((command) => words.every((word, index) => wordsOf(command)[index] === word))
  const called = commandOf(words)
  const shown = named.length > 0 ? named : called === undefined ? [] : [called]
  if (shown.length === 0) return unknown(words, terminal, say)
  for (const line of help(shown, say)) terminal.print(line)
  return 0
}

function unknown(args: readonly string[], terminal: Terminal, say: Say): number {
  const [first = ''] = args
  const alike = commands.filter((command) => wordsOf(command)[0]?.startsWith(first.slice(0, 4)))
  const wrong = printable(args.slice(0, 2).join(' '))
  terminal.complain(
    args.length === 1 && alike.some((command) => wordsOf(command)[0] === first)
      ? say({ de: '✗ Nach {} fehlt ein Wort.', en: '✗ A word is missing after {}.' }, wrong)
      : say({ de: '✗ Den Befehl {} gibt es nicht.', en: '✗ There is no command {}.' }, wrong),
  )
  for (const command of alike) terminal.complain(`  ${usageOf(command, say)}`)
  terminal.complain(say({ de: '  → nahtlos --help nennt alle.', en: '  → nahtlos --help tells them all.' }))
  return 2
}

async function signedIn(terminal: Terminal, say: Say): Promise<Portal> {
  const kept = await readSignIn(terminal.environment)
  if (kept === null) {
    throw new Failure(say({ de: 'Sie sind nicht angemeldet.', en: 'You are not signed in.' }), say(signInText))
  }
  return openPortal(kept.server, kept.cookie, kept.authority, say)
}
