import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { CircumstanceFields } from '../administration/CircumstanceFields.tsx'
import { contextOf, isDated, presentCircumstances } from '../administration/circumstances.ts'
import { PersonSearch } from '../administration/PersonSearch.tsx'
import { ResolutionView } from '../administration/ResolutionView.tsx'
import { administrationTexts } from '../administration/texts.ts'
import type { FoundPerson } from '../api/administration.ts'
import { type HelpDeskQuestion, helpDeskChoices, helpDeskNearest, helpDeskSimulate } from '../api/help-desk.ts'
import { helpDeskPeople } from '../api/settings.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { helpDeskTexts } from './texts.ts'

/** Why somebody gets something or not, for whoever she asked; she reads who looked and why. */
export function ExplainPage() {
  const t = useTexts(helpDeskTexts)
  const words = useTexts(administrationTexts)
  const choices = useQuery({ queryKey: ['help-desk-choices'], queryFn: helpDeskChoices })
  const [person, setPerson] = useState<FoundPerson | null>(null)
  const [circumstances, setCircumstances] = useState(presentCircumstances)
  const [reason, setReason] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'person' | 'at' | 'reason'>(form)
  const run = useMutation({
    mutationFn: async (question: HelpDeskQuestion) => ({ question, resolution: await helpDeskSimulate(question) }),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    const good = check({
      ...(person ? {} : { person: t.personMissing }),
      ...(isDated(circumstances) ? {} : { at: words.timeMissing }),
      ...(reason.trim().length >= 10 ? {} : { reason: t.reasonMissing }),
    })
    const context = choices.data && contextOf(choices.data, circumstances)
    if (good && person && context && !run.isPending) run.mutate({ person: person.id, context, reason: reason.trim() })
  }

  return (
    <Page title={t.explain} lead={t.explainLead}>
      <p>
        <Link to="/help-desk">{t.back}</Link>
      </p>
      {choices.isPending && <Loading />}
      {choices.isError && <TroubleAlert error={choices.error} onRetry={() => void choices.refetch()} />}
      {choices.data && (
        <form ref={form} className="panel flow page--narrow" onSubmit={submit} noValidate>
          <PersonSearch find={helpDeskPeople} person={person} onChoose={setPerson} error={errors.person} />
          <CircumstanceFields
            choices={choices.data}
            value={circumstances}
            onChange={setCircumstances}
            error={errors.at}
          />
          <Field
            label={t.reason}
            hint={t.reasonHint}
            rows={2}
            value={reason}
            onChange={setReason}
            error={errors.reason}
          />
          {run.error && <TroubleAlert key={run.submittedAt} error={run.error} />}
          <div className="row">
            <Button look="primary" type="submit" isPending={run.isPending}>
              {words.simulate}
            </Button>
          </div>
        </form>
      )}
      {run.data && (
        <ResolutionView
          key={run.submittedAt}
          resolution={run.data.resolution}
          nearest={(workspace) => helpDeskNearest(run.data.question, workspace)}
        />
      )}
    </Page>
  )
}
