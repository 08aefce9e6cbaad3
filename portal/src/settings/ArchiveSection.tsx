import { mayTakeOut } from '@nahtlos/contract/access/taking-out'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { archiveAddress, importSettings, mySettings } from '../api/settings.ts'
import { startPage } from '../api/workplace.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { settingsTexts } from './texts.ts'

/** All settings as a file, and such a file back. */
export function ArchiveSection({ isEmpty }: { readonly isEmpty: boolean }) {
  const t = useTexts(settingsTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isMissing, setMissing] = useState(false)
  const taking = useMutation({
    mutationFn: importSettings,
    onSuccess: () => queries.invalidateQueries({ queryKey: mySettings.key }),
  })
  const start = () => {
    const file = input.current?.files?.[0]
    setMissing(file === undefined)
    if (file === undefined) input.current?.focus()
    else taking.mutate(file)
  }
  const titles = taking.data?.packages.map(({ title }) => title[language]).join(', ')
  return (
    <section className="flow" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} className="kern-heading-medium">
        {t.archive}
      </h2>
      {!isEmpty && <ExportPart />}
      <div className={`kern-form-input${isMissing ? ' kern-form-input--error' : ''}`}>
        <label className="kern-label" htmlFor={id}>
          {t.import}
        </label>
        <div className="kern-hint" id={`${id}-hint`}>
          {t.importHint}
        </div>
        <input
          ref={input}
          id={id}
          type="file"
          accept=".gz,.tgz,application/gzip"
          className="kern-form-input__input"
          aria-describedby={`${id}-hint ${id}-error`}
          aria-invalid={isMissing}
        />
        <p className="kern-error" id={`${id}-error`} hidden={!isMissing}>
          <span className="kern-body">{t.importMissing}</span>
        </p>
      </div>
      <div className="row">
        <Button onPress={start} isPending={taking.isPending}>
          {t.importStart}
        </Button>
      </div>
      <div role="status">
        {taking.data && (
          <Alert
            kind={titles ? 'success' : 'warning'}
            title={titles ? t.imported(titles, taking.data.leftOut) : t.importedNothing}
          />
        )}
      </div>
      {taking.error && <TroubleAlert key={taking.submittedAt} error={taking.error} />}
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
