import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useRef, useState } from 'react'
import { drafts, makeDraft } from '../api/configuration.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { configurationTexts } from './texts.ts'

/** Drafts under way, and the beginning of a new one. */
export function DraftList() {
  const t = useTexts(configurationTexts)
  const { language } = useLanguage()
  const heading = useId()
  const navigate = useNavigate()
  const [title, setTitle] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'title'>(form)
  const list = useQuery({ queryKey: ['drafts'], queryFn: drafts, refetchOnMount: 'always' })
  const make = useMutation({
    mutationFn: makeDraft,
    onSuccess: ({ id }) =>
      navigate({ to: '/administration/configuration/drafts/$draft', params: { draft: String(id) } }),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    if (check(title.trim() === '' ? { title: t.draftTitleMissing } : {}) && !make.isPending) make.mutate(title)
  }

  return (
    <section className="flow" aria-labelledby={heading}>
      <h2 id={heading} className="kern-heading-medium">
        {t.drafts}
      </h2>
      {list.isError && <TroubleAlert error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p className="kern-body">{t.noDrafts}</p>}
      {list.data && list.data.length > 0 && (
        <Table title={t.drafts} quiet head={[t.draft, t.state, t.author, t.changed]}>
          {list.data.map((draft) => (
            <tr key={draft.id}>
              <Cell head={t.draft}>
                <Link
                  to="/administration/configuration/drafts/$draft"
                  params={{ draft: String(draft.id) }}
                  className="kern-link"
                >
                  {draft.title}
                </Link>
              </Cell>
              <Cell head={t.state}>{t.draftState[draft.state]}</Cell>
              <Cell head={t.author}>{draft.author.name}</Cell>
              <Cell head={t.changed}>{formatInstant(draft.changedAt, language)}</Cell>
            </tr>
          ))}
        </Table>
      )}
      <form ref={form} className="flow page--narrow" onSubmit={submit} noValidate>
        <Field label={t.draftTitle} value={title} onChange={setTitle} isRequired error={errors.title} />
        {make.error && <TroubleAlert key={make.submittedAt} error={make.error} />}
        <div className="row">
          <Button look="primary" type="submit" isPending={make.isPending}>
            {t.begin}
          </Button>
        </div>
      </form>
    </section>
  )
}
