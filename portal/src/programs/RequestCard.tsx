import type { ProgramRequest } from '@nahtlos/contract/api/programs'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { decideProgramRequest, draftProgramRule } from '../api/programs.ts'
import { Button } from '../shell/Button.tsx'
import { Choice } from '../shell/Choice.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { useMe } from '../shell/me.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { programName } from './RefusalNote.tsx'
import { programTexts } from './texts.ts'

interface RequestCardProps {
  readonly request: ProgramRequest
  onDecided(all: ProgramRequest[]): void
}

/** One request with all that is known of the program, and the word about it. */
export function RequestCard({ request, onDecided }: RequestCardProps) {
  const t = useTexts(programTexts)
  const text = useText()
  const { language } = useLanguage()
  const { path, origin, package: packageName, sha256, person, workspace, zone, host, state, until } = request
  const rows = [
    [t.path, path],
    [t.package, packageName ?? t.none],
    [origin === 'brought' ? t.hashBrought : t.hash, sha256 ?? t.none],
    [t.workspace, workspace],
    [t.where, [zone, host].filter(Boolean).join(', ') || t.none],
    [t.when, `${formatInstant(request.at, language)} (${t.times(request.times)})`],
  ]
  return (
    <article className="panel flow">
      <h3 className="kern-title">
        {person.name}, {text(person.department)}: {programName(path)}
      </h3>
      <p className="kern-body">{request.purpose}</p>
      <dl className="kern-body program-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {origin === 'brought' && <p className="kern-body">{t.why.brought}</p>}
      {request.forbidden && <p className="kern-body">{t.why.forbidden}</p>}
      {state === 'asked' ? (
        <DecisionForm request={request} onDecided={onDecided} />
      ) : (
        <p className="kern-body">
          <strong>{t.state[state]}</strong>
          {until && ` (${formatInstant(until, language)})`}
          {request.answer && `: ${request.answer}`}
        </p>
      )}
      {state === 'granted' && <TakeBack request={request} onDecided={onDecided} />}
    </article>
  )
}

type Grant = 'once' | 'until' | 'no'

function DecisionForm({ request, onDecided }: RequestCardProps) {
  const t = useTexts(programTexts)
  const me = useMe()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const grantable = request.origin === 'installed' && !request.forbidden
  const [grant, setGrant] = useState<Grant>(!grantable ? 'no' : request.sessionRuns ? 'once' : 'until')
  const [lastDay, setLastDay] = useState('')
  const [answer, setAnswer] = useState('')
  const { errors, check } = useErrors<'lastDay' | 'answer'>(form)
  const decide = useMutation({
    mutationFn: () => {
      const words = answer.trim()
      if (grant === 'no') return decideProgramRequest(request.id, { grant, answer: words })
      if (grant === 'once') return decideProgramRequest(request.id, { grant, answer: words || null })
      const until = new Date(`${lastDay}T23:59:59`).toISOString()
      return decideProgramRequest(request.id, { grant, until, answer: words || null })
    },
    onSuccess: onDecided,
  })
  const draft = useMutation({
    mutationFn: () => draftProgramRule(request.id),
    onSuccess: (made) =>
      navigate({ to: '/administration/configuration/drafts/$draft', params: { draft: String(made.draft) } }),
  })
  const choices: readonly Grant[] = [
    ...(grantable && request.sessionRuns ? (['once'] as const) : []),
    ...(grantable ? (['until'] as const) : []),
    'no',
  ]
  const faults = () => ({
    ...(grant === 'until' && !lastDay ? { lastDay: t.lastDayMissing } : {}),
    ...(grant === 'no' && !answer.trim() ? { answer: t.answerMissing } : {}),
  })
  return (
    <form ref={form} className="flow" noValidate onSubmit={(event) => event.preventDefault()}>
      <Choice<Grant>
        legend={t.what}
        value={grant}
        options={choices.map((value) => ({ value, text: t.grant[value] }))}
        onChoose={setGrant}
      />
      {grant !== 'no' && request.package && <p className="kern-body">{t.wholePackage(request.package)}</p>}
      {grant === 'until' && (
        <Field label={t.lastDay} inputType="date" value={lastDay} onChange={setLastDay} error={errors.lastDay} />
      )}
      <Field label={t.answer} value={answer} onChange={setAnswer} error={errors.answer} maxLength={500} />
      {decide.error && <TroubleAlert key={decide.submittedAt} error={decide.error} />}
      {draft.error && <TroubleAlert key={draft.submittedAt} error={draft.error} />}
      <div className="row">
        <Button
          look="primary"
          isPending={decide.isPending}
          onPress={() => {
            if (check(faults())) decide.mutate()
          }}
        >
          {t.decide}
        </Button>
        {grantable && me.person.roles.includes('administrator') && (
          <Button isPending={draft.isPending} onPress={() => draft.mutate()}>
            {t.byRule}
          </Button>
        )}
      </div>
    </form>
  )
}

function TakeBack({ request, onDecided }: RequestCardProps) {
  const t = useTexts(programTexts)
  const take = useMutation({
    mutationFn: () => decideProgramRequest(request.id, { grant: 'no', answer: t.tookBack }),
    onSuccess: onDecided,
  })
  return (
    <div className="flow">
      {take.error && <TroubleAlert key={take.submittedAt} error={take.error} />}
      <Button small isPending={take.isPending} onPress={() => take.mutate()}>
        {t.takeBack}
      </Button>
    </div>
  )
}
