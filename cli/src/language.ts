import type { Language, Text } from '@nahtlos/contract/text'

/** The language of the locale, by the order that POSIX gives its variables. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return /^de(_|\.|@|$)/i.test(locale) ? 'de' : 'en'
}

/** Picks a sentence; `{}` stands for the values in their order. */
export type Say = (text: Text, ...values: readonly (string | number)[]) => string

export function sayIn(language: Language): Say {
  return (text, ...values) => {
    if (values.length === 0) return text[language]
    const rest = values.values()
    return text[language].replaceAll('{}', () => String(rest.next().value ?? ''))
  }
}
