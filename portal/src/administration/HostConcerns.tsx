import type { HostView } from '@nahtlos/contract/api/administration'
import { Alert } from '../shell/Alert.tsx'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { administrationTexts } from './texts.ts'

/** Details up to so many characters stand in the open. */
const short = 80

/** What should be known of hosts although all goes on: over the whole width, with what to do; paths only on demand. */
export function HostConcerns({ hosts }: { hosts: readonly HostView[] }) {
  const t = useTexts(administrationTexts)
  const { language } = useLanguage()
  return hosts
    .filter(({ concerns }) => concerns.length > 0)
    .map(({ id, concerns }) => (
      <Alert key={id} kind="warning" title={t.concernsOf(id)}>
        <ul className="kern-list kern-list--bullet">
          {concerns.map(({ what, session, detail, since }) => (
            <li key={`${what} ${session ?? ''} ${since}`}>
              <strong>{t.concern[what]}</strong> ({formatInstant(new Date(since).toISOString(), language)}){' '}
              {detail.length <= short && detail} {t.concernNext[what]}
              {detail.length > short && (
                <details>
                  <summary>{t.concernDetail}</summary>
                  <p className="kern-body kern-body--small concern-detail">{detail}</p>
                </details>
              )}
            </li>
          ))}
        </ul>
      </Alert>
    ))
}
