import type { Target } from '@nahtlos/contract/session/target'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { endSession, startSession } from '../api/workplace.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Frame } from '../shell/Frame.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { useMe } from '../shell/me.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { shellTexts } from '../shell/texts.ts'
import { noticeDetail } from '../workplace/noticeDetail.ts'
import { SessionProgress } from '../workplace/SessionProgress.tsx'
import { workplaceTexts } from '../workplace/texts.ts'
import { DesktopStage } from './DesktopStage.tsx'
import { screenOfWindow } from './expected-screen.ts'
import { loadDisplay } from './use-connection.ts'
import { useSession } from './use-session.ts'
import './desktop.css'

/** One session from its start to its end; the desktop itself while it is ready. */
export function DesktopPage() {
  const { session: id } = useParams({ from: '/gate/desktop/$session' })
  // The next session on the same page is another one altogether.
  return <Session key={id} id={id} />
}

function Session({ id }: { id: string }) {
  const t = useTexts(workplaceTexts)
  const shell = useTexts(shellTexts)
  const text = useText()
  const me = useMe()
  const navigate = useNavigate()
  const { session, error } = useSession(id)
  const end = useMutation({ mutationFn: () => endSession(id), onSuccess: () => navigate({ to: '/' }) })
  const restart = useMutation({
    mutationFn: (target: Target) => startSession({ ...target, screen: screenOfWindow() }),
    onSuccess: (next) => navigate({ to: '/desktop/$session', params: { session: next.id } }),
  })
  useEffect(() => {
    // Fetched while the host prepares. A failure shows when the display is needed.
    loadDisplay().catch(() => undefined)
  }, [])

  if (session?.state === 'ready' && error === null) return <DesktopStage session={session} />

  const title = session ? text(session.title) : ''
  const toStart = (
    <Link to="/" className="kern-btn kern-btn--secondary">
      <span className="kern-label">{shell.toStart}</span>
    </Link>
  )
  if (error !== null)
    return (
      <Frame me={me}>
        <Page title={shell.error} narrow>
          <TroubleAlert error={error} />
          <p>{toStart}</p>
        </Page>
      </Frame>
    )
  if (session === null)
    return (
      <Frame me={me}>
        <div className="page page--narrow">
          <Loading />
        </div>
      </Frame>
    )
  if (session.state === 'placing' || session.state === 'preparing' || session.state === 'ending')
    return (
      <Frame me={me}>
        <Page
          title={session.state === 'ending' ? t.ending(title) : t.starting(title)}
          narrow
          key={session.state === 'ending' ? 'end' : 'start'}
        >
          {end.error && <TroubleAlert key={end.submittedAt} error={end.error} />}
          <SessionProgress
            session={session}
            {...(session.state === 'ending' ? {} : { onCancel: () => end.mutate() })}
          />
        </Page>
      </Frame>
    )
  const heading = session.state === 'failed' ? t.failedTitle : session.state === 'lost' ? t.lostTitle : t.endedTitle
  return (
    <Frame me={me}>
      <Page title={heading} narrow key="over">
        {session.problem ? (
          <Alert kind={session.state === 'ended' ? 'info' : 'warning'} title={text(session.problem.text)}>
            <p className="kern-body">{text(session.problem.next)}</p>
          </Alert>
        ) : (
          <p className="kern-body">{session.state === 'ended' ? t.endedNext : t.lostNext}</p>
        )}
        {session.notices.map((notice) => (
          <Alert key={notice} kind="info" title={t.notice[notice]}>
            {noticeDetail(session, notice, text) !== '' && (
              <p className="kern-body">{noticeDetail(session, notice, text)}</p>
            )}
          </Alert>
        ))}
        {restart.error && <TroubleAlert key={restart.submittedAt} error={restart.error} />}
        <div className="row">
          <Button look="primary" onPress={() => restart.mutate(session.target)} isPending={restart.isPending}>
            {t.again}
          </Button>
          {toStart}
        </div>
      </Page>
    </Frame>
  )
}
