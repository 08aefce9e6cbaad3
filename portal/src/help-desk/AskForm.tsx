import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askAccess, helpDeskPeople } from '../api/settings.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { accessesQuery } from './accesses-query.ts'
import { helpDeskTexts } from './texts.ts'

type Found = Awaited<ReturnType<typeof helpDeskPeople>>[number]

/** Who, and why; then one of two ways. */
export function AskForm() {
  const t = useTexts(helpDeskTexts)
  const text = useText()
  const queries = useQueryClient()
  const [words, setWords] = useState('')
  const [person, setPerson] = useState<Found | null>(null)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const query = words.trim()
  const people = useQuery({
    queryKey: ['help-desk-people', query],
    queryFn: () => helpDeskPeople(query),
    enabled: query.length >= 2,
  })
  const ask = useMutation({
    mutationFn: askAccess,
    onSuccess: () => {
      setReason('')
      setTried(false)
      return queries.invalidateQueries({ queryKey: accessesQuery.queryKey })
    },
  })
  const isComplete = person !== null && reason.trim().length >= 10
  const begin = (basis: 'consent' | 'reason') => {
    setTried(true)
    if (person !== null && isComplete) ask.mutate({ person: person.id, basis, reason: reason.trim() })
  }
  return (
    <section className="flow" aria-labelledby="ask">
      <h2 id="ask" className="kern-heading-medium">
        {t.ask}
      </h2>
      <Field
        label={t.search}
        hint={t.searchHint}
        value={words}
        onChange={setWords}
        autoComplete="off"
        literal
        error={tried && person === null ? t.personMissing : undefined}
      />
      {people.isError && <TroubleAlert error={people.error} />}
      <p role="status" className="kern-sr-only">
        {people.data && (people.data.length === 0 ? t.nobody : t.found(people.data.length))}
      </p>
      {people.data?.length === 0 && <p className="kern-body">{t.nobody}</p>}
      {people.data && people.data.length > 0 && (
        <fieldset className="people">
          <legend className="kern-label kern-label--small">{t.choose}</legend>
          {people.data.map((found) => (
            <label key={found.id}>
              <input type="radio" name="person" checked={person?.id === found.id} onChange={() => setPerson(found)} />
              <span>
                {found.name}{' '}
                <small>
                  ({found.account}, {text(found.departmentTitle)})
                </small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <Field
        label={t.reason}
        hint={t.reasonHint}
        rows={2}
        value={reason}
        onChange={setReason}
        error={tried && reason.trim().length < 10 ? t.reasonMissing : undefined}
      />
      <div className="row">
        <Button look="primary" onPress={() => begin('consent')} isPending={ask.isPending}>
          {t.withConsent}
        </Button>
        <Button onPress={() => begin('reason')} isPending={ask.isPending}>
          {t.withReason}
        </Button>
      </div>
      <div role="status">{ask.data?.state === 'asked' && <Alert kind="success" title={t.asked} />}</div>
      {ask.error && <TroubleAlert key={ask.submittedAt} error={ask.error} />}
    </section>
  )
}
