import { DocumentKindName, type RulesOverride } from '@nahtlos/contract/configuration/programme'
import type { ConfigurationFault } from '@nahtlos/contract/configuration/source'
import type { Text } from '@nahtlos/contract/text'
import { instructionPlaceholders, placeholdersFor } from '../programme/document-placeholders.ts'
import { faultAt } from './check-document.ts'
import type { RawDocument } from './read-documents.ts'
import { closest } from './suggestion.ts'

/** Characters of a template at most: some ten pages. */
const longest = 20_000
/** What is meant as a placeholder, good or not. */
const meant = /\{([^{}\n]*)\}/g

type Path = readonly PropertyKey[]

/**
 * Checks what is printed: a template names only what its kind of document has to say. A placeholder that nothing stands
 * for would leave a hole in a decision that somebody gets.
 */
export function checkTemplates(raw: RawDocument, at: Path, rules: RulesOverride): ConfigurationFault[] {
  const documents = DocumentKindName.options.flatMap((kind) => {
    const template = rules.documents?.[kind]
    if (template === undefined) return []
    const known = placeholdersFor(kind)
    const path = [...at, 'documents', kind]
    return [
      ...checkText(raw, [...path, 'title'], template.title, known),
      ...checkText(raw, [...path, 'body'], template.body, known),
    ]
  })
  const { instruction, revocationInstruction } = rules.texts ?? {}
  return [
    ...documents,
    ...checkText(raw, [...at, 'texts', 'instruction'], instruction, instructionPlaceholders),
    ...checkText(raw, [...at, 'texts', 'revocationInstruction'], revocationInstruction, []),
  ]
}

function checkText(
  raw: RawDocument,
  path: Path,
  text: Text | undefined,
  known: readonly string[],
): ConfigurationFault[] {
  return Object.entries(text ?? {}).flatMap(([language, words]) => [
    ...(words.length <= longest ? [] : [faultAt(raw, [...path, language], tooLong(words.length))]),
    ...[...words.matchAll(meant)].flatMap((found) => {
      const [all, name = ''] = found
      if (known.includes(name)) return []
      return [faultAt(raw, [...path, language], unknownPlaceholder(all, name, known), { offset: found.index })]
    }),
  ])
}

function unknownPlaceholder(written: string, name: string, known: readonly string[]): Text {
  const near = closest(name, known)
  const list = known.map((one) => `{${one}}`).join(', ')
  return known.length === 0
    ? { de: `${written}: hier wird nichts eingesetzt`, en: `${written}: nothing is filled in here` }
    : {
        de: `${written} gibt es hier nicht${near.de}; eingesetzt werden ${list}`,
        en: `there is no ${written} here${near.en}; what is filled in is ${list}`,
      }
}

function tooLong(length: number): Text {
  return {
    de: `${length} Zeichen sind zu viel: höchstens ${longest}`,
    en: `${length} characters are too many: ${longest} at most`,
  }
}
