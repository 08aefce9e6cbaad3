import { useQuery } from '@tanstack/react-query'
import { revisions } from '../api/administration.ts'
import { formatInstant } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { administrationTexts } from './texts.ts'

export function ConfigurationPage() {
  const t = useTexts(administrationTexts)
  const { language } = useLanguage()
  const list = useQuery({ queryKey: ['revisions'], queryFn: revisions, refetchOnMount: 'always' })
  return (
    <Page title={t.configuration} lead={t.configurationLead}>
      {list.isPending && <Loading />}
      {list.isError && <TroubleAlert error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p className="kern-body">{t.noRevisions}</p>}
      {list.data && list.data.length > 0 && (
        <Table title={t.configuration} quiet head={[t.revision, t.publishedAt, t.author, t.reason, t.documents]}>
          {list.data.map((revision, index) => (
            <tr key={revision.number}>
              <Cell head={t.revision}>
                <strong>{revision.number}</strong> {index === 0 && <small>({t.inForce})</small>}
              </Cell>
              <Cell head={t.publishedAt}>{formatInstant(revision.publishedAt, language)}</Cell>
              <Cell head={t.author}>{revision.author}</Cell>
              <Cell head={t.reason}>{revision.reason}</Cell>
              <Cell head={t.documents}>{revision.documents}</Cell>
            </tr>
          ))}
        </Table>
      )}
    </Page>
  )
}
