import type { SessionView } from '@nahtlos/contract/api/administration'
import { endReasonText } from '@nahtlos/contract/session/end-reason'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { endAnySession } from '../api/administration.ts'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { administrationTexts } from './texts.ts'

const colour = {
  placing: 'info',
  preparing: 'info',
  ready: 'success',
  ending: 'info',
  ended: 'info',
  failed: 'danger',
  lost: 'danger',
} as const

export function SessionTable({ sessions }: { sessions: readonly SessionView[] }) {
  const t = useTexts(administrationTexts)
  const text = useText()
  const { language } = useLanguage()
  const [asked, setAsked] = useState<SessionView | null>(null)
  const end = useMutation({ mutationFn: endAnySession, onSuccess: () => setAsked(null) })
  const name = asked?.person.name ?? ''
  if (sessions.length === 0)
    return (
      <section className="flow">
        <h2 className="kern-heading-medium">{t.sessions}</h2>
        <p className="kern-body">{t.noSessions}</p>
      </section>
    )
  return (
    <>
      <Table title={t.sessions} head={[t.person, t.workspace, t.host, t.state, t.since, t.action]}>
        {sessions.map((session) => (
          <tr key={session.id}>
            <Cell head={t.person}>
              <strong>{session.person.name}</strong>
              <br />
              <small>
                {session.person.account}, {text(session.person.departmentTitle)}
              </small>
            </Cell>
            <Cell head={t.workspace}>{text(session.title)}</Cell>
            <Cell head={t.host}>{session.host ?? '–'}</Cell>
            <Cell head={t.state}>
              <span className={`kern-badge kern-badge--${colour[session.state]} kern-badge--small`}>
                <span className="kern-label kern-label--small">{t.sessionState[session.state]}</span>
              </span>
              <small>
                {session.connected ? t.connected : t.disconnected}
                {session.zone && ` (${text(session.zone)})`}
              </small>
              {session.detail && <small>{text(endReasonText(session.detail))}</small>}
            </Cell>
            <Cell head={t.since}>{formatInstant(session.startedAt, language)}</Cell>
            <Cell head={t.action}>
              <Button small aria-label={t.logOffNamed(session.person.name)} onPress={() => setAsked(session)}>
                {t.logOff}
              </Button>
            </Cell>
          </tr>
        ))}
      </Table>
      <Confirm
        open={asked !== null}
        title={t.logOffTitle(name)}
        confirm={t.logOff}
        pending={end.isPending}
        onConfirm={() => asked && end.mutate(asked.id)}
        onClose={() => setAsked(null)}
      >
        <p className="kern-body">{t.logOffText}</p>
        {end.error && <TroubleAlert key={end.submittedAt} error={end.error} />}
      </Confirm>
    </>
  )
}
