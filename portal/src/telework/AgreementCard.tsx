import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { endAgreement } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { Field } from '../shell/Field.tsx'
import { formatDate, formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { teleworkTexts } from './texts.ts'
import { WeekList } from './WeekList.tsx'

interface AgreementCardProps {
  readonly agreement: TeleworkAgreement
  /** Whose it is, where it is not one's own. */
  readonly named?: boolean
}

/** An agreement with its days, hours and end; the person and her approvers may end it. */
export function AgreementCard({ agreement, named = false }: AgreementCardProps) {
  const t = useTexts(teleworkTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const end = useMutation({
    mutationFn: () => endAgreement(agreement.id, reason.trim() || null),
    onSuccess: async () => {
      setAsking(false)
      await Promise.all(
        [['telework'], ['approvals'], ['start']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      )
    },
  })
  // The local day is near enough for a badge; access is decided by the server's.
  const today = new Date().toLocaleDateString('sv-SE')
  const past = agreement.until < today
  const over = agreement.endedAt !== null || past
  const label = agreement.endedAt !== null || past ? t.past : agreement.from > today ? t.later : t.running
  return (
    <article className="panel flow">
      <div className="card__head">
        <h3 className="kern-title">
          {named && `${agreement.person.name}: `}
          {t.fromTo(formatDate(agreement.from, language), formatDate(agreement.until, language))}
        </h3>
        <span className={`kern-badge kern-badge--${over ? 'info' : 'success'} kern-badge--small`}>
          <span className="kern-label kern-label--small">
            {agreement.endedAt === null ? label : t.ended(formatInstant(agreement.endedAt, language))}
          </span>
        </span>
      </div>
      <WeekList week={agreement.week} />
      {!over && (
        <div className="row">
          <Button small onPress={() => setAsking(true)}>
            {t.end}
          </Button>
        </div>
      )}
      <Confirm
        open={asking}
        title={t.endTitle}
        confirm={t.end}
        pending={end.isPending}
        onConfirm={() => end.mutate()}
        onClose={() => setAsking(false)}
      >
        <p className="kern-body">{t.endText}</p>
        <Field label={t.endReason} hint={t.endReasonHint} rows={2} value={reason} onChange={setReason} />
        {end.error && <TroubleAlert key={end.submittedAt} error={end.error} />}
      </Confirm>
    </article>
  )
}
