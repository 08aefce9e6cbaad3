import type { ConfigurationFault, ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useBlocker, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useId, useState } from 'react'
import {
  changeDraft,
  difference,
  documentSchema,
  documents,
  impact,
  type OpenDraft,
  openDraft,
  validate,
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
import { DiscardDraft } from './DiscardDraft.tsx'
import { documentsOf } from './document-text.ts'
import { FormPanel } from './FormPanel.tsx'
import { ImpactView } from './ImpactView.tsx'
import { PublishForm } from './PublishForm.tsx'
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
  const { document: wanted } = useSearch({ from: '/gate/administration/configuration/drafts/$draft' })
  const [files, setFiles] = useState<readonly ConfigurationFile[]>(opened.files)
  const [saved, setSaved] = useState<readonly ConfigurationFile[]>(opened.files)
  const [seen, setSeen] = useState(opened.draft.changedAt)
  const [path, setPath] = useState(
    () =>
      documentsOf(opened.files).find(({ name }) => name === wanted)?.path ??
      opened.faults[0]?.path ??
      opened.files[0]?.path ??
      '',
  )
  const [savedFaults, setSavedFaults] = useState<readonly ConfigurationFault[]>(opened.faults)
  const [typedFaults, setTypedFaults] = useState<readonly ConfigurationFault[] | null>(null)
  const [added, setAdded] = useState<string | null>(null)
  const schema = useQuery({ queryKey: ['schema'], queryFn: documentSchema, staleTime: Number.POSITIVE_INFINITY })
  const known = useQuery({ queryKey: ['documents'], queryFn: () => documents() })
  const save = useMutation({
    mutationFn: changeDraft,
    onSuccess: (answer, asked) => {
      setSavedFaults(answer.faults)
      setTypedFaults(null)
      setAdded(null)
      setSaved(asked.files)
      setSeen(answer.draft.changedAt)
      void queries.invalidateQueries({ queryKey: ['difference', id] })
      queries.setQueryData(['draft', String(id)], { ...opened, draft: answer.draft, files: asked.files })
    },
  })
  const written = files.filter((one) => one.text.trim() !== '')
  const isDirty = JSON.stringify(written) !== JSON.stringify(saved.filter((one) => one.text.trim() !== ''))
  const faults = (isDirty ? typedFaults : null) ?? savedFaults
  const isGood = faults.length === 0 && !isDirty
  useUnsaved(isDirty, t.leave)
  useFaultsWhileTyping(files, isDirty, setTypedFaults)
  const words = useQuery({ queryKey: ['difference', id], queryFn: () => difference(id), enabled: isGood })
  const preview = useMutation({ mutationFn: impact })
  const [moment, setMoment] = useState('')
  // Numbers of what was written before would be taken for those of what stands there now.
  const { reset } = preview
  useEffect(() => {
    if (isDirty) reset()
  }, [isDirty, reset])

  const file = files.find((one) => one.path === path)
  function write(target: string, change: (before: string) => string) {
    // "Saved" was said of another text.
    if (save.isSuccess) save.reset()
    setFiles((before) =>
      before.some((one) => one.path === target)
        ? before.map((one) => (one.path === target ? { ...one, text: change(one.text) } : one))
        : [...before, { path: target, text: change('') }],
    )
  }
  const choices = (kind: string) =>
    (known.data ?? []).filter((one) => one.kind === kind).map((one) => ({ id: one.id, title: text(one.title) }))
  const administrator = me.person.roles.includes('administrator')
  const own = me.person.department.id

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
            idsOf={(kind) => (known.data ?? []).filter((one) => one.kind === kind).map((one) => one.id)}
            onChange={(next) => write(file.path, () => next)}
          />
        )}
        {added && <Alert kind="info" title={t.written(added)} role="status" />}
        {isDirty && <p className="kern-body">{t.unsaved}</p>}
        <div className="row">
          <Button
            look="primary"
            onPress={() => save.mutate({ draft: id, files: written, seen })}
            isPending={save.isPending}
          >
            {t.save}
          </Button>
          <DiscardDraft id={id} />
        </div>
        {save.error && <TroubleAlert key={save.submittedAt} error={save.error} />}
        {save.isSuccess && isGood && <Alert key={save.submittedAt} kind="success" title={t.saved} role="status" />}
        {faults.length > 0 && (
          <Alert kind="danger" title={t.faults(faults.length)} role={isDirty ? 'status' : 'alert'}>
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
      <FormPanel
        key={wanted ?? ''}
        files={files}
        wanted={wanted ?? null}
        department={administrator ? null : own}
        onWrite={(target, change) => {
          write(target, change)
          setPath(target)
          setAdded(target)
        }}
      />
      {isGood && (
        <section className="flow" aria-label={t.differences}>
          <h2 className="kern-heading-medium">{t.differences}</h2>
          {words.isPending && <Loading />}
          {words.isError && <TroubleAlert error={words.error} />}
          {words.data && <ChangesView changes={words.data.changes} />}
          {words.data?.secondPerson && <Alert kind="warning" title={t.secondPerson} />}
        </section>
      )}
      {/* Whoever publishes has seen what would change, and what comes above moves no button from under her finger. */}
      {isGood && !words.isPending && (
        <>
          <section className="flow" aria-label={t.impact}>
            <h2 className="kern-heading-medium">{t.impact}</h2>
            <div className="page--narrow">
              <Field
                label={t.previewAt}
                hint={t.previewAtHint}
                inputType="datetime-local"
                value={moment}
                onChange={setMoment}
              />
            </div>
            <div className="row">
              <Button
                onPress={() => preview.mutate({ draft: id, at: moment === '' ? null : new Date(moment).toISOString() })}
                isPending={preview.isPending}
              >
                {t.preview}
              </Button>
            </div>
            {preview.error && <TroubleAlert key={preview.submittedAt} error={preview.error} />}
            {preview.data && <ImpactView impact={preview.data} />}
          </section>
          <PublishForm draft={opened.draft} departments={choices('Department')} />
        </>
      )}
    </>
  )
}

/** Whoever leaves is asked, by the browser or by the portal, whichever way she goes. */
function useUnsaved(isDirty: boolean, question: string) {
  useBlocker({
    shouldBlockFn: () => isDirty && !window.confirm(question),
    enableBeforeUnload: () => isDirty,
    disabled: !isDirty,
  })
}

/** Milliseconds without a letter after which the text is checked. */
const pause = 700

/** Faults come while one types, not only when one saves. A check that cannot be made is no fault of the text. */
function useFaultsWhileTyping(
  files: readonly ConfigurationFile[],
  isDirty: boolean,
  onFaults: (faults: readonly ConfigurationFault[]) => void,
) {
  useEffect(() => {
    if (!isDirty) return
    let isOver = false
    const timer = setTimeout(() => {
      validate(files.filter((one) => one.text.trim() !== '')).then(
        (faults) => {
          if (!isOver) onFaults(faults)
        },
        () => undefined,
      )
    }, pause)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [files, isDirty, onFaults])
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
