import type { AgreementAction, AgreementView } from '@nahtlos/contract/programme/telework-agreement'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { changeAgreement } from '../api/telework.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { Field } from '../shell/Field.tsx'
import { formatDate, formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { agreementTexts } from './agreement-texts.ts'
import { ChangeList } from './ChangeList.tsx'
import { DayForm } from './DayForm.tsx'
import { PeriodForm } from './PeriodForm.tsx'
import { requestTexts } from './request-texts.ts'
import { SwapDays } from './SwapDays.tsx'
import { teleworkTexts } from './texts.ts'
import { WeekList } from './WeekList.tsx'

interface AgreementCardProps {
  readonly agreement: AgreementView
  /** Whose it is, where it is not one's own. */
  readonly named?: boolean
}

const deeds = { end: 'end', notice: 'notice', revoke: 'notice', suspend: 'suspension', resume: 'resumption' } as const
type Deed = keyof typeof deeds
type Panel = 'swap' | 'day' | 'period' | null

/** An agreement with its days and hours, and what its reader can do with it. */
export function AgreementCard({ agreement, named = false }: AgreementCardProps) {
  const t = useTexts(agreementTexts)
  const telework = useTexts(teleworkTexts)
  const words = useTexts(requestTexts)
  const { language } = useLanguage()
  const [asking, setAsking] = useState<Deed | null>(null)
  const [panel, setPanel] = useState<Panel>(null)
  const may = (action: AgreementAction) => agreement.may.includes(action)
  const toggle = (one: Panel) => setPanel(panel === one ? null : one)
  const span = telework.fromTo(formatDate(agreement.from, language), formatDate(agreement.until, language))
  const name = named ? agreement.person.name : ''
  const label = (text: string) => (named ? t.labelNamed(text, name) : text)
  return (
    <article className="panel flow">
      <div className="card__head">
        <h3 className="kern-title">
          {named && `${agreement.person.name}: `}
          {words.type[agreement.type]}, {span}
        </h3>
        <Standing agreement={agreement} />
      </div>
      {agreement.suspendedAt !== null && (
        <Alert kind="warning" title={t.suspendedTitle(formatInstant(agreement.suspendedAt, language))}>
          <p className="kern-body">{reasonOf(agreement, 'suspended') ?? ''}</p>
        </Alert>
      )}
      {agreement.type === 'telework' ? <WeekList week={agreement.week} /> : <p>{t.perMonth(agreement.daysPerMonth)}</p>}
      {agreement.deviations.map((one) => (
        <div key={`${one.from} ${one.until}`}>
          <p className="kern-body">{t.deviating(formatDate(one.from, language), formatDate(one.until, language))}</p>
          {one.week.length === 0 ? <p className="kern-body">{t.noHomeDays}</p> : <WeekList week={one.week} />}
        </div>
      ))}
      <ChangeList agreement={agreement} named={named} />
      {agreement.may.some((action) => action !== 'grant') && (
        <div className="row">
          {may('swap') && (
            <Button small look="primary" aria-expanded={panel === 'swap'} onPress={() => toggle('swap')}>
              {t.swap}
            </Button>
          )}
          {may('day') && (
            <Button small look="primary" aria-expanded={panel === 'day'} onPress={() => toggle('day')}>
              {t.day}
            </Button>
          )}
          {may('period') && (
            <Button small aria-expanded={panel === 'period'} onPress={() => toggle('period')}>
              {t.period}
            </Button>
          )}
          {(['renew', 'change'] as const)
            .filter((action) => may(action))
            .map((action) => (
              <Link
                key={action}
                to="/telework/request"
                search={{
                  type: agreement.type,
                  agreement: agreement.id,
                  kind: action === 'renew' ? 'renewal' : 'change',
                }}
                className="kern-btn kern-btn--secondary kern-btn--x-small"
              >
                <span className="kern-label">{t[action]}</span>
              </Link>
            ))}
          {(Object.keys(deeds) as Deed[])
            .filter((deed) => may(deed))
            .map((deed) => (
              <Button key={deed} small aria-label={label(t.deed[deed])} onPress={() => setAsking(deed)}>
                {t.deed[deed]}
              </Button>
            ))}
        </div>
      )}
      {panel === 'swap' && <SwapDays agreement={agreement} onDone={() => setPanel(null)} />}
      {panel === 'day' && <DayForm agreement={agreement} onDone={() => setPanel(null)} />}
      {panel === 'period' && <PeriodForm agreement={agreement} onDone={() => setPanel(null)} />}
      {asking !== null && <DeedDialog agreement={agreement} deed={asking} onClose={() => setAsking(null)} />}
    </article>
  )
}

function Standing({ agreement }: { agreement: AgreementView }) {
  const t = useTexts(teleworkTexts)
  const { language } = useLanguage()
  // The local day is near enough for a badge; access is decided by the server's.
  const today = new Date().toLocaleDateString('sv-SE')
  const past = agreement.until < today
  const over = agreement.endedAt !== null || past
  const isSuspended = !over && agreement.suspendedAt !== null
  const label = past ? t.past : isSuspended ? t.suspended : agreement.from > today ? t.later : t.running
  const colour = over ? 'info' : isSuspended ? 'warning' : 'success'
  return (
    <span className={`kern-badge kern-badge--${colour} kern-badge--small`}>
      <span className="kern-label kern-label--small">
        {agreement.endedAt === null ? label : t.ended(formatInstant(agreement.endedAt, language))}
      </span>
    </span>
  )
}

interface DeedDialogProps {
  readonly agreement: AgreementView
  readonly deed: Deed
  onClose(): void
}

function DeedDialog({ agreement, deed, onClose }: DeedDialogProps) {
  const t = useTexts(agreementTexts)
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState(agreement.noticeFrom)
  const withDate = deed === 'notice' || deed === 'revoke'
  const own = deed === 'end' || deed === 'notice'
  const change = useMutation({
    mutationFn: () => {
      const words = reason.trim() || null
      const what = deeds[deed]
      return changeAgreement(
        agreement.id,
        what === 'notice' ? { deed: what, reason: words, until } : { deed: what, reason: words },
      )
    },
    onSuccess: async () => {
      onClose()
      await Promise.all(
        [['telework'], ['approvals'], ['start']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      )
    },
  })
  return (
    <Confirm
      open
      title={t.question[deed]}
      confirm={t.deed[deed]}
      pending={change.isPending}
      onConfirm={() => change.mutate()}
      onClose={onClose}
    >
      <p className="kern-body">{t.consequence[deed]}</p>
      {withDate && (
        <Field
          label={t.lastDay}
          inputType="date"
          value={until}
          onChange={setUntil}
          min={agreement.noticeFrom}
          max={agreement.until}
        />
      )}
      <Field
        label={own ? t.reasonOptional : t.reason}
        hint={t.reasonHint}
        rows={2}
        value={reason}
        onChange={setReason}
      />
      {change.error && <TroubleAlert key={change.submittedAt} error={change.error} />}
    </Confirm>
  )
}

function reasonOf(agreement: AgreementView, outcome: AgreementView['records'][number]['outcome']): string | null {
  return agreement.records.findLast((record) => record.outcome === outcome)?.reason ?? null
}
