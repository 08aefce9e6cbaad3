import type { DocumentChange, LineChange } from '@nahtlos/contract/configuration/change'
import { useText, useTexts } from '../shell/language.tsx'
import { configurationTexts } from './texts.ts'

const signs = { same: '  ', removed: '− ', added: '+ ', skipped: '…' } as const

function lineText({ kind, text }: LineChange): string {
  return `${signs[kind]}${text}`
}

/** What differs, document by document, in words, and line by line for whoever wants to read it. */
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
          {change.lines !== undefined && change.lines.length > 0 && (
            <details>
              <summary className="kern-label">{t.lineByLine(change.document)}</summary>
              <pre className="document-text">{change.lines.map(lineText).join('\n')}</pre>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}
