import type { Language, Text } from '@nahtlos/contract/text'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { I18nProvider } from 'react-aria-components'

/** The texts of one area in both languages. `en` has the type of `de`, so a missing key fails the type check. */
export interface Texts<T> {
  readonly de: T
  readonly en: T
}

interface LanguageChoice {
  readonly language: Language
  /** The person chose it in this tab; it then goes before the language of her account. */
  choose(language: Language): void
  /** The language of her account, taken where she chose none. */
  suggest(language: Language): void
}

function ignore() {
  // Outside of the provider there is nothing to choose.
}

const LanguageContext = createContext<LanguageChoice>({ language: 'de', choose: ignore, suggest: ignore })

/** The choice lives as long as the tab and says nothing about the person. */
const memory = 'language'

function remembered(): Language | null {
  const value = sessionStorage.getItem(memory)
  return value === 'de' || value === 'en' ? value : null
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(remembered)
  const [suggested, setSuggested] = useState<Language>('de')
  const language = chosen ?? suggested
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const value = useMemo(
    () => ({
      language,
      choose(next: Language) {
        sessionStorage.setItem(memory, next)
        setChosen(next)
      },
      suggest: setSuggested,
    }),
    [language],
  )
  return (
    <LanguageContext value={value}>
      <I18nProvider locale={language === 'de' ? 'de-DE' : 'en-GB'}>{children}</I18nProvider>
    </LanguageContext>
  )
}

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext)
}

export function useTexts<T>(texts: Texts<T>): T {
  return texts[useLanguage().language]
}

/** Picks the sentence of the present language from a text that the server sent. */
export function useText(): (text: Text) => string {
  const { language } = useLanguage()
  return (text) => text[language]
}
