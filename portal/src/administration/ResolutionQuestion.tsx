import type { NearestChange } from '@nahtlos/contract/access/nearest-change'
import type { Resolution } from '@nahtlos/contract/access/resolution'
import type { SimulationChoices } from '@nahtlos/contract/api/configuration'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import type { FoundPerson, SimulationQuestion } from '../api/administration.ts'
import { Button } from '../shell/Button.tsx'
import { useErrors } from '../shell/form.ts'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { CircumstanceFields } from './CircumstanceFields.tsx'
import { contextOf, isDated, presentCircumstances } from './circumstances.ts'
import { PersonSearch } from './PersonSearch.tsx'
import { ResolutionView } from './ResolutionView.tsx'
import { administrationTexts } from './texts.ts'

type Asked = Pick<SimulationQuestion, 'person' | 'context'>

interface ResolutionQuestionProps<Question extends Asked> {
  /** Who asks: answers of one are not kept for the other. */
  readonly asker: string
  choices(): Promise<SimulationChoices>
  find(words: string): Promise<FoundPerson[]>
  /** What else is asked for, below person and circumstances. */
  more(error: string | undefined): ReactNode
  /** What is wrong with that, if anything. */
  readonly wrong: string | undefined
  question(asked: Asked): Question
  simulate(question: Question): Promise<Resolution>
  nearest(question: Question, workspace: string): Promise<NearestChange[]>
}

/** What would she get, from there, at that time: asked by administrators and by the help desk. */
export function ResolutionQuestion<Question extends Asked>(props: ResolutionQuestionProps<Question>) {
  const t = useTexts(administrationTexts)
  const choices = useQuery({ queryKey: ['simulation-choices', props.asker], queryFn: props.choices })
  const [person, setPerson] = useState<FoundPerson | null>(null)
  const [circumstances, setCircumstances] = useState(presentCircumstances)
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'person' | 'at' | 'more'>(form)
  const run = useMutation({
    mutationFn: async (question: Question) => ({ question, resolution: await props.simulate(question) }),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    const good = check({
      ...(person ? {} : { person: t.personMissing }),
      ...(isDated(circumstances) ? {} : { at: t.timeMissing }),
      ...(props.wrong === undefined ? {} : { more: props.wrong }),
    })
    const context = choices.data && contextOf(choices.data, circumstances)
    if (good && person && context && !run.isPending) run.mutate(props.question({ person: person.id, context }))
  }

  return (
    <>
      {choices.isPending && <Loading />}
      {choices.isError && <TroubleAlert error={choices.error} onRetry={() => void choices.refetch()} />}
      {choices.data && (
        <form ref={form} className="panel flow page--narrow" onSubmit={submit} noValidate>
          <PersonSearch find={props.find} person={person} onChoose={setPerson} error={errors.person} />
          <CircumstanceFields
            choices={choices.data}
            value={circumstances}
            onChange={setCircumstances}
            error={errors.at}
          />
          {props.more(errors.more)}
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
          nearest={(workspace) => props.nearest(run.data.question, workspace)}
        />
      )}
    </>
  )
}
