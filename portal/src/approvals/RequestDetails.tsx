import type { RequestView } from '@nahtlos/contract/programme/telework-request'
import { useText, useTexts } from '../shell/language.tsx'
import { formTexts } from '../telework/form-texts.ts'
import { WeekList } from '../telework/WeekList.tsx'
import { approvalsTexts } from './texts.ts'

/** What the person answered, as far as it is for the reader; what nobody asked is left out. */
export function RequestDetails({ request }: { request: RequestView }) {
  const t = useTexts(formTexts)
  const own = useTexts(approvalsTexts)
  const text = useText()
  const { application, titles } = request
  const { home, equipment, office, workspace } = application
  const yes = (answer: boolean) => (answer ? t.yes : t.no)
  const named = (id: string) => {
    const title = titles[id]
    return title ? text(title) : id
  }
  const lines: [string, string | false | null | undefined][] = [
    [t.task, application.task],
    [
      t.protectionName,
      application.task !== '' && (application.protectionNeed === 'high' ? t.protectionHigh : t.protectionNormal),
    ],
    [t.workspace, workspace && named(workspace)],
    [t.apps, application.apps.map(named).join(', ')],
    [t.separateAreaName, home && yes(home.separateArea)],
    [t.furnitureName, home && yes(home.furniture)],
    [t.internetName, home && yes(home.internet)],
    [t.phone, home?.phone],
    [t.equipment, equipment?.needed.map(named).join(', ')],
    [t.held, equipment?.held],
    [t.familyDutiesName, application.familyDuties !== null && application.familyDuties && t.yes],
    [t.representativeName, application.representative !== null && application.representative && t.yes],
  ]
  const given = lines.filter(([, value]) => value)
  if (given.length === 0 && office.length === 0) return null
  return (
    <details open>
      <summary>{own.details}</summary>
      <dl className="summary">
        {given.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {office.length > 0 && (
          <div>
            <dt>{own.office}</dt>
            <dd>
              <WeekList week={office} />
            </dd>
          </div>
        )}
      </dl>
    </details>
  )
}
