import type { Text } from '@nahtlos/contract/text'
import type { YAMLError } from 'yaml'

/** What the reader of YAML complains about, in German; its own sentence is the English. */
const german: Readonly<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: 'ein Verweis hat keine Zusätze',
  BAD_ALIAS: 'dieser Verweis oder Anker ist falsch geschrieben',
  BAD_COLLECTION_TYPE: 'dieses Kennzeichen passt nicht zu dem, was folgt',
  BAD_DIRECTIVE: 'diese Anweisung kennt YAML nicht',
  BAD_DQ_ESCAPE: 'diese Zeichenfolge nach dem Rückstrich gibt es nicht',
  BAD_INDENT: 'die Einrückung stimmt nicht',
  BAD_PROP_ORDER: 'Anker und Kennzeichen stehen hinter dem Strich oder Doppelpunkt',
  BAD_SCALAR_START: 'mit diesem Zeichen beginnt kein Text ohne Anführungszeichen',
  BLOCK_AS_IMPLICIT_KEY: 'hier steht ein zweiter Doppelpunkt, oder eine Liste als Name',
  BLOCK_IN_FLOW: 'in Klammern steht alles in Klammern',
  DUPLICATE_KEY: 'dieser Name steht hier doppelt',
  IMPOSSIBLE: 'das ist kein YAML',
  KEY_OVER_1024_CHARS: 'dieser Name ist zu lang',
  MISSING_CHAR: 'hier fehlt ein Zeichen, etwa ein Doppelpunkt, Komma, Leerzeichen oder Anführungszeichen',
  MULTILINE_IMPLICIT_KEY: 'ein Name steht in einer Zeile',
  MULTIPLE_ANCHORS: 'hier stehen zwei Anker',
  MULTIPLE_DOCS: 'hier beginnt ein zweites Dokument',
  MULTIPLE_TAGS: 'hier stehen zwei Kennzeichen',
  NON_STRING_KEY: 'ein Name ist ein Text',
  RESOURCE_EXHAUSTION: 'das ist zu groß oder zu tief verschachtelt',
  TAB_AS_INDENT: 'eingerückt wird mit Leerzeichen, nicht mit Tabulatoren',
  TAG_RESOLVE_FAILED: 'dieses Kennzeichen ist nicht bekannt',
  UNEXPECTED_TOKEN: 'dieses Zeichen passt hier nicht',
}

/** A fault of the YAML itself, in both languages. */
export function yamlText({ code, message }: Pick<YAMLError, 'code' | 'message'>): Text {
  const [first = message] = message.split('\n')
  return { de: german[code], en: first.replace(/:$/, '') }
}
