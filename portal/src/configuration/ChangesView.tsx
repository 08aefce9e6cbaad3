import type { DocumentChange } from '@nahtlos/contract/configuration/change'
import { useText, useTexts } from '../shell/language.tsx'
import { configurationTexts } from './texts.ts'

/** What differs, document by document, in words. */
export function ChangesView({ changes }: { changes: readonly DocumentChange[] }) {
  const t = useTexts(configurationTexts)
  const text = useText()
  if (changes.length === 0) return <p className="kern-body">{t.nothingChanged}</p>
  return (
    <ul className="kern-list kern-list--bullet">
      {changes.map((change) => (
        <li key={change.document}>
          <strong>{change.document}</strong> <small>({t.what[change.what]})</small>{' '}
          {change.security && (
            <span className="kern-badge kern-badge--warning kern-badge--small">
              <span className="kern-label kern-label--small">{t.security}</span>
            </span>
          )}
          <ul>
            {change.sentences.map((sentence) => (
              <li key={sentence.de}>{text(sentence)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
