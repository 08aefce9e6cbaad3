import type { Draft, Stage } from '@nahtlos/contract/configuration/revision'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useRef, useState } from 'react'
import { approveDraft, publishDraft } from '../api/configuration.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useTexts } from '../shell/language.tsx'
import { useMe } from '../shell/me.tsx'
import { Select } from '../shell/Select.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { configurationTexts } from './texts.ts'

interface PublishFormProps {
  readonly draft: Draft
  readonly departments: readonly { readonly id: string; readonly title: string }[]
}

/** The last steps of a draft: a second person's word, and publication for everybody or for some first. */
export function PublishForm({ draft, departments }: PublishFormProps) {
  const t = useTexts(configurationTexts)
  const me = useMe()
  const heading = useId()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [reason, setReason] = useState(draft.title)
  const [first, setFirst] = useState('all')
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'reason'>(form)
  const publish = useMutation({
    mutationFn: publishDraft,
    onSuccess: () => {
      void queries.invalidateQueries()
      return navigate({ to: '/administration/configuration' })
    },
  })
  // Where it was changed meanwhile, she sees what it is now, together with why it was not approved.
  const approve = useMutation({ mutationFn: approveDraft, onSettled: () => queries.invalidateQueries() })

  function submit(event: FormEvent) {
    event.preventDefault()
    const good = check(reason.trim() === '' ? { reason: t.publishReasonMissing } : {})
    if (good && !publish.isPending) publish.mutate({ draft: draft.id, reason, stage: stageOf(first) })
  }

  return (
    <section className="flow page--narrow" aria-labelledby={heading}>
      <h2 id={heading} className="kern-heading-medium">
        {t.publication}
      </h2>
      {draft.approvedBy && <Alert kind="success" title={t.approved(draft.approvedBy)} />}
      {approve.error && <TroubleAlert key={approve.submittedAt} error={approve.error} />}
      {!draft.mine && draft.approvedBy === null && me.person.roles.includes('administrator') && (
        <div className="row">
          <Button onPress={() => approve.mutate(draft)} isPending={approve.isPending}>
            {t.approve}
          </Button>
        </div>
      )}
      <form ref={form} className="flow" onSubmit={submit} noValidate>
        <Field label={t.publishReason} value={reason} onChange={setReason} isRequired error={errors.reason} />
        <Select
          label={t.stage}
          value={first}
          onChange={setFirst}
          options={[
            { value: 'all', text: t.stageAll },
            { value: 'share', text: t.stageTenth },
            ...departments.map(({ id, title }) => ({ value: `department/${id}`, text: t.stageDepartment(title) })),
          ]}
        />
        {publish.error && <TroubleAlert key={publish.submittedAt} error={publish.error} />}
        <div className="row">
          <Button look="primary" type="submit" isPending={publish.isPending}>
            {t.publish}
          </Button>
        </div>
      </form>
    </section>
  )
}

function stageOf(first: string): Stage | null {
  if (first === 'share') return { share: 10 }
  return first.startsWith('department/') ? { departments: [first.slice('department/'.length)] } : null
}
