import type { RequestView } from '@nahtlos/contract/programme/telework-request'
import { useTexts } from '../shell/language.tsx'
import { formTexts } from '../telework/form-texts.ts'
import { approvalsTexts } from './texts.ts'

/** What the person answered, as far as it is for the reader; what nobody asked is left out. */
export function RequestDetails({ request }: { request: RequestView }) {
  const t = useTexts(formTexts)
  const own = useTexts(approvalsTexts)
  const { application } = request
  const { home, equipment } = application
  const yes = (answer: boolean) => (answer ? t.yes : t.no)
  const lines: [string, string | false | null | undefined][] = [
    [t.task, application.task],
    [
      t.protection,
      application.task !== '' && (application.protectionNeed === 'high' ? t.protectionHigh : t.protectionNormal),
    ],
    [t.apps, application.apps.join(', ')],
    [t.separateArea, home && yes(home.separateArea)],
    [t.furniture, home && yes(home.furniture)],
    [t.internet, home && yes(home.internet)],
    [t.equipment, equipment?.needed.join(', ')],
    [t.held, equipment?.held],
    [t.familyDuties, application.familyDuties !== null && application.familyDuties && t.yes],
    [t.representative, application.representative !== null && application.representative && t.yes],
  ]
  const given = lines.filter(([, value]) => value)
  if (given.length === 0) return null
  return (
    <details>
      <summary>{own.details}</summary>
      <dl className="summary">
        {given.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
