import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import { useText, useTexts } from '../shell/language.tsx'
import { teleworkTexts } from './texts.ts'

/** What holds for a request, and who decides, before anything is filled in. */
export function Terms({ terms }: { terms: TeleworkTerms }) {
  const t = useTexts(teleworkTexts)
  const text = useText()
  return (
    <div className="panel flow">
      <h2 className="kern-heading-small">{t.rules}</h2>
      <ul className="kern-list kern-list--bullet">
        <li>{t.ruleDays(terms.maximumHomeDays)}</li>
        <li>{t.ruleHours(terms.earliest, terms.latest)}</li>
        <li>{t.ruleMonths(terms.maximumMonths)}</li>
        <li>{t.ruleReason}</li>
      </ul>
      <h2 className="kern-heading-small">{t.chain}</h2>
      <p className="kern-body">{t.chainHint}</p>
      <ol className="kern-list kern-list--number">
        {terms.chain.map((body) => (
          <li key={body.step}>
            {text(body.title)}
            {body.names.length > 0 && ` (${body.names.join(', ')})`}
          </li>
        ))}
      </ol>
    </div>
  )
}
