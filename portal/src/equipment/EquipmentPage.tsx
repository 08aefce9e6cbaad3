import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { equipmentTerms, myDeviceDocuments, myDevices } from '../api/equipment.ts'
import { Alert } from '../shell/Alert.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { useMe } from '../shell/me.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { DocumentList } from '../telework/DocumentList.tsx'
import { EnrolForm } from './EnrolForm.tsx'
import { MyDeviceCard } from './MyDeviceCard.tsx'
import { equipmentTexts } from './texts.ts'

/** The devices that I have, and what to do when one is lost. */
export function EquipmentPage() {
  const t = useTexts(equipmentTexts)
  const me = useMe()
  const terms = useQuery({ queryKey: ['equipment', 'terms'], queryFn: equipmentTerms })
  const mine = useQuery({ queryKey: ['equipment', 'mine'], queryFn: myDevices, refetchOnMount: 'always' })
  const [said, setSaid] = useState<readonly string[]>([])
  return (
    <Page title={t.title} lead={t.lead} narrow>
      {me.person.roles.includes('equipment-manager') && (
        <p>
          <Link to="/equipment/register">{t.toRegister}</Link>
        </p>
      )}
      {(mine.isPending || terms.isPending) && <Loading />}
      {mine.isError && <TroubleAlert error={mine.error} onRetry={() => void mine.refetch()} />}
      <div role="status">
        {said.length > 0 && (
          <Alert kind="success" title={said[0] ?? ''}>
            {said.slice(1).map((sentence) => (
              <p key={sentence} className="kern-body">
                {sentence}
              </p>
            ))}
          </Alert>
        )}
      </div>
      {mine.data?.length === 0 && <p className="kern-body">{t.none}</p>}
      {terms.data &&
        mine.data?.map((device) => (
          <MyDeviceCard key={device.id} device={device} terms={terms.data} onSaid={setSaid} />
        ))}
      {mine.data?.some(({ state }) => state === 'handed-over') && <EnrolForm onSaid={setSaid} />}
      <DocumentList heading="h2" queryKey={['equipment', 'documents']} load={myDeviceDocuments} />
    </Page>
  )
}
