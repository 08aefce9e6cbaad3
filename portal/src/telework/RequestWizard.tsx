import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../shell/Button.tsx'
import { ErrorSummary } from '../shell/ErrorSummary.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { type About, type Answers, applicationOf } from './application-draft.ts'
import { type Fault, faultsOn, type Screen, screensOf } from './check-answers.ts'
import { formTexts } from './form-texts.ts'
import { RequestScreen } from './RequestScreen.tsx'
import { RequestSummary } from './RequestSummary.tsx'
import type { DraftState } from './use-draft.ts'

interface RequestWizardProps {
  readonly terms: TeleworkTerms
  readonly about: About
  readonly first: Answers
  readonly draft: DraftState
  readonly pending: boolean
  readonly trouble: ReactNode
  /** Comes before the first question, and before no other. */
  readonly intro?: ReactNode
  onSend(application: TeleworkApplication): void
}

/** One question after the other; what was answered is kept by itself, and nothing is sent before the summary. */
export function RequestWizard({ terms, about, first, draft, pending, trouble, intro, onSend }: RequestWizardProps) {
  const t = useTexts(formTexts)
  const { language } = useLanguage()
  const screens = screensOf(terms)
  const [answers, setAnswers] = useState(first)
  const [at, setAt] = useState(0)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [attempt, setAttempt] = useState(0)
  const heading = useRef<HTMLHeadingElement>(null)
  const moved = useRef(false)
  const screen: Screen = screens[at] ?? 'summary'
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the screen, and nothing else
  useEffect(() => {
    if (moved.current) heading.current?.focus()
    moved.current = true
  }, [at])

  function change(part: Partial<Answers>) {
    const next = { ...answers, ...part }
    setAnswers(next)
    draft.keep(next)
  }

  function goTo(place: number) {
    setFaults([])
    setAt(place)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const wrong = (screen === 'summary' ? screens : [screen]).find(
      (one) => faultsOn(one, answers, terms, t, language).length > 0,
    )
    if (wrong !== undefined) {
      setAt(screens.indexOf(wrong))
      setFaults(faultsOn(wrong, answers, terms, t, language))
      setAttempt((count) => count + 1)
    } else if (screen !== 'summary') goTo(at + 1)
    else if (!pending) onSend(applicationOf(answers, terms, about))
  }

  return (
    <form onSubmit={submit} noValidate className="flow flow--wide">
      {at === 0 && intro}
      <div>
        <p className="kern-body kern-body--muted">{t.progress(at + 1, screens.length)}</p>
        <h2 className="kern-heading-medium" tabIndex={-1} ref={heading}>
          {t.screen[screen]}
        </h2>
      </div>
      <ErrorSummary key={attempt} faults={faults} />
      {screen === 'summary' ? (
        <RequestSummary
          application={applicationOf(answers, terms, about)}
          terms={terms}
          onChange={(one) => goTo(screens.indexOf(one))}
        />
      ) : (
        <RequestScreen
          screen={screen}
          answers={answers}
          terms={terms}
          faultOf={(field) => faults.find((fault) => fault.field === field)?.text}
          onChange={change}
        />
      )}
      {trouble}
      <div className="row">
        <Button look="primary" type="submit" isPending={pending}>
          {screen !== 'summary' ? t.next : pending ? t.sending : t.send}
        </Button>
        {at > 0 && <Button onPress={() => goTo(at - 1)}>{t.back}</Button>}
      </div>
      <p className="kern-body kern-body--small kern-body--muted" role="status">
        {pending ? t.sending : draft.failed ? t.draftFailed : draft.savedAt === null ? '' : t.draftSaved}
      </p>
    </form>
  )
}
