import type { RequestState, RequestView } from '@nahtlos/contract/programme/telework-request'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { contestRequest, documentsOf, withdrawRequest } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { Field } from '../shell/Field.tsx'
import { formatDate, formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { DocumentList } from './DocumentList.tsx'
import { RequestPath } from './RequestPath.tsx'
import { requestTexts } from './request-texts.ts'
import { teleworkTexts } from './texts.ts'
import { WeekList } from './WeekList.tsx'

export const stateColour: Record<RequestState, 'info' | 'success' | 'danger' | 'warning'> = {
  open: 'info',
  returned: 'warning',
  contested: 'info',
  approved: 'success',
  rejected: 'danger',
  withdrawn: 'info',
}

/** One of my requests, with a picture of where it stands and what I can do about it. */
export function RequestCard({ request }: { request: RequestView }) {
  const t = useTexts(teleworkTexts)
  const words = useTexts(requestTexts)
  const text = useText()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [asking, setAsking] = useState<'withdraw' | 'contest' | null>(null)
  const [reason, setReason] = useState('')
  const done = async () => {
    setAsking(null)
    await queries.invalidateQueries({ queryKey: ['telework'] })
  }
  const withdraw = useMutation({ mutationFn: () => withdrawRequest(request.id), onSuccess: done })
  const contest = useMutation({ mutationFn: () => contestRequest(request.id, reason.trim()), onSuccess: done })
  const { application } = request
  return (
    <article className="panel flow">
      <div className="card__head">
        <h3 className="kern-title">
          {words.type[application.type]}: {t.requestOf(formatInstant(request.filedAt, language))}
        </h3>
        <span className={`kern-badge kern-badge--${stateColour[request.state]} kern-badge--small`}>
          <span className="kern-label kern-label--small">{words.state[request.state]}</span>
        </span>
      </div>
      <p className="kern-body">
        {t.fromTo(formatDate(application.from, language), formatDate(application.until, language))}
      </p>
      <WeekList week={application.week} />
      <RequestPath request={request} />
      {request.correctUntil !== null && (
        <p className="kern-body">{t.correctUntil(formatDate(request.correctUntil, language))}</p>
      )}
      {request.contestUntil !== null && (
        <p className="kern-body">
          {t.contestUntil(formatDate(request.contestUntil, language), text(request.contestTitle))}
        </p>
      )}
      <div className="row">
        {request.may.includes('correct') && (
          <Link
            to="/telework/request"
            search={{ type: application.type, correct: request.id }}
            className="kern-btn kern-btn--primary kern-btn--x-small"
          >
            <span className="kern-label">{t.correct}</span>
          </Link>
        )}
        {request.may.includes('contest') && (
          <Button small onPress={() => setAsking('contest')}>
            {t.contest}
          </Button>
        )}
        {request.may.includes('withdraw') && (
          <Button small onPress={() => setAsking('withdraw')}>
            {t.withdraw}
          </Button>
        )}
      </div>
      <DocumentList
        heading="h4"
        queryKey={['telework', 'documents', request.id]}
        load={() => documentsOf(request.id)}
      />
      <Confirm
        open={asking === 'withdraw'}
        title={t.withdrawTitle}
        confirm={t.withdraw}
        pending={withdraw.isPending}
        onConfirm={() => withdraw.mutate()}
        onClose={() => setAsking(null)}
      >
        <p className="kern-body">{t.withdrawText}</p>
        {withdraw.error && <TroubleAlert key={withdraw.submittedAt} error={withdraw.error} />}
      </Confirm>
      <Confirm
        open={asking === 'contest'}
        title={t.contest}
        confirm={t.contestSend}
        pending={contest.isPending}
        onConfirm={() => contest.mutate()}
        onClose={() => setAsking(null)}
      >
        <p className="kern-body">{t.contestText(text(request.contestTitle))}</p>
        <Field label={t.contestReason} hint={t.contestHint} rows={4} value={reason} onChange={setReason} />
        {contest.error && <TroubleAlert key={contest.submittedAt} error={contest.error} />}
      </Confirm>
    </article>
  )
}
