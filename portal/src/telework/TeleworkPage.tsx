import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { myTelework } from '../api/telework.ts'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { AgreementCard } from './AgreementCard.tsx'
import { CalendarFeed } from './CalendarFeed.tsx'
import { RequestCard } from './RequestCard.tsx'
import { teleworkTexts } from './texts.ts'

export function TeleworkPage() {
  const t = useTexts(teleworkTexts)
  const mine = useQuery({
    queryKey: ['telework'],
    queryFn: myTelework,
    refetchOnMount: 'always',
    refetchInterval: 30_000,
  })
  return (
    <Page title={t.title} narrow>
      {mine.isPending && <Loading />}
      {mine.isError && <TroubleAlert error={mine.error} onRetry={() => void mine.refetch()} />}
      {mine.data && (
        <>
          <p>
            <Link to="/telework/request" className="kern-btn kern-btn--primary">
              <span className="kern-label">{t.newRequest}</span>
            </Link>{' '}
            <Link to="/telework/team" className="kern-btn kern-btn--secondary">
              <span className="kern-label">{t.team}</span>
            </Link>
          </p>
          <section className="flow" aria-labelledby="agreements">
            <h2 id="agreements" className="kern-heading-medium">
              {mine.data.agreements.length > 1 ? t.agreements : t.agreement}
            </h2>
            {mine.data.agreements.length === 0 && <p className="kern-body">{t.noAgreement}</p>}
            {mine.data.agreements.map((agreement) => (
              <AgreementCard key={agreement.id} agreement={agreement} />
            ))}
          </section>
          <CalendarFeed />
          <section className="flow" aria-labelledby="requests">
            <h2 id="requests" className="kern-heading-medium">
              {t.requests}
            </h2>
            {mine.data.requests.length === 0 && <p className="kern-body">{t.noRequests}</p>}
            {mine.data.requests.map((request) => (
              <RequestCard key={request.id} request={request} />
            ))}
          </section>
        </>
      )}
    </Page>
  )
}
