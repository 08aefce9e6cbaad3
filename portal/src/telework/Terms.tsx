import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import { Alert } from '../shell/Alert.tsx'
import { formatDate } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { teleworkTexts } from './texts.ts'

/** What holds for a request, whether it can be made, and who decides, before anything is filled in. */
export function Terms({ terms }: { terms: TeleworkTerms }) {
  const t = useTexts(teleworkTexts)
  const text = useText()
  const { language } = useLanguage()
  const unmet = terms.criteria.filter(({ met }) => met === false)
  return (
    <>
      {unmet.map((criterion) => (
        <Alert
          key={criterion.id}
          kind="warning"
          title={criterion.from === null ? t.notYet : t.possibleFrom(formatDate(criterion.from, language))}
        >
          <p className="kern-body">
            {t.condition} {text(criterion.text)}
          </p>
        </Alert>
      ))}
      {terms.placesLeft === 0 && (
        <Alert kind="warning" title={t.noPlace}>
          <p className="kern-body">{t.noPlaceNext}</p>
        </Alert>
      )}
      <details className="panel" open={unmet.length > 0}>
        <summary className="kern-title">{t.rules}</summary>
        <div className="flow">
          <ul className="kern-list kern-list--bullet">
            {terms.type === 'telework' && <li>{t.ruleDays(terms.maximumHomeDays)}</li>}
            <li>{t.ruleHours(terms.earliest, terms.latest)}</li>
            <li>{t.ruleMonths(terms.maximumMonths)}</li>
            {terms.placesLeft !== null && <li>{t.places(terms.placesLeft)}</li>}
            {terms.criteria.map((criterion) => (
              <li key={criterion.id}>
                {text(criterion.text)} {criterion.met === null ? t.unknown : criterion.met ? t.met : ''}
              </li>
            ))}
            <li>{t.ruleReason}</li>
          </ul>
          <p className="kern-title">{t.chain}</p>
          <p className="kern-body">{t.chainHint}</p>
          <ol className="kern-list kern-list--number">
            {terms.chain.map((body) => (
              <li key={body.step}>
                {text(body.title)}
                {body.names.length > 0 && ` (${t.members(body.names)})`}
                {body.task === 'inform' && ` – ${t.isInformed}`}
                {body.task === 'opinion' && ` – ${t.isHeard}`}
              </li>
            ))}
          </ol>
        </div>
      </details>
    </>
  )
}
