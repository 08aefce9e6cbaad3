import type { RequestView } from '@nahtlos/contract/programme/telework-request'
import type { ReactNode } from 'react'
import { formatDate } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { stateColour } from '../telework/RequestCard.tsx'
import { RequestPath } from '../telework/RequestPath.tsx'
import { requestTexts } from '../telework/request-texts.ts'
import { teleworkTexts } from '../telework/texts.ts'
import { approvalsTexts } from './texts.ts'

/** A request that I decided, with what became of it. */
export function DecidedCard({ request, children }: { request: RequestView; children?: ReactNode }) {
  const t = useTexts(approvalsTexts)
  const telework = useTexts(teleworkTexts)
  const words = useTexts(requestTexts)
  const text = useText()
  const { language } = useLanguage()
  return (
    <article className="panel flow">
      <div className="card__head">
        <h3 className="kern-title">{t.of(request.person.name, text(request.departmentTitle))}</h3>
        <span className={`kern-badge kern-badge--${stateColour[request.state]} kern-badge--small`}>
          <span className="kern-label kern-label--small">{words.state[request.state]}</span>
        </span>
      </div>
      <p className="kern-body">
        {telework.fromTo(
          formatDate(request.application.from, language),
          formatDate(request.application.until, language),
        )}
      </p>
      {children}
      <RequestPath request={request} />
    </article>
  )
}
