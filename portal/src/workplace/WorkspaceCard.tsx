import type { MySession, WorkspaceTile } from '@nahtlos/contract/api/workplace'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { startSession } from '../api/workplace.ts'
import { screenOfWindow } from '../desktop/expected-screen.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { useMe } from '../shell/me.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { RefusalNotice } from './RefusalNotice.tsx'
import { workplaceTexts } from './texts.ts'
import { tileProblem } from './tile-problem.ts'

const appsShown = 6

function badgeOf(tile: WorkspaceTile, isTroubled: boolean) {
  if (!tile.available) return { look: 'warning', word: 'unavailable' } as const
  if (isTroubled) return { look: 'warning', word: 'troubled' } as const
  if (tile.session) return { look: 'info', word: 'running' } as const
  return { look: 'success', word: 'available' } as const
}

/** One workspace: what it is, whether it can be had from here and now, and the button for it. */
export function WorkspaceCard({ tile, sessions }: { tile: WorkspaceTile; sessions: readonly MySession[] }) {
  const t = useTexts(workplaceTexts)
  const text = useText()
  const { outside } = useMe().zone
  const navigate = useNavigate()
  const start = useMutation({
    mutationFn: (app: string | null) => startSession({ workspace: tile.id, app, screen: screenOfWindow() }),
    onSuccess: (session) => navigate({ to: '/desktop/$session', params: { session: session.id } }),
  })
  const title = text(tile.title)
  const isRunning = tile.session !== null || tile.published.some(({ session }) => session !== null)
  const problem = tileProblem(tile, sessions)
  const badge = badgeOf(tile, problem !== null)
  const limits = [
    ...(tile.rights.includes('control') ? [] : [t.watchOnly]),
    ...(tile.rights.includes('clipboard-in') ? [] : [t.noCopyIn]),
    ...(tile.rights.includes('clipboard-out') ? [] : [t.noCopyOut]),
  ]

  return (
    <article className="card" aria-labelledby={`title-${tile.id}`}>
      <svg className="card__band" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 1 1">
        <rect width="1" height="1" fill={tile.background} />
      </svg>
      <div className="card__body flow">
        <div className="card__head">
          <h3 className="kern-title" id={`title-${tile.id}`}>
            {title}
          </h3>
          <span className={`kern-badge kern-badge--${badge.look} kern-badge--small`}>
            <span className="kern-label kern-label--small">{t[badge.word]}</span>
          </span>
        </div>
        <p className="kern-body">{text(tile.summary)}</p>
        {tile.refusal && <RefusalNotice refusal={tile.refusal} />}
        {problem && (
          <Alert kind="warning" title={text(problem.text)}>
            <p className="kern-body">{text(problem.next)}</p>
          </Alert>
        )}
        {!tile.available && isRunning && !problem && <p className="kern-body">{outside ? t.runsOnOffice : t.runsOn}</p>}
        {start.error && <TroubleAlert key={start.submittedAt} error={start.error} />}
        {tile.available && (
          <div className="row">
            <Button
              look="primary"
              icon="arrow-forward"
              aria-label={tile.session ? t.resumeNamed(title) : t.startNamed(title)}
              isPending={start.isPending}
              onPress={() => start.mutate(null)}
              // The desktop's code is fetched while the finger is still on its way.
              onHoverStart={() => void import('../desktop/DesktopPage.tsx')}
            >
              {tile.session ? t.resume : t.start}
            </Button>
          </div>
        )}
        {tile.available && limits.length > 0 && (
          <p className="kern-body kern-body--small kern-body--muted">
            {t.rights}: {limits.join(' · ')}
          </p>
        )}
        {tile.apps.length > 0 && (
          <div>
            <h4 className="kern-label kern-label--small">{t.apps}</h4>
            <p className="kern-body kern-body--small kern-body--muted">
              {tile.apps
                .slice(0, appsShown)
                .map((app) => text(app.title))
                .join(', ')}
              {tile.apps.length > appsShown && ` ${t.moreApps(tile.apps.length - appsShown)}`}
            </p>
          </div>
        )}
        {tile.available && tile.published.length > 0 && (
          <div>
            <h4 className="kern-label kern-label--small">{t.alone}</h4>
            <ul className="row row--tight">
              {tile.published.map((app) => (
                <li key={app.id}>
                  <Button
                    small
                    isPending={start.isPending && start.variables === app.id}
                    onPress={() => start.mutate(app.id)}
                  >
                    {text(app.title)}
                  </Button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </article>
  )
}
