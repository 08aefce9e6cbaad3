import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { askLookUp, lookUpEvents, myLookUps } from '../api/privacy.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { formatInstant } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { RoleGate } from '../shell/RoleGate.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { privacyTexts } from './texts.ts'

export function AuditPage() {
  return (
    <RoleGate holds="auditor">
      <Audit />
    </RoleGate>
  )
}

/** Asks for a look at one person's log, and reads what was granted. */
function Audit() {
  const t = useTexts(privacyTexts)
  const { language } = useLanguage()
  const [open, setOpen] = useState<string | null>(null)
  const mine = useQuery({ queryKey: ['my-look-ups'], queryFn: myLookUps, refetchOnMount: 'always' })
  return (
    <Page title={t.audit} lead={t.auditLead}>
      <AskForm />
      {mine.isPending && <Loading />}
      {mine.isError && <TroubleAlert error={mine.error} onRetry={() => void mine.refetch()} />}
      {mine.data?.map(({ id, person, purpose, state, askedAt }) => (
        <article key={id} className="panel flow">
          <div className="card__head">
            <h2 className="kern-title">{person.name}</h2>
            <span className="kern-badge kern-badge--info kern-badge--small">
              <span className="kern-label kern-label--small">{t.state[state]}</span>
            </span>
          </div>
          <p className="kern-body">
            {formatInstant(askedAt, language)}. {t.purpose(purpose)}
          </p>
          {state === 'granted' && open !== id && (
            <div className="row">
              <Button aria-label={t.openNamed(person.name)} onPress={() => setOpen(id)}>
                {t.open}
              </Button>
            </div>
          )}
          {state === 'granted' && open === id && <Events lookUp={id} />}
        </article>
      ))}
    </Page>
  )
}

function Events({ lookUp }: { lookUp: string }) {
  const t = useTexts(privacyTexts)
  const text = useText()
  const { language } = useLanguage()
  // Nothing of it is kept once it is closed.
  const events = useQuery({ queryKey: ['look-up', lookUp], queryFn: () => lookUpEvents(lookUp), gcTime: 0 })
  if (events.isPending) return <Loading />
  if (events.isError) return <TroubleAlert error={events.error} />
  return (
    <Table quiet title={t.event} head={[t.when, t.event, t.by, t.address]}>
      {events.data.map((event, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two events may be alike, and the list never changes
        <tr key={index}>
          <Cell head={t.when}>{formatInstant(event.at, language)}</Cell>
          <Cell head={t.event}>
            {text(event.what)} <small>{event.kind}</small>
          </Cell>
          <Cell head={t.by}>{event.acted ? t.self : t.others}</Cell>
          <Cell head={t.address}>{event.clientAddress ?? '–'}</Cell>
        </tr>
      ))}
    </Table>
  )
}

function AskForm() {
  const t = useTexts(privacyTexts)
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [account, setAccount] = useState('')
  const [purpose, setPurpose] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const { errors, check } = useErrors<'account' | 'purpose' | 'from' | 'until'>(form)
  const ask = useMutation({
    mutationFn: () =>
      askLookUp({
        account: account.trim(),
        purpose: purpose.trim(),
        from: new Date(from).toISOString(),
        until: new Date(until).toISOString(),
      }),
    onSuccess: () => {
      setAccount('')
      setPurpose('')
      return queries.invalidateQueries({ queryKey: ['my-look-ups'] })
    },
  })
  return (
    <form
      ref={form}
      className="panel flow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const faults = {
          ...(account.trim() ? {} : { account: t.missing }),
          ...(purpose.trim().length >= 10 ? {} : { purpose: t.short }),
          ...(from ? {} : { from: t.missing }),
          ...(until ? {} : { until: t.missing }),
        }
        if (check(faults) && !ask.isPending) ask.mutate()
      }}
    >
      <h2 className="kern-heading-medium">{t.ask}</h2>
      <Field label={t.account} value={account} onChange={setAccount} error={errors.account} literal />
      <Field
        label={t.purposeLabel}
        hint={t.purposeHint}
        rows={2}
        value={purpose}
        onChange={setPurpose}
        error={errors.purpose}
      />
      <div className="columns">
        <Field label={t.from} inputType="datetime-local" value={from} onChange={setFrom} error={errors.from} />
        <Field label={t.until} inputType="datetime-local" value={until} onChange={setUntil} error={errors.until} />
      </div>
      {ask.error && <TroubleAlert key={ask.submittedAt} error={ask.error} />}
      <div role="status">{ask.isSuccess && <Alert kind="success" title={t.asked} />}</div>
      <div className="row">
        <Button look="primary" type="submit" isPending={ask.isPending}>
          {t.ask}
        </Button>
      </div>
    </form>
  )
}
