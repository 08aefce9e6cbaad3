import { useLanguage, useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

const names = { de: 'Deutsch', en: 'English' } as const

export function LanguageSwitch() {
  const { language, choose } = useLanguage()
  const t = useTexts(shellTexts)
  return (
    <fieldset className="language">
      <legend className="kern-sr-only">{t.language}</legend>
      {(['de', 'en'] as const).map((choice) => (
        <button
          key={choice}
          type="button"
          lang={choice}
          aria-pressed={choice === language}
          onClick={() => choose(choice)}
        >
          {names[choice]}
        </button>
      ))}
    </fieldset>
  )
}
