import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { decideRequest } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { formatDate } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { RequestPath } from '../telework/RequestPath.tsx'
import { teleworkTexts } from '../telework/texts.ts'
import { WeekList } from '../telework/WeekList.tsx'
import { approvalsTexts } from './texts.ts'

interface DecisionCardProps {
  readonly request: TeleworkRequest
  onDecided(sentence: string): void
}

/** A request whose turn is mine. A rejection needs a reason before it is sent. */
export function DecisionCard({ request, onDecided }: DecisionCardProps) {
  const t = useTexts(approvalsTexts)
  const telework = useTexts(teleworkTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'reason'>(form)
  const { name, department } = request.person
  const { step } = request
  const decide = useMutation({
    mutationFn: (outcome: 'approved' | 'rejected') =>
      decideRequest(request.id, { step: step ?? 'line-manager', outcome, reason: reason.trim() || null }),
    onSuccess: async (_, outcome) => {
      onDecided(outcome === 'approved' ? t.approved(name) : t.rejected(name))
      await queries.invalidateQueries({ queryKey: ['approvals'] })
    },
    // Somebody was faster, or it was withdrawn: the list tells.
    onError: () => queries.invalidateQueries({ queryKey: ['approvals'] }),
  })

  return (
    <article className="panel flow">
      <h3 className="kern-title">{t.of(name, department)}</h3>
      <p className="kern-body">
        {telework.fromTo(
          formatDate(request.application.from, language),
          formatDate(request.application.until, language),
        )}
      </p>
      <WeekList week={request.application.week} />
      <RequestPath request={request} />
      {step && <p className="kern-body kern-body--muted">{t.as(telework.stepNamed[step])}</p>}
      <form ref={form} className="flow" noValidate onSubmit={(event) => event.preventDefault()}>
        <Field
          label={t.reason}
          hint={t.reasonHint}
          rows={2}
          value={reason}
          onChange={setReason}
          error={errors.reason}
        />
        {decide.error && <TroubleAlert key={decide.submittedAt} error={decide.error} />}
        <div className="row">
          <Button
            look="primary"
            aria-label={t.approveNamed(name)}
            isPending={decide.isPending}
            onPress={() => {
              if (check({})) decide.mutate('approved')
            }}
          >
            {t.approve}
          </Button>
          <Button
            aria-label={t.rejectNamed(name)}
            isPending={decide.isPending}
            onPress={() => {
              if (check(reason.trim() ? {} : { reason: t.reasonMissing })) decide.mutate('rejected')
            }}
          >
            {t.reject}
          </Button>
        </div>
      </form>
    </article>
  )
}
