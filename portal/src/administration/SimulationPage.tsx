import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import {
  type FoundPerson,
  findPeople,
  nearestChanges,
  type SimulationQuestion,
  simulate,
  simulationChoices,
} from '../api/administration.ts'
import { drafts, revisions } from '../api/configuration.ts'
import { Button } from '../shell/Button.tsx'
import { useErrors } from '../shell/form.ts'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { Select } from '../shell/Select.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { CircumstanceFields } from './CircumstanceFields.tsx'
import { contextOf, isDated, presentCircumstances } from './circumstances.ts'
import { PersonSearch } from './PersonSearch.tsx'
import { ResolutionView } from './ResolutionView.tsx'
import { administrationTexts } from './texts.ts'

/** What would she get, from there, at that time: the same pure function that decides for real. */
export function SimulationPage() {
  const t = useTexts(administrationTexts)
  const choices = useQuery({ queryKey: ['simulation-choices'], queryFn: simulationChoices })
  const [person, setPerson] = useState<FoundPerson | null>(null)
  const [circumstances, setCircumstances] = useState(presentCircumstances)
  const [about, setAbout] = useState('')
  const present = useQuery({ queryKey: ['revisions'], queryFn: revisions })
  const underWay = useQuery({ queryKey: ['drafts'], queryFn: drafts })
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'person' | 'at'>(form)
  const run = useMutation({
    mutationFn: async (question: SimulationQuestion) => ({ question, resolution: await simulate(question) }),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    const good = check({
      ...(person ? {} : { person: t.personMissing }),
      ...(isDated(circumstances) ? {} : { at: t.timeMissing }),
    })
    const context = choices.data && contextOf(choices.data, circumstances)
    if (good && person && context && !run.isPending) run.mutate({ person: person.id, context, ...aboutOf(about) })
  }

  return (
    <Page title={t.simulation} lead={t.simulationLead}>
      {choices.isPending && <Loading />}
      {choices.isError && <TroubleAlert error={choices.error} onRetry={() => void choices.refetch()} />}
      {choices.data && (
        <form ref={form} className="panel flow page--narrow" onSubmit={submit} noValidate>
          <PersonSearch find={findPeople} person={person} onChoose={setPerson} error={errors.person} />
          <CircumstanceFields
            choices={choices.data}
            value={circumstances}
            onChange={setCircumstances}
            error={errors.at}
          />
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
        <ResolutionView
          key={run.submittedAt}
          resolution={run.data.resolution}
          nearest={(workspace) => nearestChanges(run.data.question, workspace)}
        />
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
