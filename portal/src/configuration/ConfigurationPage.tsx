import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { DocumentTable } from './DocumentTable.tsx'
import { DraftList } from './DraftList.tsx'
import { RevisionTable } from './RevisionTable.tsx'
import { configurationTexts } from './texts.ts'

export function ConfigurationPage() {
  const t = useTexts(configurationTexts)
  return (
    <Page title={t.title} lead={t.lead}>
      <DraftList />
      <RevisionTable />
      <DocumentTable />
    </Page>
  )
}
