import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Check, Finding } from './finding.ts'
import { trackedFiles } from './tracked-files.ts'

/** Words of a German sentence at most; the guidelines for plain language name 15 to 20. */
const longest = 20

/** Office German and technical words, each with what people say instead. */
const jargon: Readonly<Record<string, string>> = {
  Antragsteller: 'Sie',
  Inanspruchnahme: 'Nutzung',
  Zurverfügungstellung: 'Ausgabe',
  diesbezüglich: 'dazu',
  hinsichtlich: 'zu',
  bezüglich: 'zu',
  gegebenenfalls: 'vielleicht',
  unverzüglich: 'sofort',
  beinhaltet: 'enthält',
  mittels: 'mit',
  obliegt: 'ist Aufgabe von',
  authentifizieren: 'anmelden',
  autorisiert: 'berechtigt',
  Credentials: 'Benutzername und Passwort',
  Backend: 'Server',
  Frontend: 'Portal',
  Exception: 'Fehler',
  Timeout: 'Zeit abgelaufen',
  Token: 'Schlüssel',
  Payload: 'Inhalt',
  downloaden: 'speichern',
  upgeloadet: 'hochgeladen',
}

/** The German texts that people read: those of the portal, of errors, of notices and mails. */
export const plainLanguage: Check = {
  name: 'German texts are plain, and English ones complete',
  async find(root) {
    const files = (await trackedFiles(root)).filter((file) => isText(file))
    const found: Finding[] = []
    for (const file of files) {
      const module: Record<string, unknown> = await import(pathToFileURL(join(root, file)).href)
      const texts = Object.entries(module).flatMap(([name, value]) => sentencesOf(value, name))
      for (const { path, text, language } of texts)
        found.push(...faultsOf(text, language).map((message) => ({ where: `${file} ${path}`, message })))
      found.push(
        ...untranslated(texts).map(({ path, text }) => ({
          where: `${file} ${path}`,
          message: `has no English of its own: "${text}"`,
        })),
      )
    }
    return found
  },
}

function isText(file: string): boolean {
  return (
    /^portal\/src\/.*texts\.ts$/.test(file) ||
    file === 'contract/src/problem.ts' ||
    file === 'core/src/notifications/notice-words.ts'
  )
}

type Language = 'de' | 'en'

interface Found {
  readonly path: string
  readonly text: string
  readonly language: Language
}

/** Every text below a value: a key `de` or `en` says in which language everything below it is. */
export function sentencesOf(value: unknown, path: string, language: Language | null = null): Found[] {
  if (typeof value === 'string') return language === null ? [] : [{ path, text: value, language }]
  if (typeof value === 'function') return language === null ? [] : sentencesOf(called(value), `${path}()`, language)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    sentencesOf(inner, `${path}.${key}`, language ?? (key === 'de' || key === 'en' ? key : null)),
  )
}

/** A text with parameters, with something short for each; what wants something else than a word gets nothing. */
function called(text: unknown): unknown {
  try {
    return (text as (...words: unknown[]) => unknown)(...Array.from({ length: 8 }, () => 'X'))
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return ''
    throw error
  }
}

/** German sentences whose English is missing, empty or the same. Names and single words may be alike. */
export function untranslated(texts: readonly Found[]): Found[] {
  const english = new Map(texts.filter(({ language }) => language === 'en').map(({ path, text }) => [path, text]))
  return texts.filter(({ path, text, language }) => {
    if (language !== 'de' || text.split(/\s+/).length < 4) return false
    const other = english.get(path.replace(/\.de(?=\.|\(|$)/, '.en'))
    return other === undefined || other.trim() === '' || other === text
  })
}

/** What is wrong with one text: a sentence that is too long, or a word that nobody says. */
export function faultsOf(text: string, language: Language): string[] {
  if (language === 'en') return []
  const long = text
    .split(/(?<=[.!?:;])\s+|\n/)
    .map((sentence) => ({ sentence, words: sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length }))
    .filter(({ words }) => words > longest)
    .map(({ sentence, words }) => `${words} words in one sentence: "${sentence}"`)
  const words = Object.entries(jargon)
    .filter(([word]) => new RegExp(`(?<!\\p{L})${word}`, 'iu').test(text))
    .map(([word, better]) => `"${word}" is not plain; say "${better}": "${text}"`)
  return [...long, ...words]
}
