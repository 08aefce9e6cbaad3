import type { HostView } from '@nahtlos/contract/api/administration'
import { useMutation } from '@tanstack/react-query'
import { drainHost } from '../api/administration.ts'
import { Button } from '../shell/Button.tsx'
import { formatInstant, formatMemory, formatNumber } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { HostConcerns } from './HostConcerns.tsx'
import { administrationTexts } from './texts.ts'

const colour = { up: 'success', draining: 'warning', away: 'danger', 'never-seen': 'info' } as const

export function HostTable({ hosts }: { hosts: readonly HostView[] }) {
  const t = useTexts(administrationTexts)
  const { language } = useLanguage()
  const drain = useMutation({
    mutationFn: (host: HostView) => drainHost(host.id, host.state !== 'draining'),
  })
  if (hosts.length === 0) return <p className="kern-body">{t.noHosts}</p>
  return (
    <>
      {drain.error && <TroubleAlert key={drain.submittedAt} error={drain.error} />}
      <HostConcerns hosts={hosts} />
      <Table title={t.hosts} head={[t.host, t.state, t.load, t.memory, t.sessionsCount, t.certificate, t.action]}>
        {hosts.map((host) => (
          <tr key={host.id}>
            <Cell head={t.host}>
              <strong>{host.id}</strong>
              <br />
              <small>{host.address}</small>
            </Cell>
            <Cell head={t.state}>
              <span className={`kern-badge kern-badge--${colour[host.state]} kern-badge--small`}>
                <span className="kern-label kern-label--small">{t.hostState[host.state]}</span>
              </span>
              {host.missingPackages.length > 0 && <small>{t.missing(host.missingPackages.join(', '))}</small>}
            </Cell>
            <Cell head={t.load}>
              {host.load === null ? '–' : formatNumber(host.load, language, 2)}
              {host.cores !== null && <small> / {t.cores(host.cores)}</small>}
            </Cell>
            <Cell head={t.memory}>
              {host.memoryAvailable === null ? '–' : formatMemory(host.memoryAvailable, language)}
              {host.memoryTotal !== null && <small> / {formatMemory(host.memoryTotal, language)}</small>}
            </Cell>
            <Cell head={t.sessionsCount}>{host.sessions}</Cell>
            <Cell head={t.certificate}>
              {host.certificateUntil === null ? '–' : formatInstant(host.certificateUntil, language)}
            </Cell>
            <Cell head={t.action}>
              <Button
                small
                isPending={drain.isPending && drain.variables.id === host.id}
                aria-label={host.state === 'draining' ? t.fillNamed(host.id) : t.drainNamed(host.id)}
                onPress={() => drain.mutate(host)}
              >
                {host.state === 'draining' ? t.fill : t.drain}
              </Button>
            </Cell>
          </tr>
        ))}
      </Table>
    </>
  )
}
