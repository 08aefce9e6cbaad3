import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { formatDate } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { stateColour } from '../telework/RequestCard.tsx'
import { RequestPath } from '../telework/RequestPath.tsx'
import { teleworkTexts } from '../telework/texts.ts'
import { approvalsTexts } from './texts.ts'

/** A request that I decided, with what became of it. */
export function DecidedCard({ request }: { request: TeleworkRequest }) {
  const t = useTexts(approvalsTexts)
  const telework = useTexts(teleworkTexts)
  const { language } = useLanguage()
  return (
    <article className="panel flow">
      <div className="card__head">
        <h3 className="kern-title">{t.of(request.person.name, request.person.department)}</h3>
        <span className={`kern-badge kern-badge--${stateColour[request.state]} kern-badge--small`}>
          <span className="kern-label kern-label--small">{telework.state[request.state]}</span>
        </span>
      </div>
      <p className="kern-body">
        {telework.fromTo(
          formatDate(request.application.from, language),
          formatDate(request.application.until, language),
        )}
      </p>
      <RequestPath request={request} />
    </article>
  )
}
