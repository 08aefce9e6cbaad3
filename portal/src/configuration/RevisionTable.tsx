import type { Revision, Stage } from '@nahtlos/contract/configuration/revision'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changeTrial, endTrial, revisionChanges, revisionFiles, revisions, rollBack } from '../api/configuration.ts'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { Field } from '../shell/Field.tsx'
import { formatInstant } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { useMe } from '../shell/me.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { ChangesView } from './ChangesView.tsx'
import { configurationTexts } from './texts.ts'
import './configuration.css'

/** The history, newest first; one press brings an earlier revision back. */
export function RevisionTable() {
  const t = useTexts(configurationTexts)
  const text = useText()
  const { language } = useLanguage()
  const me = useMe()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [opened, setOpened] = useState<number | null>(null)
  const list = useQuery({ queryKey: ['revisions'], queryFn: revisions, refetchOnMount: 'always' })
  const renewed = () => {
    setAsked(null)
    void queries.invalidateQueries()
  }
  const back = useMutation({ mutationFn: rollBack, onSuccess: renewed })
  const trial = useMutation({ mutationFn: endTrial, onSuccess: renewed })
  const widen = useMutation({ mutationFn: changeTrial, onSuccess: renewed })
  const administrator = me.person.roles.includes('administrator')
  return (
    <>
      {list.isPending && <Loading />}
      {list.isError && <TroubleAlert error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p className="kern-body">{t.noRevisions}</p>}
      {trial.error && <TroubleAlert key={trial.submittedAt} error={trial.error} />}
      {widen.error && <TroubleAlert key={widen.submittedAt} error={widen.error} />}
      {list.data && list.data.length > 0 && (
        <Table title={t.revisions} head={[t.revision, t.published, t.reason, t.action]}>
          {list.data.slice(0, 50).map((revision) => (
            <tr key={revision.number}>
              <Cell head={t.revision}>
                <strong>{revision.number}</strong> <small>({t.revisionState[revision.state]})</small>
                {revision.detail && <small> {text(revision.detail)}</small>}
                {revision.state === 'trial' && revision.starts && (
                  <small> {t.starts(revision.starts.started, revision.starts.failed)}</small>
                )}
              </Cell>
              <Cell head={t.published}>
                {formatInstant(revision.publishedAt, language)}, {revision.author}
                {revision.approvedBy && <small> ({t.approvedBy(revision.approvedBy)})</small>}
              </Cell>
              <Cell head={t.reason}>
                {revision.reason}
                {revision.rollsBack !== null && <small> ({t.rollsBack(revision.rollsBack)})</small>}
              </Cell>
              <Cell head={t.action}>
                <span className="row">
                  <Button
                    small
                    aria-label={`${t.show}: ${t.whatChanged(revision.number)}`}
                    onPress={() => setOpened((now) => (now === revision.number ? null : revision.number))}
                  >
                    {t.show}
                  </Button>
                  {administrator && (
                    <Actions revision={revision} onBack={setAsked} onTrial={trial.mutate} onWiden={widen.mutate} />
                  )}
                </span>
              </Cell>
            </tr>
          ))}
        </Table>
      )}
      {opened !== null && <Changes key={opened} revision={opened} />}
      <Confirm
        open={asked !== null}
        title={t.rollBackTitle(asked ?? 0)}
        confirm={t.rollBack}
        pending={back.isPending}
        onConfirm={() =>
          asked !== null && back.mutate({ revision: asked, reason: reason.trim() || t.rollsBack(asked) })
        }
        onClose={() => setAsked(null)}
      >
        <p className="kern-body">{t.rollBackText}</p>
        <Field label={t.publishReason} value={reason} onChange={setReason} />
        {back.error && <TroubleAlert key={back.submittedAt} error={back.error} />}
      </Confirm>
    </>
  )
}

interface ActionsProps {
  readonly revision: Revision
  onBack(revision: number): void
  onTrial(asked: { revision: number; outcome: 'complete' | 'stop' }): void
  onWiden(asked: { revision: number; stage: Stage }): void
}

/** Steps in which a share grows: each is about as many people more as there were before. */
const shares = [25, 50, 75]

function Actions({ revision: { number, state, stage }, onBack, onTrial, onWiden }: ActionsProps) {
  const t = useTexts(configurationTexts)
  if (state === 'past')
    return (
      <Button small onPress={() => onBack(number)}>
        {t.rollBackNamed(number)}
      </Button>
    )
  if (state !== 'trial') return null
  const next = stage !== null && 'share' in stage ? shares.find((share) => share > stage.share) : undefined
  return (
    <>
      {next !== undefined && (
        <Button small onPress={() => onWiden({ revision: number, stage: { share: next } })}>
          {t.widen(next)}
        </Button>
      )}
      <Button small onPress={() => onTrial({ revision: number, outcome: 'complete' })}>
        {t.complete}
      </Button>
      <Button small onPress={() => onTrial({ revision: number, outcome: 'stop' })}>
        {t.stop}
      </Button>
    </>
  )
}

function Changes({ revision }: { revision: number }) {
  const t = useTexts(configurationTexts)
  const asked = useQuery({ queryKey: ['revision-changes', revision], queryFn: () => revisionChanges(revision) })
  return (
    <section className="panel flow" aria-label={t.whatChanged(revision)}>
      <h3 className="kern-title">{t.whatChanged(revision)}</h3>
      {asked.isPending && <Loading />}
      {asked.isError && <TroubleAlert error={asked.error} />}
      {asked.data && <ChangesView changes={asked.data} />}
      <Files revision={revision} />
    </section>
  )
}

/** The files as they were published, each opened when somebody wants to read it. */
function Files({ revision }: { revision: number }) {
  const t = useTexts(configurationTexts)
  const [isOpen, setOpen] = useState(false)
  const asked = useQuery({
    queryKey: ['revision-files', revision],
    queryFn: () => revisionFiles(revision),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="kern-label">{t.files}</summary>
      {asked.isError && <TroubleAlert error={asked.error} />}
      {asked.data?.map((file) => (
        <details key={file.path}>
          <summary className="kern-label">{file.path}</summary>
          <pre className="document-text">{file.text}</pre>
        </details>
      ))}
    </details>
  )
}
