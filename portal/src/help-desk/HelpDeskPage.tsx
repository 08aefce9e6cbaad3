import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatInstant, formatPerson } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { AskForm } from './AskForm.tsx'
import { accessesQuery } from './accesses-query.ts'
import { helpDeskTexts } from './texts.ts'

/** Where the help desk asks for a look at somebody's settings, and finds the ones that are open. */
export function HelpDeskPage() {
  const t = useTexts(helpDeskTexts)
  const { language } = useLanguage()
  const accesses = useQuery({ ...accessesQuery, refetchOnMount: 'always', refetchInterval: 5_000 })
  return (
    <Page title={t.title} narrow>
      <p className="kern-body">{t.lead}</p>
      <p>
        <Link to="/help-desk/explain">{t.explain}</Link>
      </p>
      <AskForm />
      <section className="flow" aria-labelledby="mine">
        <h2 id="mine" className="kern-heading-medium">
          {t.mine}
        </h2>
        {accesses.isError && <TroubleAlert error={accesses.error} onRetry={() => void accesses.refetch()} />}
        {accesses.data?.length === 0 && <p className="kern-body">{t.none}</p>}
        {accesses.data?.map(({ id, person, askedAt, state, until, reason }) => (
          <article key={id} className="panel flow">
            <h3 className="kern-title">{t.accessOf(formatPerson(person), formatInstant(askedAt, language))}</h3>
            <p className="kern-body">
              {t.state[state]}
              {state === 'granted' && until !== null && ` ${t.until(formatInstant(until, language))}`}: {reason}
            </p>
            {state === 'granted' && (
              <p>
                <Link to="/help-desk/$access" params={{ access: id }} className="kern-btn kern-btn--secondary">
                  <span className="kern-label">{t.open(person.name)}</span>
                </Link>
              </p>
            )}
          </article>
        ))}
      </section>
    </Page>
  )
}
