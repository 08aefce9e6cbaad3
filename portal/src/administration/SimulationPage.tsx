import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { type FoundPerson, simulate, zones } from '../api/administration.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { Loading } from '../shell/Loading.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { Select } from '../shell/Select.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { PersonSearch } from './PersonSearch.tsx'
import { ResolutionView } from './ResolutionView.tsx'
import { administrationTexts } from './texts.ts'

/** `2026-03-02T07:30` of this machine's clock, as the input wants it. */
function localNow(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** What would she get, from there, at that time: the same pure function that decides for real. */
export function SimulationPage() {
  const t = useTexts(administrationTexts)
  const text = useText()
  const places = useQuery({ queryKey: ['zones'], queryFn: zones })
  const [person, setPerson] = useState<FoundPerson | null>(null)
  const [zone, setZone] = useState('')
  const [at, setAt] = useState(localNow)
  const [secondFactor, setSecondFactor] = useState(true)
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'person' | 'at'>(form)
  const run = useMutation({ mutationFn: simulate })
  const place = places.data?.find((candidate) => candidate.id === zone) ?? places.data?.[0]

  function submit(event: FormEvent) {
    event.preventDefault()
    const time = new Date(at)
    const dated = at !== '' && !Number.isNaN(time.getTime())
    const good = check({
      ...(person ? {} : { person: t.personMissing }),
      ...(dated ? {} : { at: t.timeMissing }),
    })
    if (!good || !person || !place || run.isPending) return
    run.mutate({
      person: person.id,
      context: { at: time.toISOString(), listener: place.listener, clientAddress: place.exampleAddress, secondFactor },
    })
  }

  return (
    <Page title={t.simulation} lead={t.simulationLead}>
      {places.isPending && <Loading />}
      {places.isError && <TroubleAlert error={places.error} onRetry={() => void places.refetch()} />}
      {places.data && (
        <form ref={form} className="panel flow page--narrow" onSubmit={submit} noValidate>
          <PersonSearch person={person} onChoose={setPerson} error={errors.person} />
          <Select
            label={t.place}
            value={place?.id ?? ''}
            onChange={setZone}
            options={places.data.map((candidate) => ({ value: candidate.id, text: text(candidate.title) }))}
          />
          <Field label={t.time} inputType="datetime-local" value={at} onChange={setAt} isRequired error={errors.at} />
          <div className="kern-form-check">
            <input
              type="checkbox"
              id="second-factor"
              className="kern-form-check__checkbox"
              checked={secondFactor}
              onChange={(event) => setSecondFactor(event.target.checked)}
            />
            <label className="kern-label" htmlFor="second-factor">
              {t.secondFactor}
            </label>
          </div>
          {run.error && <TroubleAlert key={run.submittedAt} error={run.error} />}
          <div className="row">
            <Button look="primary" type="submit" isPending={run.isPending}>
              {t.simulate}
            </Button>
          </div>
        </form>
      )}
      {run.data && <ResolutionView key={run.submittedAt} resolution={run.data} />}
    </Page>
  )
}
