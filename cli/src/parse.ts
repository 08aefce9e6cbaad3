import { parseArgs } from 'node:util'
import type { Command } from './command.ts'
import type { Say } from './language.ts'

/** Called as no command can be: told with how it is called. */
export class WrongCall extends Error {}

export interface Parsed {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string>>
  readonly json: boolean
}

/**
 * What stands after the words that call a command.
 *
 * @throws WrongCall for an option that the command does not have or that lacks its value, and for too few or many words
 */
export function parse(
  { options: named = [], words: [least, most] }: Command,
  args: readonly string[],
  say: Say,
): Parsed {
  const types = Object.fromEntries(named.map((name) => [name, { type: 'string' as const }]))
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...types, json: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const words: string[] = []
  const options: Record<string, string> = {}
  let json = false
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    if (name === 'json' && value === undefined) json = true
    else if (!named.includes(name) || !rawName.startsWith('--')) {
      throw new WrongCall(say({ de: 'Die Option {} gibt es hier nicht.', en: 'There is no option {} here.' }, rawName))
    } else if (value === undefined || (!inlineValue && value.startsWith('--'))) {
      throw new WrongCall(say({ de: 'Nach {} fehlt der Wert.', en: 'The value after {} is missing.' }, rawName))
    } else options[name] = value
  }
  if (words.length < least) throw new WrongCall(say({ de: 'Es fehlen Angaben.', en: 'Something is missing.' }))
  if (words.length > most) {
    throw new WrongCall(say({ de: 'Das ist zu viel: {}', en: 'This is too much: {}' }, words.slice(most).join(' ')))
  }
  return { words, options, json }
}
