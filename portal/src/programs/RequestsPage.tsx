import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { programRequests } from '../api/programs.ts'
import { Alert } from '../shell/Alert.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { RequestCard } from './RequestCard.tsx'
import { TrialTable } from './TrialTable.tsx'
import { programTexts } from './texts.ts'

/** Requests for programs of the departments that one decides for. */
export function RequestsPage() {
  const t = useTexts(programTexts)
  const queries = useQueryClient()
  const [said, setSaid] = useState('')
  const requests = useQuery({ queryKey: ['program-requests'], queryFn: programRequests, refetchOnMount: 'always' })
  const waiting = requests.data?.filter(({ state }) => state === 'asked') ?? []
  const decided = requests.data?.filter(({ state }) => state !== 'asked') ?? []
  const list = (title: string, all: typeof waiting) => (
    <section className="flow" aria-label={title}>
      <h2 className="kern-heading-medium">{title}</h2>
      {all.map((request) => (
        <RequestCard
          key={request.id}
          request={request}
          onDecided={(next) => {
            queries.setQueryData(['program-requests'], next)
            setSaid(t.said(request.person.name))
          }}
        />
      ))}
    </section>
  )
  return (
    <Page title={t.requests} lead={t.requestsLead} narrow>
      {requests.isPending && <Loading />}
      {requests.isError && <TroubleAlert error={requests.error} onRetry={() => void requests.refetch()} />}
      <div role="status">{said && <Alert kind="success" title={said} />}</div>
      {requests.data && waiting.length === 0 && <p className="kern-body">{t.nothing}</p>}
      {waiting.length > 0 && list(t.waiting, waiting)}
      {decided.length > 0 && list(t.decided, decided)}
      <TrialTable />
    </Page>
  )
}
