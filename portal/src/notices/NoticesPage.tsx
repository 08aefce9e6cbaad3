import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { myNotices, readNotices } from '../api/notices.ts'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { MailPanel } from './MailPanel.tsx'
import { noticesTexts } from './texts.ts'

/** What I was told, newest first, and how I want to be told. */
export function NoticesPage() {
  const t = useTexts(noticesTexts)
  const text = useText()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const mine = useQuery({ queryKey: ['notices'], queryFn: myNotices, refetchOnMount: 'always' })
  const read = useMutation({
    mutationFn: (ids: string[]) => readNotices(ids),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
  const fresh = mine.data?.notices.filter(({ readAt }) => readAt === null).map(({ id }) => id) ?? []
  return (
    <Page title={t.title} narrow>
      {mine.isPending && <Loading />}
      {mine.isError && <TroubleAlert error={mine.error} onRetry={() => void mine.refetch()} />}
      {mine.data?.notices.length === 0 && <p className="kern-body">{t.none}</p>}
      {fresh.length > 0 && (
        <div className="row">
          <Button isPending={read.isPending} onPress={() => read.mutate(fresh)}>
            {t.readAll}
          </Button>
        </div>
      )}
      {read.error && <TroubleAlert key={read.submittedAt} error={read.error} />}
      {mine.data?.notices.map((notice) => (
        <article key={notice.id} className="panel flow">
          <div className="card__head">
            <h2 className="kern-title">{text(notice.title)}</h2>
            {notice.readAt === null && (
              <span className="kern-badge kern-badge--info kern-badge--small">
                <span className="kern-label kern-label--small">{t.fresh}</span>
              </span>
            )}
          </div>
          {notice.about && <p className="kern-body kern-body--bold">{text(notice.about)}</p>}
          <p className="kern-body">{text(notice.text)}</p>
          <p className="kern-body kern-body--small kern-body--muted">{formatInstant(notice.at, language)}</p>
          <p>
            <Link
              to={notice.page}
              aria-label={t.openNamed(text(notice.title))}
              onClick={() => {
                if (notice.readAt === null) read.mutate([notice.id])
              }}
            >
              {t.open}
            </Link>
          </p>
        </article>
      ))}
      <MailPanel />
    </Page>
  )
}
