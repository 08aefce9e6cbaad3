import type { OverdueRequest } from '@nahtlos/contract/api/telework'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { approvalsTexts } from './texts.ts'

/** Which requests of the whole city are overdue, and with whom; for whoever watches over the programme. */
export function OverdueList({ overdue }: { overdue: readonly OverdueRequest[] }) {
  const t = useTexts(approvalsTexts)
  const text = useText()
  const { language } = useLanguage()
  return (
    <section className="flow" aria-labelledby="overdue">
      <h2 id="overdue" className="kern-heading-medium">
        {t.overdue}
      </h2>
      <p className="kern-body">{t.overdueLead}</p>
      <ul className="kern-list kern-list--bullet">
        {overdue.map((one) => (
          <li key={`${one.request} ${one.body.de}`}>
            {t.overdueOne(
              t.of(one.person, text(one.departmentTitle)),
              text(one.body),
              formatInstant(one.dueAt, language),
            )}
            {one.nobody && ` ${t.overdueNobody}`}
          </li>
        ))}
      </ul>
    </section>
  )
}
