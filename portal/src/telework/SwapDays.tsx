import type { AgreementView } from '@nahtlos/contract/programme/telework-agreement'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { askChange, swapChoices } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { formatDay } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { agreementTexts } from './agreement-texts.ts'

/** Two presses: the day that is given up, and the day that is taken for it. */
export function SwapDays({ agreement, onDone }: { agreement: AgreementView; onDone(): void }) {
  const t = useTexts(agreementTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [gives, setGives] = useState<string | null>(null)
  const question = useRef<HTMLHeadingElement>(null)
  const choices = useQuery({
    queryKey: ['telework', 'swaps', agreement.id, agreement.changes.length],
    queryFn: () => swapChoices(agreement.id),
  })
  const ask = useMutation({
    mutationFn: (takes: string) => askChange(agreement.id, { kind: 'swap', gives: gives ?? '', takes }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['telework'] })
      onDone()
    },
  })
  // The question changes with the first press; whoever listens is told.
  useEffect(() => {
    if (gives !== null) question.current?.focus()
  }, [gives])
  if (choices.isPending) return <Loading />
  if (choices.isError) return <TroubleAlert error={choices.error} onRetry={() => void choices.refetch()} />
  const dates = gives === null ? choices.data.map((choice) => choice.gives) : takesOf(choices.data, gives)
  return (
    <section className="flow" aria-labelledby={`swap-${agreement.id}`}>
      <h4 className="kern-title" id={`swap-${agreement.id}`} tabIndex={-1} ref={question}>
        {gives === null ? t.swapFrom : t.swapFor(formatDay(gives, language))}
      </h4>
      {dates.length === 0 && <p className="kern-body">{t.nothingToSwap}</p>}
      <div className="row row--tight">
        {dates.map((date) => (
          <Button
            key={date}
            small
            isPending={ask.isPending}
            onPress={() => (gives === null ? setGives(date) : ask.mutate(date))}
          >
            {formatDay(date, language)}
          </Button>
        ))}
      </div>
      {ask.error && <TroubleAlert key={ask.submittedAt} error={ask.error} />}
      {gives !== null && (
        <div className="row">
          <Button small look="tertiary" onPress={() => setGives(null)}>
            {t.otherDay}
          </Button>
        </div>
      )}
    </section>
  )
}

function takesOf(choices: readonly { gives: string; takes: string[] }[], gives: string): string[] {
  return choices.find((choice) => choice.gives === gives)?.takes ?? []
}
