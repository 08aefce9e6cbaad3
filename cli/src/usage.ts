import type { Command } from './command.ts'
import type { Say } from './language.ts'

/** What stands for a value in a usage, in German. */
const german: Readonly<Record<string, string>> = {
  ACCESS: 'EINBLICK',
  ACCOUNT: 'KONTO',
  ADDRESS: 'ADRESSE',
  APP: 'ANWENDUNG',
  DATE: 'TAG',
  DIRECTORY: 'ORDNER',
  DRAFT: 'ENTWURF',
  FILE: 'DATEI',
  HOST: 'SERVER',
  ID: 'ID',
  LISTENER: 'LISTENER',
  MINUTES: 'MINUTEN',
  NAME: 'NAME',
  NUMBER: 'NUMMER',
  PERCENT: 'PROZENT',
  REASON: 'GRUND',
  REVISION: 'STAND',
  SESSION: 'SITZUNG',
  TEMPLATE: 'VORLAGE',
  TEXT: 'TEXT',
  TIME: 'ZEIT',
  ZONE: 'NETZBEREICH',
}

/** How a command is called, e.g. `config publish ORDNER --reason TEXT`. */
export function usageOf({ name, usage }: Pick<Command, 'name' | 'usage'>, say: Say): string {
  const words = usage.replaceAll(/[A-Z]{2,}/g, (word) => say({ de: german[word] ?? word, en: word }))
  return `${name} ${words}`.trim()
}

/** The commands, one after the other, with what each does. */
export function help(commands: readonly Command[], say: Say): string[] {
  return [
    say({ de: 'Aufruf: nahtlos BEFEHL [--json]', en: 'Usage: nahtlos COMMAND [--json]' }),
    '',
    ...commands.flatMap((command) => [`  ${usageOf(command, say)}`, `      ${say(command.summary)}`]),
    '',
    say({
      de: 'nahtlos help BEFEHL zeigt einen davon. Rückgabewert: 0 gut, 1 abgelehnt oder gescheitert, 2 falsch aufgerufen.',
      en: 'nahtlos help COMMAND shows one of them. Exit code: 0 good, 1 refused or failed, 2 called wrongly.',
    }),
  ]
}
