import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { type FoundPerson, type SimulationQuestion, simulate, zones } from '../api/administration.ts'
import { drafts, revisions } from '../api/configuration.ts'
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
  const [enrolledDevice, setEnrolledDevice] = useState(false)
  const [address, setAddress] = useState('')
  const [about, setAbout] = useState('')
  const present = useQuery({ queryKey: ['revisions'], queryFn: revisions })
  const underWay = useQuery({ queryKey: ['drafts'], queryFn: drafts })
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'person' | 'at'>(form)
  const run = useMutation({
    mutationFn: async (question: SimulationQuestion) => ({ question, resolution: await simulate(question) }),
  })
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
      context: {
        at: time.toISOString(),
        listener: place.listener,
        clientAddress: address.trim() === '' ? place.exampleAddress : address.trim(),
        secondFactor,
        enrolledDevice,
      },
      ...aboutOf(about),
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
          <Field
            label={t.address}
            hint={t.addressHint(place?.exampleAddress ?? '')}
            value={address}
            onChange={setAddress}
            literal
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
          <div className="kern-form-check">
            <input
              type="checkbox"
              id="enrolled-device"
              className="kern-form-check__checkbox"
              checked={enrolledDevice}
              onChange={(event) => setEnrolledDevice(event.target.checked)}
            />
            <label className="kern-label" htmlFor="enrolled-device">
              {t.enrolledDevice}
            </label>
          </div>
          <Select
            label={t.byWhat}
            value={about}
            onChange={setAbout}
            options={[
              { value: '', text: t.inForce },
              ...(underWay.data ?? []).map((draft) => ({ value: `draft/${draft.id}`, text: t.byDraft(draft.title) })),
              ...(present.data ?? [])
                .slice(0, 50)
                .map(({ number, reason }) => ({ value: `revision/${number}`, text: t.byRevision(number, reason) })),
            ]}
          />
          {run.error && <TroubleAlert key={run.submittedAt} error={run.error} />}
          <div className="row">
            <Button look="primary" type="submit" isPending={run.isPending}>
              {t.simulate}
            </Button>
          </div>
        </form>
      )}
      {run.data && (
        <ResolutionView key={run.submittedAt} resolution={run.data.resolution} question={run.data.question} />
      )}
    </Page>
  )
}

/** What holds, or what would hold by a draft or did by a revision. */
function aboutOf(value: string): { draft?: number; revision?: number } {
  const [kind, number] = value.split('/')
  if (kind === 'draft') return { draft: Number(number) }
  return kind === 'revision' ? { revision: Number(number) } : {}
}
