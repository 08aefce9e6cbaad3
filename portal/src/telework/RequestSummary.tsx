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
      .join(', ')
  const { home, equipment, declarations } = application
  const parts: Partial<Record<Screen, ReactNode>> = {
    period: t.fromTo(formatDate(application.from, language), formatDate(application.until, language)),
    days: <WeekList week={application.week} />,
    office: application.office.length === 0 ? t.nothing : <WeekList week={application.office} />,
    task: (
      <>
        {application.task}
        <br />
        {t.protectionName}: {application.protectionNeed === 'high' ? t.protectionHigh : t.protectionNormal}
      </>
    ),
    apps: (
      <>
        {application.workspace !== null && (
          <>
            {t.workspace}: {titled(terms.workspaces, [application.workspace])}
            <br />
            {t.apps}:{' '}
          </>
        )}
        {titled(terms.apps, application.apps) || t.noneChosen}
      </>
    ),
    home: home && (
      <>
        {t.separateAreaName}: {yes(home.separateArea)}
        <br />
        {t.furnitureName}: {yes(home.furniture)}
        <br />
        {t.internetName}: {yes(home.internet)}
        <br />
        {t.phone}: {home.phone}
      </>
    ),
    equipment: equipment && (
      <>
        {titled(terms.equipment, equipment.needed) || t.nothing}
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
        {terms.ask.includes('family-duties') && (
          <p className="kern-body">
            {t.familyDutiesName}: {yes(application.familyDuties)}
          </p>
        )}
        {terms.ask.includes('representative') && (
          <p className="kern-body">
            {t.representativeName}: {yes(application.representative)}
          </p>
        )}
      </>
    ),
    declarations: declarations && (
      <ul className="kern-list kern-list--bullet">
        <li>{t.leaflet(declarations.leaflet)}</li>
        {declarations.dataProtection && <li>{t.dataProtection}</li>}
        {declarations.equipmentReturn && <li>{t.equipmentReturn}</li>}
      </ul>
    ),
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
