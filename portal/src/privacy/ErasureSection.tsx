import type { Erasure } from '@nahtlos/contract/api/privacy'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { askErasure, confirmErasure, erasures } from '../api/privacy.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { privacyTexts } from './texts.ts'

/** Deletions that were asked for, and asking for one. */
export function ErasureSection() {
  const t = useTexts(privacyTexts)
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [account, setAccount] = useState('')
  const [reason, setReason] = useState('')
  const [said, setSaid] = useState('')
  const { errors, check } = useErrors<'account' | 'reason'>(form)
  const asked = useQuery({ queryKey: ['erasures'], queryFn: erasures, refetchOnMount: 'always' })
  const refresh = async (sentence: string) => {
    setSaid(sentence)
    await Promise.all([['erasures'], ['evidence']].map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
  const ask = useMutation({
    mutationFn: () => askErasure({ account: account.trim(), reason: reason.trim() }),
    onSuccess: () => {
      setAccount('')
      setReason('')
      return refresh(t.erasureAsked)
    },
  })
  return (
    <section className="flow" aria-labelledby="erasures">
      <h2 id="erasures" className="kern-heading-medium">
        {t.erasures}
      </h2>
      {asked.isError && <TroubleAlert error={asked.error} onRetry={() => void asked.refetch()} />}
      <div role="status">{said && <Alert kind="success" title={said} />}</div>
      {asked.data?.map((erasure) => (
        <ErasureCard key={erasure.id} erasure={erasure} onDone={() => refresh(t.erased)} />
      ))}
      <form
        ref={form}
        className="panel flow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const faults = {
            ...(account.trim() ? {} : { account: t.missing }),
            ...(reason.trim().length >= 10 ? {} : { reason: t.short }),
          }
          if (check(faults) && !ask.isPending) ask.mutate()
        }}
      >
        <Field label={t.account} value={account} onChange={setAccount} error={errors.account} literal />
        <Field label={t.reason} rows={2} value={reason} onChange={setReason} error={errors.reason} />
        {ask.error && <TroubleAlert key={ask.submittedAt} error={ask.error} />}
        <div className="row">
          <Button type="submit" isPending={ask.isPending}>
            {t.askErasure}
          </Button>
        </div>
      </form>
    </section>
  )
}

function ErasureCard({ erasure, onDone }: { erasure: Erasure; onDone(): Promise<void> }) {
  const t = useTexts(privacyTexts)
  const text = useText()
  const [asking, setAsking] = useState(false)
  const { person, askedBy, reason, obstacles, mentions } = erasure
  const confirm = useMutation({
    mutationFn: () => confirmErasure(erasure.id),
    onSuccess: () => {
      setAsking(false)
      return onDone()
    },
  })
  return (
    <article className="panel flow">
      <h3 className="kern-title">{person.name}</h3>
      <p className="kern-body">
        {t.erasureBy(askedBy)}. {reason}
      </p>
      <ul className="kern-list kern-list--bullet">
        {obstacles.map((obstacle) => (
          <li key={obstacle.en}>{text(obstacle)}</li>
        ))}
      </ul>
      {mentions.length > 0 && (
        <p className="kern-body">{t.mentions(mentions.map(({ where, count }) => `${where} (${count})`).join(', '))}</p>
      )}
      {obstacles.length === 0 && (
        <div className="row">
          <Button aria-label={t.confirmNamed(person.name)} onPress={() => setAsking(true)}>
            {t.confirmErasure}
          </Button>
        </div>
      )}
      <Confirm
        open={asking}
        title={t.confirmTitle(person.name)}
        confirm={t.confirmErasure}
        pending={confirm.isPending}
        onConfirm={() => confirm.mutate()}
        onClose={() => setAsking(false)}
      >
        <p className="kern-body">{t.confirmText}</p>
        {confirm.error && <TroubleAlert key={confirm.submittedAt} error={confirm.error} />}
      </Confirm>
    </article>
  )
}
