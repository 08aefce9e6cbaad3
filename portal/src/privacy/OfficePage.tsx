import { useQuery } from '@tanstack/react-query'
import { drafts, evidence } from '../api/privacy.ts'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { RoleGate } from '../shell/RoleGate.tsx'
import { saveFile } from '../shell/save-file.ts'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { ErasureSection } from './ErasureSection.tsx'
import { LookUpSection } from './LookUpSection.tsx'
import { privacyTexts } from './texts.ts'

export function OfficePage() {
  return (
    <RoleGate holds="data-protection">
      <Office />
    </RoleGate>
  )
}

/** What the data protection officers decide, and what proves it. */
function Office() {
  const t = useTexts(privacyTexts)
  return (
    <Page title={t.officePage} lead={t.officeLead}>
      <LookUpSection />
      <ErasureSection />
      <EvidenceTable />
      <Drafts />
    </Page>
  )
}

function EvidenceTable() {
  const t = useTexts(privacyTexts)
  const { language } = useLanguage()
  const found = useQuery({ queryKey: ['evidence'], queryFn: evidence, refetchOnMount: 'always' })
  if (found.isError) return <TroubleAlert error={found.error} onRetry={() => void found.refetch()} />
  if (found.data === undefined) return null
  return (
    <section className="flow" aria-labelledby="evidence">
      <h2 id="evidence" className="kern-heading-medium">
        {t.evidence}
      </h2>
      {found.data.length === 0 && <p className="kern-body">{t.noEvidence}</p>}
      {found.data.length > 0 && (
        <Table quiet title={t.evidence} head={[t.when, t.kind, t.rows]}>
          {found.data.map((one) => (
            <tr key={one.id}>
              <Cell head={t.when}>{formatInstant(one.at, language)}</Cell>
              <Cell head={t.kind}>{t.class[one.class]}</Cell>
              <Cell head={t.rows}>{Object.values(one.rows).reduce((sum, count) => sum + count, 0)}</Cell>
            </tr>
          ))}
        </Table>
      )}
    </section>
  )
}

function Drafts() {
  const t = useTexts(privacyTexts)
  const text = useText()
  const found = useQuery({ queryKey: ['drafts'], queryFn: drafts })
  return (
    <section className="panel flow" aria-labelledby="drafts">
      <h2 id="drafts" className="kern-heading-medium">
        {t.drafts}
      </h2>
      <p className="kern-body">{t.draftsText}</p>
      {found.isError && <TroubleAlert error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.map(({ name, title, markdown }) => (
        <div key={name} className="row">
          <Button onPress={() => saveFile(`${name}.md`, 'text/markdown;charset=utf-8', text(markdown))}>
            {t.saveDraft(text(title))}
          </Button>
        </div>
      ))}
    </section>
  )
}
