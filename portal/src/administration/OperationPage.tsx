import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { EnrolmentForm } from './EnrolmentForm.tsx'
import { HostTable } from './HostTable.tsx'
import { MailQueuePanel } from './MailQueuePanel.tsx'
import { SessionTable } from './SessionTable.tsx'
import { administrationTexts } from './texts.ts'
import { useOperation } from './use-operation.ts'
import { WaitingRoles } from './WaitingRoles.tsx'

export function OperationPage() {
  const t = useTexts(administrationTexts)
  const { operation, error } = useOperation()
  return (
    <Page title={t.operation} lead={t.live}>
      {error !== null && <TroubleAlert error={error} />}
      {operation === null && error === null && <Loading />}
      {operation && (
        <>
          <HostTable hosts={operation.hosts} />
          <SessionTable sessions={operation.sessions} />
        </>
      )}
      <MailQueuePanel />
      <WaitingRoles />
      <EnrolmentForm />
    </Page>
  )
}
