import { useQuery } from '@tanstack/react-query'
import { mySettings } from '../api/settings.ts'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { AccessList } from './AccessList.tsx'
import { ArchiveSection } from './ArchiveSection.tsx'
import { PackageList } from './PackageList.tsx'
import { settingsTexts } from './texts.ts'

/** Everything that is stored of one's settings, and what one can do about it without calling anyone. */
export function SettingsPage() {
  const t = useTexts(settingsTexts)
  const packages = useQuery({ queryKey: mySettings.key, queryFn: mySettings.packages, refetchOnMount: 'always' })
  return (
    <Page title={t.title} narrow>
      <p className="kern-body">{t.lead}</p>
      {packages.isPending && <Loading />}
      {packages.isError && <TroubleAlert error={packages.error} onRetry={() => void packages.refetch()} />}
      {packages.data && (
        <>
          <PackageList
            packages={packages.data}
            none={t.none}
            linkOf={(template) => ({ to: '/settings/$template', params: { template } })}
          />
          <ArchiveSection isEmpty={packages.data.length === 0} />
          <AccessList />
        </>
      )}
    </Page>
  )
}
