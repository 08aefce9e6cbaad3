import type { MySession } from '@nahtlos/contract/api/workplace'
import { useEffect, useState } from 'react'
import { ProgressBar } from 'react-aria-components'
import { Button } from '../shell/Button.tsx'
import { formatNumber } from '../shell/format.ts'
import { Icon } from '../shell/Icon.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { fractionOf, progressOf } from './progress.ts'
import { workplaceTexts } from './texts.ts'

/** Beyond this a start is unusual, and the person should hear so. Seconds. */
const slowAfter = 15

interface SessionProgressProps {
  readonly session: MySession
  onCancel?(): void
}

/** A start or an end, piece by piece, as it happens. */
export function SessionProgress({ session, onCancel }: SessionProgressProps) {
  const t = useTexts(workplaceTexts)
  const text = useText()
  const { language } = useLanguage()
  const ending = session.state === 'ending'
  const lines = progressOf(session)
  const fraction = fractionOf(lines)
  const now = lines.filter((line) => line.outcome === 'running')
  // Counted here: the clocks of server and host are not this machine's.
  const [elapsed, setElapsed] = useState(0)
  useEffect(() => {
    const from = Date.now()
    const timer = setInterval(() => setElapsed(Math.floor((Date.now() - from) / 1000)), 500)
    return () => clearInterval(timer)
  }, [])

  return (
    <div className="flow progress">
      <p className="kern-body kern-body--large">{ending ? t.endingLead : t.startingLead}</p>
      <ProgressBar value={fraction * 100} aria-label={t.progress} className="bar">
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={fraction * 100} height="1" />
        </svg>
      </ProgressBar>
      <ol className="phases" aria-label={ending ? t.ending(text(session.title)) : t.starting(text(session.title))}>
        {lines.map((line) => (
          <li key={line.name} data-outcome={line.outcome}>
            <span className="phases__mark" aria-hidden="true">
              {line.outcome === 'running' && <span className="spinner" />}
              {(line.outcome === 'done' || line.outcome === 'warning') && <Icon name="check" />}
              {line.outcome === 'failed' && <Icon name="close" />}
            </span>
            <span>
              {t.phase[line.name]}
              <span className="kern-sr-only">: {t.outcome[line.outcome]}</span>
            </span>
            <span className="phases__time">
              {line.took !== null && t.seconds(formatNumber(line.took / 1000, language))}
            </span>
          </li>
        ))}
      </ol>
      <p className="kern-sr-only" role="status">
        {now.map((line) => t.phase[line.name]).join(', ')}
      </p>
      <p className="kern-body kern-body--muted" aria-live="off">
        {t.elapsed(elapsed)}
      </p>
      {elapsed >= slowAfter && (
        <p className="kern-body" role="status">
          {t.slow}
        </p>
      )}
      {onCancel && (
        <div className="row">
          <Button onPress={onCancel}>{t.cancelStart}</Button>
        </div>
      )}
    </div>
  )
}
