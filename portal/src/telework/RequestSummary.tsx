import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { ReactNode } from 'react'
import { Button } from '../shell/Button.tsx'
import { formatDate } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { type Screen, screensOf } from './check-answers.ts'
import { formTexts } from './form-texts.ts'
import { WeekList } from './WeekList.tsx'

interface RequestSummaryProps {
  readonly application: TeleworkApplication
  readonly terms: Pick<TeleworkTerms, 'type' | 'ask' | 'apps' | 'workspaces' | 'equipment'>
  /** Leads back to a screen; without it, the summary is only read. */
  onChange?(screen: Screen): void
}

/** Everything that was answered, screen by screen. */
export function RequestSummary({ application, terms, onChange }: RequestSummaryProps) {
  const t = useTexts(formTexts)
  const text = useText()
  const { language } = useLanguage()
  const yes = (answer: boolean | null | undefined) => (answer === null ? t.notForYou : answer ? t.yes : t.no)
  const titled = (list: readonly { id: string; title: { de: string; en: string } }[], ids: readonly string[]) =>
    ids
      .map((id) => {
        const found = list.find((one) => one.id === id)
        return found ? text(found.title) : id
      })
      .join(', ') || t.nothing
  const { home, equipment, declarations } = application
  const parts: Partial<Record<Screen, ReactNode>> = {
    period: t.fromTo(formatDate(application.from, language), formatDate(application.until, language)),
    days: <WeekList week={application.week} />,
    office: application.office.length === 0 ? t.nothing : <WeekList week={application.office} />,
    task: (
      <>
        {application.task}
        <br />
        {application.protectionNeed === 'high' ? t.protectionHigh : t.protectionNormal}
      </>
    ),
    apps: (
      <>
        {application.workspace !== null && `${titled(terms.workspaces, [application.workspace])}: `}
        {titled(terms.apps, application.apps)}
      </>
    ),
    home: home && (
      <>
        {t.separateArea} {yes(home.separateArea)}
        <br />
        {t.furniture} {yes(home.furniture)}
        <br />
        {t.internet} {yes(home.internet)}
        <br />
        {t.phone}: {home.phone}
      </>
    ),
    equipment: equipment && (
      <>
        {titled(terms.equipment, equipment.needed)}
        {equipment.held !== '' && (
          <>
            <br />
            {t.held}: {equipment.held}
          </>
        )}
      </>
    ),
    personal: (
      <>
        {terms.ask.includes('family-duties') && `${t.familyDuties}: ${yes(application.familyDuties)}`}
        <br />
        {terms.ask.includes('representative') && `${t.representative}: ${yes(application.representative)}`}
      </>
    ),
    declarations: declarations && t.leaflet(declarations.leaflet),
  }
  return (
    <dl className="summary">
      {screensOf(terms)
        .filter((screen) => screen !== 'summary')
        .map((screen) => (
          <div key={screen}>
            <dt>{t.part[screen]}</dt>
            <dd>{parts[screen]}</dd>
            {onChange && (
              <dd>
                <Button
                  small
                  look="tertiary"
                  aria-label={t.changeNamed(t.part[screen] ?? '')}
                  onPress={() => onChange(screen)}
                >
                  {t.change}
                </Button>
              </dd>
            )}
          </div>
        ))}
    </dl>
  )
}
