import { mayTakeOut } from '@nahtlos/contract/access/taking-out'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { archiveAddress, mySettings } from '../api/settings.ts'
import { startPage } from '../api/workplace.ts'
import { Alert } from '../shell/Alert.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { ImportPart } from './ImportPart.tsx'
import { settingsTexts } from './texts.ts'

/** All settings as a file, and such a file back. */
export function ArchiveSection({ isEmpty }: { readonly isEmpty: boolean }) {
  const t = useTexts(settingsTexts)
  const id = useId()
  return (
    <section className="flow" aria-labelledby={id}>
      <h2 id={id} className="kern-heading-medium">
        {t.archive}
      </h2>
      {!isEmpty && <ExportPart />}
      <ImportPart source={mySettings} hint={t.importHint} />
    </section>
  )
}

/** The button, or why there is none here: from where nothing may be copied out, settings do not leave either. */
function ExportPart() {
  const t = useTexts(settingsTexts)
  const start = useQuery({ queryKey: ['start'], queryFn: startPage, refetchOnMount: 'always' })
  if (start.isPending) return <Loading />
  if (start.isError) return <TroubleAlert error={start.error} onRetry={() => void start.refetch()} />
  if (!mayTakeOut(start.data.workspaces))
    return (
      <Alert kind="info" title={t.exportClosed}>
        <p className="kern-body">{t.exportClosedNext}</p>
      </Alert>
    )
  return (
    <>
      <p className="kern-body">{t.archiveLead}</p>
      <p>
        <a href={archiveAddress} download className="kern-btn kern-btn--secondary">
          <span className="kern-label">{t.export}</span>
        </a>
      </p>
    </>
  )
}
