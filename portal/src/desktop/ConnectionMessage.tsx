import type { MySession } from '@nahtlos/contract/api/workplace'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { troubleOf } from '../api/problem-error.ts'
import { signOut } from '../api/sign-in.ts'
import { connectionState } from '../api/workplace.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { useBecome } from '../shell/me.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { shellTexts } from '../shell/texts.ts'
import { RefusalNotice } from '../workplace/RefusalNotice.tsx'
import type { Connection } from './connection.ts'
import { desktopTexts } from './texts.ts'

interface ConnectionMessageProps {
  readonly connection: Connection
  readonly session: MySession
  readonly lastConnection: string | null
  onTryNow(): void
  onTakeBack(): void
}

/** What stands over the picture while there is no live connection. */
export function ConnectionMessage({
  connection,
  session,
  lastConnection,
  onTryNow,
  onTakeBack,
}: ConnectionMessageProps) {
  const t = useTexts(desktopTexts)
  const shell = useTexts(shellTexts)
  const toStart = (
    <Link to="/" className="kern-btn kern-btn--secondary">
      <span className="kern-label">{shell.toStart}</span>
    </Link>
  )
  switch (connection.state) {
    case 'connected':
      return null
    case 'asking':
    case 'connecting':
      return connection.attempt === 0 ? (
        <p className="desktop__message loading kern-body" role="status">
          <span className="spinner" aria-hidden="true" />
          {t.connecting}
        </p>
      ) : (
        <Interrupted problem={session.problem} onTryNow={onTryNow} />
      )
    case 'interrupted':
      return <Interrupted problem={session.problem} onTryNow={onTryNow} />
    case 'taken-over':
      return (
        <div className="desktop__message">
          <Alert kind="info" title={t.takenOver} role="alert">
            <p className="kern-body">{t.takenOverText}</p>
            <div className="row">
              <Button look="primary" onPress={onTakeBack}>
                {t.takeBack}
              </Button>
              {toStart}
            </div>
          </Alert>
        </div>
      )
    case 'idle':
      return (
        <div className="desktop__message">
          <Alert kind="info" title={t.idle} role="alert">
            <p className="kern-body">{t.idleText}</p>
            <div className="row">
              <Button look="primary" onPress={onTakeBack}>
                {t.takeBack}
              </Button>
              {toStart}
            </div>
          </Alert>
        </div>
      )
    case 'withdrawn':
      return (
        <div className="desktop__message">
          <Withdrawn session={session} connection={lastConnection} />
          <div className="row">
            <Button onPress={onTakeBack}>{shell.retry}</Button>
            {toStart}
          </div>
        </div>
      )
    case 'over':
      return (
        <div className="desktop__message">
          <Alert kind="info" title={t.over} role="alert">
            <p>{toStart}</p>
          </Alert>
        </div>
      )
    case 'refused':
      if (connection.error !== null && troubleOf(connection.error).code === 'session-locked')
        return <Locked error={connection.error} />
      return (
        <div className="desktop__message">
          {connection.error === null ? (
            <Alert kind="danger" title={t.refused} role="alert">
              <p className="kern-body">{t.refusedText}</p>
            </Alert>
          ) : (
            <TroubleAlert error={connection.error} />
          )}
          <div className="row">
            <Button onPress={onTakeBack}>{shell.retry}</Button>
            {toStart}
          </div>
        </div>
      )
  }
}

/** Whoever comes back signs in anew; the address stays, so the desktop is there afterwards. */
function Locked({ error }: { error: unknown }) {
  const t = useTexts(desktopTexts)
  const text = useText()
  const become = useBecome()
  const leave = useMutation({ mutationFn: signOut, onSettled: () => become(null) })
  const { title, next } = troubleOf(error)
  return (
    <div className="desktop__message">
      <Alert kind="info" title={text(title)} role="alert">
        <p className="kern-body">{text(next)}</p>
        <Button look="primary" onPress={() => leave.mutate()} isPending={leave.isPending}>
          {t.signInAgain}
        </Button>
      </Alert>
    </div>
  )
}

/** Where the server knows that the host does not answer, nobody is promised that her desktop goes on. */
function Interrupted({ problem, onTryNow }: { problem: MySession['problem']; onTryNow(): void }) {
  const t = useTexts(desktopTexts)
  const text = useText()
  return (
    <div className="desktop__message">
      <Alert kind="warning" title={t.interrupted} role="status">
        <p className="kern-body">{problem ? `${text(problem.text)} ${text(problem.next)}` : t.interruptedText}</p>
        <Button onPress={onTryNow}>{t.tryNow}</Button>
      </Alert>
    </div>
  )
}

/** The reason that the server gives: for the connection that was closed, or for the session. */
function Withdrawn({ session, connection }: { session: MySession; connection: string | null }) {
  const t = useTexts(desktopTexts)
  const asked = useQuery({
    queryKey: ['connection', connection],
    queryFn: () => connectionState(connection ?? ''),
    enabled: connection !== null,
    gcTime: 0,
  })
  const refusal = asked.data?.refusal ?? session.refusal
  return (
    <Alert kind="warning" title={t.withdrawn} role="alert">
      <p className="kern-body">{t.withdrawnText}</p>
      {refusal && <RefusalNotice refusal={refusal} />}
    </Alert>
  )
}
