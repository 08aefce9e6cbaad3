import type { DocumentView } from '@nahtlos/contract/api/telework'
import type { DeviceRecord } from '@nahtlos/contract/equipment/device'
import type { EquipmentTerms } from '../api/equipment.ts'
import { formatDate, formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { equipmentTexts } from './texts.ts'

interface DeviceHistoryProps {
  readonly records: readonly DeviceRecord[]
  readonly documents: readonly DocumentView[]
  readonly terms: EquipmentTerms
}

/** What was done with a device, with every answer of its returns, and the records that were issued about it. */
export function DeviceHistory({ records, documents, terms }: DeviceHistoryProps) {
  const t = useTexts(equipmentTexts)
  const text = useText()
  const { language } = useLanguage()
  const itemTitle = (item: string) => {
    const title = terms.returnChecklist.find(({ id }) => id === item)?.title
    return title ? text(title) : item
  }
  return (
    <>
      {documents.length > 0 && (
        <>
          <h3 className="kern-title">{t.papers}</h3>
          <ul className="documents">
            {documents.map((document) => (
              <li key={document.id}>
                <a
                  className="kern-link"
                  href={`/api/equipment/documents/${document.id}`}
                  target="_blank"
                  rel="noreferrer"
                >
                  {text(document.title)} (PDF, {formatInstant(document.issuedAt, language)})
                </a>{' '}
                <span className="kern-body kern-body--muted">
                  {document.acknowledgedAt === null
                    ? t.notRead
                    : t.readOn(formatInstant(document.acknowledgedAt, language))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 className="kern-title">{t.history}</h3>
      <ol className="kern-list kern-list--number">
        {records.map((record) => (
          <li key={`${record.at} ${record.deed} ${record.dueOn}`}>
            {formatInstant(record.at, language)}: {t.deed[record.deed]}
            {record.dueOn && ` ${formatDate(record.dueOn, language)}`}
            {record.person && `, ${record.person.name}`} ({record.by?.name ?? t.byEnd})
            {record.note && `: ${record.note}`}
            {record.answers.length > 0 && (
              <ul className="kern-list">
                {record.answers.map(({ item, inOrder, note }) => (
                  <li key={item}>
                    {itemTitle(item)}: {inOrder ? t.inOrder : t.notInOrder(note ?? '')}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}
