import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { approvals } from '../api/telework.ts'
import { Alert } from '../shell/Alert.tsx'
import { Field } from '../shell/Field.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { AgreementCard } from '../telework/AgreementCard.tsx'
import { AbsencePanel } from './AbsencePanel.tsx'
import { DecidedCard } from './DecidedCard.tsx'
import { DecisionCard } from './DecisionCard.tsx'
import { InformedCard } from './InformedCard.tsx'
import { OverdueList } from './OverdueList.tsx'
import { approvalsTexts } from './texts.ts'

export function ApprovalsPage() {
  const t = useTexts(approvalsTexts)
  const [name, setName] = useState('')
  const list = useQuery({
    queryKey: ['approvals', 'list', name],
    queryFn: () => approvals(name),
    placeholderData: (before) => before,
    refetchOnMount: 'always',
    refetchInterval: 30_000,
  })
  const [said, setSaid] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  return (
    <Page title={t.title} lead={t.lead} narrow>
      {list.isPending && <Loading />}
      {list.isError && <TroubleAlert error={list.error} onRetry={() => void list.refetch()} />}
      <Field label={t.search} value={name} onChange={setName} />
      <div role="status">{said && <Alert kind="success" title={said} />}</div>
      {list.data && (
        <>
          <section className="flow" aria-labelledby="waiting">
            <h2 id="waiting" className="kern-heading-medium" tabIndex={-1} ref={heading}>
              {t.waiting}
            </h2>
            {list.data.waitingCount > list.data.waiting.length && (
              <p className="kern-body">{t.more(list.data.waiting.length, list.data.waitingCount)}</p>
            )}
            {list.data.waiting.length === 0 && <p className="kern-body">{t.nothingWaiting}</p>}
            {list.data.waiting.map((request) => (
              <DecisionCard
                key={`${request.id} ${request.round} ${request.yours.join()}`}
                request={request}
                onDecided={(sentence) => {
                  setSaid(sentence)
                  // The card goes away with the focus in it.
                  heading.current?.focus()
                }}
              />
            ))}
          </section>
          {list.data.overdue.length > 0 && <OverdueList overdue={list.data.overdue} />}
          {list.data.informed.length > 0 && (
            <section className="flow" aria-labelledby="informed">
              <h2 id="informed" className="kern-heading-medium">
                {t.informed}
              </h2>
              <p className="kern-body">{t.informedLead}</p>
              {list.data.informed.map((request) => (
                <InformedCard key={request.id} request={request} />
              ))}
            </section>
          )}
          <section className="flow" aria-labelledby="running">
            <h2 id="running" className="kern-heading-medium">
              {t.agreements}
            </h2>
            {list.data.agreementCount > list.data.agreements.length && (
              <p className="kern-body">{t.more(list.data.agreements.length, list.data.agreementCount)}</p>
            )}
            {list.data.agreements.length === 0 && <p className="kern-body">{t.nothingRunning}</p>}
            {list.data.agreements.map((agreement) => (
              <AgreementCard key={agreement.id} agreement={agreement} named />
            ))}
          </section>
          <section className="flow" aria-labelledby="decided">
            <h2 id="decided" className="kern-heading-medium">
              {t.decided}
            </h2>
            {list.data.decided.length === 0 && <p className="kern-body">{t.nothingDecided}</p>}
            {list.data.decided.map((request) => (
              <DecidedCard key={request.id} request={request} />
            ))}
          </section>
          <AbsencePanel />
        </>
      )}
    </Page>
  )
}
