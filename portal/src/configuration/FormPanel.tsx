import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { zones } from '../api/administration.ts'
import { useText, useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import { slugOf } from './condition.ts'
import { DocumentForm } from './DocumentForm.tsx'
import { documentsOf, type Values, withDocument } from './document-text.ts'
import { beginningOf, type FormName, formNames, formOf, type Kind } from './form-fields.ts'
import { configurationTexts } from './texts.ts'

interface FormPanelProps {
  readonly files: readonly ConfigurationFile[]
  /** The document to begin with; null begins with a new one. */
  readonly wanted: string | null
  /** The department whose documents are written; null is the city. */
  readonly department: string | null
  onWrite(path: string, change: (before: string) => string): void
}

/** Forms beside the text: for a new document of a common kind, or for one that is in the draft. */
export function FormPanel({ files, wanted, department, onWrite }: FormPanelProps) {
  const t = useTexts(configurationTexts)
  const text = useText()
  const places = useQuery({ queryKey: ['zones'], queryFn: zones })
  const documents = useMemo(() => documentsOf(files), [files])
  const [name, setName] = useState(wanted ?? '')
  const [made, setMade] = useState<FormName>('limit')
  const chosen = documents.find((one) => one.name === name)
  const form = chosen === undefined ? made : formOf(chosen.values)
  const titleOf = (values: Values) => {
    const title = values.title as { de?: string; en?: string } | undefined
    return text({ de: title?.de ?? String(values.id), en: title?.en ?? String(values.id) })
  }
  const choices = (kind: Kind | 'Zone') => {
    const found = documents
      .filter(({ values }) => values.kind === kind)
      .map(({ values }) => ({ id: String(values.id), title: titleOf(values) }))
    return found.length > 0 || kind !== 'Zone'
      ? found
      : (places.data ?? []).map((one) => ({ id: one.id, title: text(one.title) }))
  }
  const editable = documents.filter(
    ({ values }) => formOf(values) !== null && (department === null || values.department === department),
  )

  function write(values: Values) {
    if (chosen !== undefined) return onWrite(chosen.path, (before) => withDocument(before, chosen.name, values))
    const kind = String(values.kind)
    const isTaken = (id: string) =>
      documents.some((one) => one.name === `${kind}/${id}`) ||
      files.some((one) => one.path === pathOf(kind, id, department))
    const title = (values.title as { de?: string } | undefined)?.de ?? ''
    const wish = kind === 'Group' && department !== null ? `${department}-${title}` : title
    const id = slugOf(wish, isTaken)
    onWrite(pathOf(kind, id, department), (before) => withDocument(before, `${kind}/${id}`, ordered(values, id)))
    setName(`${kind}/${id}`)
  }

  return (
    <details open={wanted !== null}>
      <summary className="kern-label">{t.form}</summary>
      <div className="flow">
        <div className="flow page--narrow">
          <p className="kern-body">{t.formLead}</p>
          {chosen === undefined && (
            <Select
              label={t.formNew}
              value={made}
              onChange={(next) => setMade(next as FormName)}
              options={formNames.map((one) => ({ value: one, text: t.formNames[one] }))}
            />
          )}
          <Select
            label={t.formOpen}
            value={chosen?.name ?? ''}
            onChange={setName}
            options={[
              { value: '', text: t.formNone },
              ...editable.map(({ name: one, values }) => ({
                value: one,
                text: `${t.kinds[String(values.kind)] ?? String(values.kind)}: ${titleOf(values)}`,
              })),
            ]}
          />
        </div>
        {form === null ? (
          <p className="kern-body">{t.formNameless}</p>
        ) : (
          <DocumentForm
            key={`${chosen?.name ?? ''} ${form}`}
            form={form}
            values={chosen?.values ?? beginningOf(form, department)}
            choices={choices}
            onWrite={write}
          />
        )}
      </div>
    </details>
  )
}

const folders: Readonly<Record<string, string>> = {
  AccessRule: 'access',
  App: 'apps',
  EnvironmentRule: 'environment',
  Group: 'groups',
  ProgramRule: 'programs',
  Workspace: 'workspaces',
  Zone: 'zones',
}

/** A file of its own, where nothing of anybody else's can be. */
function pathOf(kind: string, id: string, department: string | null): string {
  return department === null ? `${folders[kind] ?? 'documents'}/${id}.yaml` : `${department}/${id}.yaml`
}

/** First what the document is, then what it says. */
function ordered({ kind, effect, ...values }: Values, id: string): Values {
  return { kind, id, ...(effect === undefined ? {} : { effect }), ...values }
}
