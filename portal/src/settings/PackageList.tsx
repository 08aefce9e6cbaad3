import type { SettingsPackage } from '@nahtlos/contract/api/settings'
import { Link } from '@tanstack/react-router'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { settingsTexts } from './texts.ts'

type TimelineLink =
  | { readonly to: '/settings/$template'; readonly params: { readonly template: string } }
  | {
      readonly to: '/help-desk/$access/$template'
      readonly params: { readonly access: string; readonly template: string }
    }

interface PackageListProps {
  readonly packages: readonly SettingsPackage[]
  /** What is said where there is none. */
  readonly none: string
  linkOf(template: string): TimelineLink
}

/** App by app, each with the way to its history. */
export function PackageList({ packages, none, linkOf }: PackageListProps) {
  const t = useTexts(settingsTexts)
  const { language } = useLanguage()
  return (
    <section className="flow" aria-labelledby="packages">
      <h2 id="packages" className="kern-heading-medium">
        {t.apps}
      </h2>
      {packages.length === 0 && <p className="kern-body">{none}</p>}
      {packages.map(({ template, title, savedAt, versions, restores }) => (
        <article key={template} className="panel flow">
          <h3 className="kern-title">{title[language]}</h3>
          <p className="kern-body">
            {t.savedAt(formatInstant(savedAt, language))}, {t.versions(versions)}
          </p>
          {restores
            .filter(({ state }) => state !== 'done')
            .map(({ state, session }) => (
              <p key={session.de} className="kern-body">
                {t.session(session[language], state)}
              </p>
            ))}
          <p>
            <Link {...linkOf(template)} className="kern-btn kern-btn--secondary">
              <span className="kern-label">{t.show(title[language])}</span>
            </Link>
          </p>
        </article>
      ))}
    </section>
  )
}
