import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import type { SettingsSource } from '../api/settings.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { settingsTexts } from './texts.ts'

interface ImportPartProps {
  /** Whose settings take the file over. */
  readonly source: SettingsSource
  readonly hint: string
}

/** A file with settings, to be taken over. */
export function ImportPart({ source, hint }: ImportPartProps) {
  const t = useTexts(settingsTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isMissing, setMissing] = useState(false)
  const taking = useMutation({
    mutationFn: (file: File) => source.import(file),
    onSuccess: () => queries.invalidateQueries({ queryKey: source.key }),
  })
  const start = () => {
    const file = input.current?.files?.[0]
    setMissing(file === undefined)
    if (file === undefined) input.current?.focus()
    else taking.mutate(file)
  }
  const titles = taking.data?.packages.map(({ title }) => title[language]).join(', ')
  return (
    <>
      <div className={`kern-form-input${isMissing ? ' kern-form-input--error' : ''}`}>
        <label className="kern-label" htmlFor={id}>
          {t.import}
        </label>
        <div className="kern-hint" id={`${id}-hint`}>
          {hint}
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
    </>
  )
}
