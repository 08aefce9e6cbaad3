import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { document, makeDraft } from '../api/configuration.ts'
import { Button } from '../shell/Button.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { configurationTexts } from './texts.ts'
import './configuration.css'

/** One document in force: what it says, what it has from where, who names it, and the way to change it. */
export function DocumentPage() {
  const { kind, id } = useParams({ from: '/gate/administration/configuration/documents/$kind/$id' })
  const t = useTexts(configurationTexts)
  const text = useText()
  const navigate = useNavigate()
  const asked = useQuery({ queryKey: ['document', kind, id], queryFn: () => document(kind, id) })
  const title = asked.data ? text(asked.data.entry.title) : `${kind}/${id}`
  const begin = useMutation({
    mutationFn: () => makeDraft(t.changeOf(title)),
    onSuccess: (made) =>
      navigate({
        to: '/administration/configuration/drafts/$draft',
        params: { draft: String(made.id) },
        search: { document: `${kind}/${id}` },
      }),
  })
  return (
    <Page title={title}>
      {asked.isPending && <Loading />}
      {asked.isError && <TroubleAlert error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.data && (
        <>
          <p className="kern-body">
            {t.kinds[kind] ?? kind}. {t.file}: {asked.data.entry.path}. {t.belongsTo}:{' '}
            {asked.data.entry.department ?? t.city}.
          </p>
          {asked.data.entry.refusal !== null && <p className="kern-body">{text(asked.data.entry.refusal)}</p>}
          {begin.error && <TroubleAlert key={begin.submittedAt} error={begin.error} />}
          <div className="row">
            {asked.data.entry.editable && (
              <Button look="primary" onPress={() => begin.mutate()} isPending={begin.isPending}>
                {t.changeInDraft}
              </Button>
            )}
            <Link to="/administration/configuration" className="kern-link">
              {t.toConfiguration}
            </Link>
          </div>
          {asked.data.origins.length > 0 && (
            <Table title={t.inherited} head={[t.item, t.from, t.level]}>
              {asked.data.origins.map((origin) => (
                <tr key={origin.item}>
                  <Cell head={t.item}>{origin.item}</Cell>
                  <Cell head={t.from}>
                    <DocumentLink name={origin.document} />
                  </Cell>
                  <Cell head={t.level}>{t.levels[origin.level]}</Cell>
                </tr>
              ))}
            </Table>
          )}
          {asked.data.namedBy.length > 0 && (
            <section className="flow" aria-label={t.namedBy}>
              <h2 className="kern-heading-medium">{t.namedBy}</h2>
              <ul className="kern-list kern-list--bullet">
                {asked.data.namedBy.map((name) => (
                  <li key={name}>
                    <DocumentLink name={name} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section className="flow" aria-label={t.wording}>
            <h2 className="kern-heading-medium">{t.wording}</h2>
            <pre className="document-text">{asked.data.text}</pre>
          </section>
        </>
      )}
    </Page>
  )
}

/** A document by its name, `Workspace/sozialamt`. */
export function DocumentLink({ name }: { name: string }) {
  const [kind = '', id = ''] = name.split('/')
  return (
    <Link to="/administration/configuration/documents/$kind/$id" params={{ kind, id }} className="kern-link">
      {name}
    </Link>
  )
}
