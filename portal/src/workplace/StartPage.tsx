import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { startPage } from '../api/workplace.ts'
import { RefusedPrograms } from '../programs/RefusedPrograms.tsx'
import { Alert } from '../shell/Alert.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { useMe } from '../shell/me.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { SettingsMessages } from './SettingsMessages.tsx'
import { workplaceTexts } from './texts.ts'
import { WorkspaceCard } from './WorkspaceCard.tsx'

/** Each workspace, available or with the reason why not. Asked again now and then, since days and hours change. */
export function StartPage() {
  const t = useTexts(workplaceTexts)
  const me = useMe()
  const start = useQuery({ queryKey: ['start'], queryFn: startPage, refetchInterval: 20_000, refetchOnMount: 'always' })
  const where = me.zone.id === null ? t.nowhere : me.zone.outside ? t.home : t.office
  return (
    <Page title={t.greeting(me.person.name)} lead={where}>
      {start.isPending && <Loading />}
      {start.isError && <TroubleAlert error={start.error} onRetry={() => void start.refetch()} />}
      {start.data && <SettingsMessages messages={start.data.settingsMessages} />}
      {start.data && start.data.waitingApprovals > 0 && (
        <Alert kind="info" title={t.approvalsWait(start.data.waitingApprovals)}>
          <Link to="/approvals">{t.toApprovals}</Link>
        </Alert>
      )}
      {start.data && start.data.workspaces.length === 0 && (
        <Alert kind="info" title={t.none}>
          <p className="kern-body">{t.noneNext}</p>
        </Alert>
      )}
      {start.data && start.data.workspaces.length > 0 && (
        <section aria-labelledby="workspaces" className="flow">
          <h2 id="workspaces" className="kern-heading-medium">
            {t.workspaces}
          </h2>
          <ul className="cards">
            {start.data.workspaces.map((tile) => (
              <li key={tile.id}>
                <WorkspaceCard tile={tile} sessions={start.data.sessions} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <RefusedPrograms />
    </Page>
  )
}
