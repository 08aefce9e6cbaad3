import type { RequestView } from '@nahtlos/contract/programme/telework-request'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { decideContest, decideRequest } from '../api/telework.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { formatDate } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { RequestPath } from '../telework/RequestPath.tsx'
import { requestTexts } from '../telework/request-texts.ts'
import { teleworkTexts } from '../telework/texts.ts'
import { WeekList } from '../telework/WeekList.tsx'
import { decidedSentence, type Outcome } from './decided-sentence.ts'
import { RequestDetails } from './RequestDetails.tsx'
import { approvalsTexts } from './texts.ts'

interface DecisionCardProps {
  readonly request: RequestView
  onDecided(sentence: string): void
}

const needsReason: ReadonlySet<Outcome> = new Set(['rejected', 'returned', 'objected', 'contest-dismissed'])
const refusals: ReadonlySet<Outcome> = new Set(['rejected', 'contest-dismissed'])

/** A request whose turn is mine. A refusal needs a reason before it is sent, a detailed one where the law says so. */
export function DecisionCard({ request, onDecided }: DecisionCardProps) {
  const t = useTexts(approvalsTexts)
  const telework = useTexts(teleworkTexts)
  const words = useTexts(requestTexts)
  const text = useText()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [alternatives, setAlternatives] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'reason' | 'alternatives'>(form)
  const { name } = request.person
  const { application, detailedReasons } = request
  const step = request.steps.find(({ number }) => request.yours.includes(number))
  const outcomes: readonly Outcome[] =
    step === undefined
      ? ['contest-granted', 'contest-dismissed']
      : step.task === 'opinion'
        ? ['consented', 'objected']
        : ['approved', 'returned', 'rejected']
  const decide = useMutation({
    mutationFn: (outcome: Outcome) => {
      const given = { reason: reason.trim() || null, alternatives: alternatives.trim() || null }
      return outcome === 'contest-granted' || outcome === 'contest-dismissed'
        ? decideContest(request.id, { outcome, ...given })
        : decideRequest(request.id, { outcome, step: step?.number ?? 0, round: request.round, ...given })
    },
    onSuccess: async (after, outcome) => {
      onDecided(decidedSentence(after, outcome, t, text))
      await queries.invalidateQueries({ queryKey: ['approvals'] })
    },
    // Somebody was faster, or it was withdrawn: the list tells.
    onError: () => queries.invalidateQueries({ queryKey: ['approvals'] }),
  })

  function press(outcome: Outcome) {
    const detailed = refusals.has(outcome) && detailedReasons !== null
    const short = detailed && reason.trim().length < detailedReasons
    const good = check({
      ...(needsReason.has(outcome) && !reason.trim()
        ? { reason: t.reasonMissing }
        : short
          ? { reason: t.reasonShort(detailedReasons) }
          : {}),
      ...(detailed && !alternatives.trim() ? { alternatives: t.alternativesMissing } : {}),
    })
    if (good) decide.mutate(outcome)
  }

  return (
    <article className="panel flow">
      <h3 className="kern-title">{t.of(name, text(request.departmentTitle))}</h3>
      <p className="kern-body">
        {words.type[application.type]}, {words.kind[application.kind]}:{' '}
        {telework.fromTo(formatDate(application.from, language), formatDate(application.until, language))}
      </p>
      <WeekList week={application.week} />
      <RequestDetails request={request} />
      {request.homeWorkplace !== null && (
        <p className="kern-body">
          {t.homeWorkplace[request.homeWorkplace.state](
            request.homeWorkplace.until === null ? '' : formatDate(request.homeWorkplace.until, language),
          )}
          {request.homeWorkplace.state !== 'none' && ` ${t.differs(request.homeWorkplace.differs)}`}
        </p>
      )}
      {request.unchecked.length > 0 && (
        <Alert kind="info" title={t.unchecked}>
          <ul className="kern-list kern-list--bullet">
            {request.unchecked.map((question) => (
              <li key={question.en}>{text(question)}</li>
            ))}
          </ul>
        </Alert>
      )}
      <RequestPath request={request} />
      {request.contestDecisionBy !== null && (
        <p className="kern-body">{t.decideBy(formatDate(request.contestDecisionBy, language))}</p>
      )}
      <p className="kern-body kern-body--muted">{t.as(text(step?.title ?? request.contestTitle))}</p>
      {detailedReasons !== null && step?.task !== 'opinion' && (
        <Alert kind="info" title={t.detailed}>
          <p className="kern-body">{t.detailedHint(detailedReasons)}</p>
        </Alert>
      )}
      <form ref={form} className="flow" noValidate onSubmit={(event) => event.preventDefault()}>
        <Field
          label={t.reason}
          hint={t.reasonHint}
          rows={detailedReasons === null ? 2 : 5}
          value={reason}
          onChange={setReason}
          error={errors.reason}
        />
        {detailedReasons !== null && step?.task !== 'opinion' && (
          <Field
            label={t.alternatives}
            hint={t.alternativesHint}
            rows={2}
            value={alternatives}
            onChange={setAlternatives}
            error={errors.alternatives}
          />
        )}
        {decide.error && <TroubleAlert key={decide.submittedAt} error={decide.error} />}
        <div className="row">
          {outcomes.map((outcome, at) => (
            <Button
              key={outcome}
              look={at === 0 ? 'primary' : 'secondary'}
              aria-label={t.pressNamed[outcome](name)}
              isPending={decide.isPending}
              onPress={() => press(outcome)}
            >
              {t.press[outcome]}
            </Button>
          ))}
        </div>
      </form>
    </article>
  )
}
