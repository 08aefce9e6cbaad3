import type { MailRhythm } from '@nahtlos/contract/api/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { chooseMail, mailChoice } from '../api/notices.ts'
import { Choice } from '../shell/Choice.tsx'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { noticesTexts } from './texts.ts'

const rhythms: readonly MailRhythm[] = ['at-once', 'daily', 'never']

/** How I want to be told by mail. */
export function MailPanel() {
  const t = useTexts(noticesTexts)
  const queries = useQueryClient()
  const choice = useQuery({ queryKey: ['mail-choice'], queryFn: mailChoice })
  // Stands in the form at once: a button that jumps back until the server has answered cannot be worked with keys.
  const [pressed, setPressed] = useState<MailRhythm | null>(null)
  const choose = useMutation({
    mutationFn: chooseMail,
    onSuccess: (chosen) => queries.setQueryData(['mail-choice'], chosen),
    // One after another, and what is answered to an earlier press does not undo a later one.
    scope: { id: 'mail-choice' },
    onSettled: (_chosen, _error, value) => setPressed((now) => (now === value ? null : now)),
  })
  if (choice.isError) return <TroubleAlert error={choice.error} onRetry={() => void choice.refetch()} />
  if (!choice.data) return null
  const { address, rhythm, sent, dailyMailAt } = choice.data
  return (
    <section className="panel flow" aria-labelledby="mail">
      <h2 id="mail" className="kern-heading-medium">
        {t.mail}
      </h2>
      <p className="kern-body">{!sent ? t.notSent : address === null ? t.noAddress : t.mailTo(address)}</p>
      {sent && address !== null && (
        <>
          <Choice
            legend={t.rhythm}
            value={pressed ?? rhythm}
            options={rhythms.map((value) => ({ value, text: t.rhythms[value] }))}
            onChoose={(value) => {
              setPressed(value)
              choose.mutate(value)
            }}
          />
          <p className="kern-body">
            {t.daily(dailyMailAt)} {t.urgent}
          </p>
        </>
      )}
      {choose.error && <TroubleAlert key={choose.submittedAt} error={choose.error} />}
      <p role="status" className="kern-body">
        {choose.isSuccess && t.saved}
      </p>
    </section>
  )
}
