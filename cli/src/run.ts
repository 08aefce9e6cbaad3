import { parseArgs } from 'node:util'
import type { Call, Command } from './command.ts'
import { commands } from './commands.ts'
import { Failure } from './failure.ts'
import { languageOf, type Say, sayIn } from './language.ts'
import { openPortal, type Portal } from './portal.ts'
import { readSignIn } from './sign-in-file.ts'
import { printable } from './table.ts'
import type { Terminal } from './terminal.ts'

/** Exit codes: 0 good, 1 refused or failed, 2 called wrongly. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const say = sayIn(languageOf(terminal.environment))
  try {
    const command = commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word))
    const asksForHelp = args.length === 0 || args.includes('--help') || args[0] === 'help'
    if (command === undefined || asksForHelp) {
      if (asksForHelp) {
        for (const line of help(command, say)) terminal.print(line)
        return 0
      }
      const wrong = printable(args.slice(0, 2).join(' '))
      terminal.complain(say({ de: `✗ Den Befehl ${wrong} gibt es nicht.`, en: `✗ There is no command ${wrong}.` }))
      for (const line of alike(args[0] ?? '')) terminal.complain(`  ${line}`)
      terminal.complain(say({ de: '  → nahtlos --help nennt alle.', en: '  → nahtlos --help tells them all.' }))
      return 2
    }
    const call = parse(command, args.slice(command.name.split(' ').length), terminal, say)
    if (call === null) {
      for (const line of help(command, say)) terminal.complain(line)
      return 2
    }
    return await command.run(call)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    terminal.complain(`✗ ${printable(error.message)}`)
    for (const detail of error.details) terminal.complain(`  ${printable(detail)}`)
    if (error.next !== '') terminal.complain(`  → ${printable(error.next)}`)
    return 1
  }
}

function parse(command: Command, args: readonly string[], terminal: Terminal, say: Say): Call | null {
  const named = Object.fromEntries((command.options ?? []).map((name) => [name, { type: 'string' as const }]))
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    const options = { ...named, json: { type: 'boolean' as const } }
    parsed = parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    terminal.complain(`✗ ${error.message}`)
    return null
  }
  const { values, positionals } = parsed
  const [least, most] = command.words
  if (positionals.length < least || positionals.length > most) return null
  return {
    words: positionals,
    options: values as Call['options'],
    terminal,
    say,
    signedIn: () => signedIn(terminal, say),
    show: (value, lines) => {
      if (values.json === true) terminal.print(JSON.stringify(value, null, 2))
      else for (const line of lines) terminal.print(line)
    },
  }
}

async function signedIn(terminal: Terminal, say: Say): Promise<Portal> {
  const kept = await readSignIn(terminal.environment)
  if (kept === null) {
    throw new Failure(
      say({ de: 'Sie sind nicht angemeldet.', en: 'You are not signed in.' }),
      say({ de: 'nahtlos login ADRESSE', en: 'nahtlos login ADDRESS' }),
    )
  }
  return openPortal(kept.server, kept.cookie, kept.authority, say)
}

/** The commands that begin as it does. */
function alike(word: string): string[] {
  return commands.filter(({ name }) => name.split(' ')[0] === word).map(({ name, usage }) => `${name} ${usage}`.trim())
}

function help(command: Command | undefined, say: Say): string[] {
  const shown = command === undefined ? commands : [command]
  return [
    say({ de: 'Aufruf: nahtlos BEFEHL [--json]', en: 'Usage: nahtlos COMMAND [--json]' }),
    '',
    ...shown.flatMap(({ name, usage, summary }) => [`  ${`${name} ${usage}`.trim()}`, `      ${say(summary)}`]),
  ]
}
