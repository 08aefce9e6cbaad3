import type { SettingsVersion } from '@nahtlos/contract/api/settings'
import type { Text } from '@nahtlos/contract/text'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { settingsTexts } from './texts.ts'

interface VersionCardProps {
  readonly version: SettingsVersion
  onRestore(): void
}

/** One version: when, where, how it came to be, what changed in words, and the way back to it. */
export function VersionCard({ version, onRestore }: VersionCardProps) {
  const t = useTexts(settingsTexts)
  const { language } = useLanguage()
  const { at, host, kind, by, restoredFrom, current, changes, moreChanges, conflicts, whole } = version
  const when = formatInstant(at, language)
  const about = [
    t.kind[kind],
    ...(restoredFrom === null ? [] : [t.restoredFrom(formatInstant(restoredFrom, language))]),
    ...(host === null ? [] : [t.onHost(host)]),
    ...(by === null ? [] : [t.by(by)]),
  ]
  return (
    <article className="panel flow">
      <div className="card__head">
        <h2 className="kern-title">
          <time dateTime={at}>{when}</time>
        </h2>
        {current && (
          <span className="kern-badge kern-badge--success kern-badge--small">
            <span className="kern-label kern-label--small">{t.current}</span>
          </span>
        )}
      </div>
      <p className="kern-body">{about.join(', ')}</p>
      {changes.length > 0 && <Sentences list={changes} />}
      {changes.length === 0 && whole && <p className="kern-body">{t.unchanged}</p>}
      {moreChanges > 0 && <p className="kern-body">{t.more(moreChanges)}</p>}
      {conflicts.length > 0 && (
        <>
          <p className="kern-body">{t.conflicts}</p>
          <Sentences list={conflicts} />
          <p className="kern-body">{t.conflictsNext}</p>
        </>
      )}
      {!whole && <p className="kern-body">{t.damaged}</p>}
      {!current && whole && (
        <div className="row">
          <Button small aria-label={`${t.restore}: ${when}`} onPress={onRestore}>
            {t.restore}
          </Button>
        </div>
      )}
    </article>
  )
}

function Sentences({ list }: { readonly list: readonly Text[] }) {
  const { language } = useLanguage()
  return (
    <ul className="versions__changes">
      {list.map((sentence) => (
        <li key={sentence.de} className="kern-body">
          {sentence[language]}
        </li>
      ))}
    </ul>
  )
}
