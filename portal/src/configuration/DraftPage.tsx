import type { ConfigurationFault, ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useId, useState } from 'react'
import {
  changeDraft,
  difference,
  documentSchema,
  documents,
  impact,
  type OpenDraft,
  openDraft,
} from '../api/configuration.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { useMe } from '../shell/me.tsx'
import { Page } from '../shell/Page.tsx'
import { Select } from '../shell/Select.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { ChangesView } from './ChangesView.tsx'
import { ImpactView } from './ImpactView.tsx'
import { PublishForm } from './PublishForm.tsx'
import { RuleForm } from './RuleForm.tsx'
import { configurationTexts } from './texts.ts'
import { YamlEditor } from './YamlEditor.tsx'
import './configuration.css'

/** One draft: its files with an editor, what it would change, whom it concerns, and its publication. */
export function DraftPage() {
  const { draft: id } = useParams({ from: '/gate/administration/configuration/drafts/$draft' })
  const t = useTexts(configurationTexts)
  const asked = useQuery({
    queryKey: ['draft', id],
    queryFn: () => openDraft(Number(id)),
    // What is being written must not be replaced behind the author's back.
    refetchOnWindowFocus: false,
  })
  return (
    <Page title={asked.data?.draft.title ?? t.draft}>
      {asked.isPending && <Loading />}
      {asked.isError && <TroubleAlert error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.data && <Editing key={id} opened={asked.data} />}
    </Page>
  )
}

function Editing({ opened }: { opened: OpenDraft }) {
  const t = useTexts(configurationTexts)
  const text = useText()
  const me = useMe()
  const hint = useId()
  const queries = useQueryClient()
  const { id } = opened.draft
  const [files, setFiles] = useState<readonly ConfigurationFile[]>(opened.files)
  const [path, setPath] = useState(opened.faults[0]?.path ?? opened.files[0]?.path ?? '')
  const [faults, setFaults] = useState<readonly ConfigurationFault[]>(opened.faults)
  const [added, setAdded] = useState<string | null>(null)
  const schema = useQuery({ queryKey: ['schema'], queryFn: documentSchema, staleTime: Number.POSITIVE_INFINITY })
  const known = useQuery({ queryKey: ['documents'], queryFn: documents })
  const save = useMutation({
    mutationFn: changeDraft,
    onSuccess: (saved) => {
      setFaults(saved.faults)
      setAdded(null)
      void queries.invalidateQueries({ queryKey: ['difference', id] })
      queries.setQueryData(['draft', String(id)], { ...opened, draft: saved.draft, files: [...files] })
    },
  })
  const isGood = faults.length === 0
  const words = useQuery({ queryKey: ['difference', id], queryFn: () => difference(id), enabled: isGood })
  const preview = useMutation({ mutationFn: () => impact(id) })

  const file = files.find((one) => one.path === path)
  const write = (target: string, change: (before: string) => string) =>
    setFiles((before) =>
      before.some((one) => one.path === target)
        ? before.map((one) => (one.path === target ? { ...one, text: change(one.text) } : one))
        : [...before, { path: target, text: change('') }],
    )
  const choices = (kind: string) =>
    (known.data ?? []).filter((one) => one.kind === kind).map((one) => ({ id: one.id, title: text(one.title) }))
  const administrator = me.person.roles.includes('administrator')
  const own = me.person.department.id

  function addRule(slug: string, document: string) {
    const target = administrator ? `access/${slug}.yaml` : `${own}/${slug}.yaml`
    write(target, () => document)
    setPath(target)
    setAdded(target)
  }

  return (
    <>
      <section className="flow" aria-label={t.editor}>
        <div className="page--narrow flow">
          <Select
            label={t.file}
            value={path}
            onChange={setPath}
            options={files.map((one) => ({ value: one.path, text: one.path }))}
          />
          <NewFile
            taken={files.map((one) => one.path)}
            onMake={(made) => {
              write(made, (before) => before)
              setPath(made)
            }}
          />
        </div>
        <p id={hint} className="kern-hint">
          {t.editorHint}
        </p>
        {file && (
          <YamlEditor
            label={t.editor}
            describedBy={hint}
            path={file.path}
            text={file.text}
            faults={faults}
            schema={schema.data ?? null}
            onChange={(next) => write(file.path, () => next)}
          />
        )}
        {added && <Alert kind="info" title={t.ruleAdded(added)} role="status" />}
        <div className="row">
          <Button
            look="primary"
            onPress={() => save.mutate({ draft: id, files: files.filter((one) => one.text.trim() !== '') })}
            isPending={save.isPending}
          >
            {t.save}
          </Button>
        </div>
        {save.error && <TroubleAlert key={save.submittedAt} error={save.error} />}
        {save.isSuccess && isGood && <Alert key={save.submittedAt} kind="success" title={t.saved} role="status" />}
        {!isGood && (
          <Alert kind="danger" title={t.faults(faults.length)} role="alert">
            <ul className="kern-list kern-list--bullet">
              {faults.slice(0, 50).map((fault) => (
                <li key={`${fault.path} ${fault.line} ${fault.column} ${fault.message.en}`}>
                  {t.at(fault.path, fault.line, fault.column)}: {text(fault.message)}
                </li>
              ))}
            </ul>
          </Alert>
        )}
      </section>
      <details>
        <summary className="kern-label">{t.rule}</summary>
        <RuleForm
          groups={choices('Group')}
          departments={choices('Department')}
          department={administrator ? null : own}
          onAdd={addRule}
        />
      </details>
      {isGood && (
        <section className="flow" aria-label={t.differences}>
          <h2 className="kern-heading-medium">{t.differences}</h2>
          {words.isError && <TroubleAlert error={words.error} />}
          {words.data && <ChangesView changes={words.data.changes} />}
          {words.data?.secondPerson && <Alert kind="warning" title={t.secondPerson} />}
          <h2 className="kern-heading-medium">{t.impact}</h2>
          <div className="row">
            <Button onPress={() => preview.mutate()} isPending={preview.isPending}>
              {t.preview}
            </Button>
          </div>
          {preview.error && <TroubleAlert key={preview.submittedAt} error={preview.error} />}
          {preview.data && <ImpactView impact={preview.data} />}
        </section>
      )}
      {isGood && <PublishForm draft={opened.draft} departments={choices('Department')} />}
    </>
  )
}

function NewFile({ taken, onMake }: { taken: readonly string[]; onMake(path: string): void }) {
  const t = useTexts(configurationTexts)
  const [name, setName] = useState('')
  const [error, setError] = useState<string | undefined>()
  function make() {
    const good = /^[\w][\w./-]*\.ya?ml$/.test(name) && !name.includes('..') && !taken.includes(name)
    setError(good ? undefined : t.newFileWrong)
    if (!good) return
    onMake(name)
    setName('')
  }
  return (
    <details>
      <summary className="kern-label">{t.newFile}</summary>
      <div className="flow">
        <Field label={t.newFileName} hint={t.newFileHint} value={name} onChange={setName} error={error} literal />
        <div className="row">
          <Button onPress={make}>{t.create}</Button>
        </div>
      </div>
    </details>
  )
}
