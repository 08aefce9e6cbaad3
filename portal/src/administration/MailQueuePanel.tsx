import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { mailQueue, retryMail } from '../api/administration.ts'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { administrationTexts } from './texts.ts'

/** Mails that wait, and those that the mail server refused for good: an administrator tries them again. */
export function MailQueuePanel() {
  const t = useTexts(administrationTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const queue = useQuery({ queryKey: ['mail-queue'], queryFn: mailQueue, refetchOnMount: 'always' })
  const retry = useMutation({
    mutationFn: retryMail,
    onSuccess: (next) => queries.setQueryData(['mail-queue'], next),
  })
  if (queue.isError) return <TroubleAlert error={queue.error} onRetry={() => void queue.refetch()} />
  if (!queue.data) return null
  const { configured, waiting, refused } = queue.data
  return (
    <section className="flow" aria-labelledby="mail">
      <h2 id="mail" className="kern-heading-medium">
        {t.mail}
      </h2>
      <p className="kern-body">{configured ? t.mailWaiting(waiting) : t.mailOff}</p>
      {retry.error && <TroubleAlert key={retry.submittedAt} error={retry.error} />}
      {refused.length > 0 && (
        <Table quiet title={t.mailRefused} head={[t.mailPerson, t.mailAt, t.mailTrouble, t.mailRetry]}>
          {refused.map((mail) => (
            <tr key={mail.id}>
              <Cell head={t.mailPerson}>{mail.person}</Cell>
              <Cell head={t.mailAt}>{formatInstant(mail.at, language)}</Cell>
              <Cell head={t.mailTrouble}>{mail.trouble}</Cell>
              <Cell head={t.mailRetry}>
                <Button
                  small
                  aria-label={t.mailRetryNamed(mail.person)}
                  isPending={retry.isPending}
                  onPress={() => retry.mutate(mail.id)}
                >
                  {t.mailRetry}
                </Button>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </section>
  )
}
