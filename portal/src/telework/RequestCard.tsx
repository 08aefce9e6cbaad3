import type { RequestState, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { withdrawRequest } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { formatDate, formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { RequestPath } from './RequestPath.tsx'
import { teleworkTexts } from './texts.ts'
import { WeekList } from './WeekList.tsx'

export const stateColour: Record<RequestState, 'info' | 'success' | 'danger'> = {
  open: 'info',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'info',
}

/** One of my requests, with a picture of where it stands. */
export function RequestCard({ request }: { request: TeleworkRequest }) {
  const t = useTexts(teleworkTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const withdraw = useMutation({
    mutationFn: () => withdrawRequest(request.id),
    onSuccess: async () => {
      setAsking(false)
      await queries.invalidateQueries({ queryKey: ['telework'] })
    },
  })
  const filed = request.records.find((record) => record.outcome === 'filed')
  const withdrawn = request.records.find((record) => record.outcome === 'withdrawn')
  return (
    <article className="panel flow">
      <div className="card__head">
        <h3 className="kern-title">{t.requestOf(filed ? formatInstant(filed.at, language) : '')}</h3>
        <span className={`kern-badge kern-badge--${stateColour[request.state]} kern-badge--small`}>
          <span className="kern-label kern-label--small">{t.state[request.state]}</span>
        </span>
      </div>
      <p className="kern-body">
        {t.fromTo(formatDate(request.application.from, language), formatDate(request.application.until, language))}
      </p>
      <WeekList week={request.application.week} />
      <RequestPath request={request} />
      {withdrawn && <p className="kern-body">{t.withdrawnOn(formatInstant(withdrawn.at, language))}</p>}
      {request.state === 'open' && (
        <div className="row">
          <Button small onPress={() => setAsking(true)}>
            {t.withdraw}
          </Button>
        </div>
      )}
      <Confirm
        open={asking}
        title={t.withdrawTitle}
        confirm={t.withdraw}
        pending={withdraw.isPending}
        onConfirm={() => withdraw.mutate()}
        onClose={() => setAsking(false)}
      >
        <p className="kern-body">{t.withdrawText}</p>
        {withdraw.error && <TroubleAlert key={withdraw.submittedAt} error={withdraw.error} />}
      </Confirm>
    </article>
  )
}
