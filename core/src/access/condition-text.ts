import type { ParseError } from '@marcbachmann/cel-js'
import type { Text } from '@nahtlos/contract/text'

/** What the checker of CEL complains about, in German, by its code; its own sentence is the English. */
const german: Readonly<Record<string, string>> = {
  cannot_index_type: 'davon gibt es keine Teile',
  invalid_duration: 'das ist keine Dauer',
  invalid_exponent: 'das ist keine Zahl',
  invalid_index_type: 'Teile einer Liste werden mit ganzen Zahlen gewählt',
  invalid_macro_argument: 'so lässt sich diese Funktion nicht aufrufen',
  invalid_number: 'das ist keine Zahl',
  invalid_regular_expression: 'das ist kein Muster',
  invalid_timestamp: 'das ist kein Zeitpunkt',
  limit_exceeded: 'die Bedingung ist zu lang oder zu tief verschachtelt',
  newline_in_string: 'ein Text geht nicht über das Zeilenende',
  no_such_key: 'dieses Feld gibt es nicht',
  no_such_overload: 'diese Typen passen nicht zusammen',
  reserved_identifier: 'dieser Name ist vergeben',
  unexpected_character: 'dieses Zeichen passt hier nicht',
  unexpected_token: 'dieses Zeichen passt hier nicht',
  unknown_variable: 'diese Variable gibt es nicht',
  unterminated_string: 'ein Text hat kein Ende',
  unterminated_triple_quoted_string: 'ein Text hat kein Ende',
}

/** A complaint of CEL's checker in both languages, with the detail that it names after its colon. */
export function conditionText(error: Pick<ParseError, 'code' | 'summary'> | undefined): Text {
  if (error === undefined) return { de: 'das ist keine Bedingung in CEL', en: 'not a CEL expression' }
  const { code, summary } = error
  const detail = /: (.+)$/s.exec(summary)?.[1]
  const sentence = german[code] ?? 'diese Bedingung ist nicht gültig'
  return { de: detail === undefined ? sentence : `${sentence}: ${detail}`, en: summary }
}

export function notBoolean(type: string): Text {
  return {
    de: `eine Bedingung ist wahr oder falsch, diese aber ist vom Typ ${type}`,
    en: `a condition must be true or false, but this is of type ${type}`,
  }
}
