import type { z } from 'zod'
import type { Text } from './text.ts'

/** The German of every sentence that a schema has of its own, by its English: a zod schema knows one language only. */
const german = new Map<string, string>()

/** A schema's own sentence, as the `message` of a `regex` or `refine`: English for zod, German for `issueText`. */
export function says(de: string, en: string): string {
  const known = german.get(en)
  if (known !== undefined && known !== de) throw new Error(`"${en}" is "${known}" already, and not "${de}"`)
  german.set(en, de)
  return en
}

/** What zod found, in both languages, to be read after the field's name. Nothing of what was written is repeated. */
export function issueText(issue: z.core.$ZodIssue): Text {
  const own = german.get(issue.message)
  if (own !== undefined) return { de: own, en: issue.message }
  switch (issue.code) {
    case 'invalid_type':
      return typeText(issue)
    case 'too_small':
      return sizeText(issue.origin, 'at least', issue.minimum)
    case 'too_big':
      return sizeText(issue.origin, 'at most', issue.maximum)
    case 'not_multiple_of':
      return { de: `muss ein Vielfaches von ${issue.divisor} sein`, en: `must be a multiple of ${issue.divisor}` }
    case 'unrecognized_keys': {
      const keys = issue.keys.map((key) => `"${key}"`).join(', ')
      return { de: `hat hier nichts verloren: ${keys}`, en: `does not belong here: ${keys}` }
    }
    case 'invalid_value':
      return valueText(issue.values)
    case 'invalid_union':
      return unionText(issue)
    case 'invalid_format':
      return formats[issue.format] ?? { de: 'hat nicht die richtige Form', en: 'does not have the right form' }
    default:
      return { de: 'passt nicht', en: 'does not fit' }
  }
}

const formats: Readonly<Record<string, Text>> = {
  date: { de: 'muss ein Datum sein', en: 'must be a date' },
  datetime: { de: 'muss ein Zeitpunkt sein', en: 'must be a point in time' },
  email: { de: 'muss eine E-Mail-Adresse sein', en: 'must be an e-mail address' },
  url: { de: 'muss eine Adresse wie https://beispiel.de sein', en: 'must be an address such as https://example.org' },
  uuid: { de: 'muss eine Kennung sein', en: 'must be an identifier' },
  cidrv4: { de: 'muss ein Netz wie 10.20.0.0/16 sein', en: 'must be a network such as 10.20.0.0/16' },
  cidrv6: { de: 'muss ein Netz wie 2001:db8::/32 sein', en: 'must be a network such as 2001:db8::/32' },
}

const types: Readonly<Record<string, Text>> = {
  string: { de: 'ein Text', en: 'a text' },
  number: { de: 'eine Zahl', en: 'a number' },
  int: { de: 'eine ganze Zahl', en: 'a whole number' },
  boolean: { de: 'ja oder nein (true oder false)', en: 'yes or no (true or false)' },
  array: { de: 'eine Liste', en: 'a list' },
  object: { de: 'eine Gruppe von Angaben', en: 'a group of entries' },
  record: { de: 'eine Gruppe von Angaben', en: 'a group of entries' },
}

function typeText(issue: z.core.$ZodIssueInvalidType): Text {
  // zod writes what it got into its sentence only; an absent field is the case that people meet.
  if (issue.message.endsWith('received undefined')) return { de: 'fehlt', en: 'is missing' }
  const type = types[issue.expected]
  return type === undefined ? { de: 'passt nicht', en: 'does not fit' } : mustBe(type)
}

function mustBe({ de, en }: Text): Text {
  return { de: `muss ${de} sein`, en: `must be ${en}` }
}

function valueText(values: readonly unknown[]): Text {
  const list = (or: string) => values.map((value) => `"${String(value)}"`).join(` ${or} `)
  return mustBe({ de: list('oder'), en: list('or') })
}

function unionText({ errors }: z.core.$ZodIssueInvalidUnion): Text {
  const found = errors.flat().map((error) => issueText(error as z.core.$ZodIssue))
  if (found.length === 0) return { de: 'passt nicht', en: 'does not fit' }
  return {
    de: [...new Set(found.map(({ de }) => de))].join(', oder '),
    en: [...new Set(found.map(({ en }) => en))].join(', or '),
  }
}

/** What is counted, by what has a size: one of it, and many. */
const units: Readonly<Record<string, { readonly one: Text; readonly many: Text }>> = {
  string: { one: { de: 'Zeichen', en: 'character' }, many: { de: 'Zeichen', en: 'characters' } },
  array: { one: { de: 'Eintrag', en: 'entry' }, many: { de: 'Einträge', en: 'entries' } },
  set: { one: { de: 'Eintrag', en: 'entry' }, many: { de: 'Einträge', en: 'entries' } },
  map: { one: { de: 'Eintrag', en: 'entry' }, many: { de: 'Einträge', en: 'entries' } },
}

function sizeText(origin: string, bound: 'at least' | 'at most', size: number | bigint): Text {
  const unit = units[origin]?.[Number(size) === 1 ? 'one' : 'many']
  const least = bound === 'at least'
  if (unit === undefined)
    return { de: `muss ${least ? 'mindestens' : 'höchstens'} ${size} sein`, en: `must be ${bound} ${size}` }
  const counted = { de: `${size} ${unit.de}`, en: `${size} ${unit.en}` }
  if (!least) return { de: `darf höchstens ${counted.de} haben`, en: `must have at most ${counted.en}` }
  if (Number(size) === 1) return { de: 'darf nicht leer sein', en: 'must not be empty' }
  return { de: `braucht mindestens ${counted.de}`, en: `needs at least ${counted.en}` }
}
