import type { AgreementChange, AgreementView, ChangeWish } from '@nahtlos/contract/programme/telework-agreement'
import type { Language } from '@nahtlos/contract/text'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { cancelChange, decideChange } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { Field } from '../shell/Field.tsx'
import { formatDate, formatDay } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { type AgreementTexts, agreementTexts } from './agreement-texts.ts'

/** Wishes between times: whoever decides grants with one press; the person takes back what lies ahead. */
export function ChangeList({ agreement, named }: { agreement: AgreementView; named: boolean }) {
  const t = useTexts(agreementTexts)
  const today = new Date().toLocaleDateString('sv-SE')
  const shown = agreement.changes.filter(
    ({ state, wish }) => state === 'asked' || (state !== 'cancelled' && firstDate(wish) >= today),
  )
  if (shown.length === 0) return null
  return (
    <section className="flow" aria-label={t.changes}>
      <ul className="changes">
        {shown.map((change) => (
          <ChangeItem
            key={change.id}
            change={change}
            name={agreement.person.name}
            mayGrant={named && change.state === 'asked' && agreement.may.includes('grant')}
            mayTakeBack={
              !named && (change.state === 'asked' || (change.state === 'granted' && firstDate(change.wish) > today))
            }
          />
        ))}
      </ul>
    </section>
  )
}

interface ChangeItemProps {
  readonly change: AgreementChange
  readonly name: string
  readonly mayGrant: boolean
  readonly mayTakeBack: boolean
}

function ChangeItem({ change, name, mayGrant, mayTakeBack }: ChangeItemProps) {
  const t = useTexts(agreementTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const done = async () => {
    setRefusing(false)
    await Promise.all(
      [['telework'], ['approvals'], ['start']].map((queryKey) => queries.invalidateQueries({ queryKey })),
    )
  }
  const decide = useMutation({
    mutationFn: (outcome: 'granted' | 'refused') => decideChange(change.id, { outcome, reason: reason.trim() || null }),
    onSuccess: done,
  })
  const cancel = useMutation({ mutationFn: () => cancelChange(change.id), onSuccess: done })
  const words = wishWords(change.wish, t, language)
  return (
    <li>
      <span>
        {words} <strong>{t.changeState[change.state]}</strong>
        {change.reason && ` – ${change.reason}`}
      </span>
      {mayGrant && (
        <span className="row">
          <Button
            small
            look="primary"
            aria-label={t.grantNamed(name, words)}
            isPending={decide.isPending}
            onPress={() => decide.mutate('granted')}
          >
            {t.grant}
          </Button>
          <Button small aria-label={t.refuseNamed(name, words)} onPress={() => setRefusing(true)}>
            {t.refuse}
          </Button>
        </span>
      )}
      {mayTakeBack && (
        <Button small look="tertiary" aria-label={t.takeBackNamed(words)} onPress={() => cancel.mutate()}>
          {t.takeBack}
        </Button>
      )}
      {(cancel.error ?? (refusing ? null : decide.error)) && <TroubleAlert error={cancel.error ?? decide.error} />}
      <Confirm
        open={refusing}
        title={t.refuseNamed(name, words)}
        confirm={t.refuse}
        pending={decide.isPending}
        onConfirm={() => decide.mutate('refused')}
        onClose={() => setRefusing(false)}
      >
        <Field label={t.reason} rows={2} value={reason} onChange={setReason} />
        {decide.error && <TroubleAlert key={decide.submittedAt} error={decide.error} />}
      </Confirm>
    </li>
  )
}

function firstDate(wish: ChangeWish): string {
  if (wish.kind === 'swap') return [wish.gives, wish.takes].toSorted()[0] ?? wish.gives
  return wish.kind === 'day' ? wish.date : wish.from
}

function wishWords(wish: ChangeWish, t: AgreementTexts, language: Language): string {
  if (wish.kind === 'swap') return t.swapWish(formatDay(wish.gives, language), formatDay(wish.takes, language))
  if (wish.kind === 'day') return t.dayWish(formatDay(wish.date, language), wish.from, wish.until)
  return t.periodWish(formatDate(wish.from, language), formatDate(wish.until, language))
}
