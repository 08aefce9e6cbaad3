import type { DocumentView } from '@nahtlos/contract/api/telework'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { acknowledge } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { teleworkTexts } from './texts.ts'

interface DocumentListProps {
  readonly queryKey: readonly string[]
  /** Where its heading stands in the order of the page's headings. */
  readonly heading: 'h2' | 'h4'
  load(): Promise<DocumentView[]>
}

/** Documents of mine; I say of each that I read it. */
export function DocumentList({ queryKey, heading: Heading, load }: DocumentListProps) {
  const t = useTexts(teleworkTexts)
  const text = useText()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const list = useQuery({ queryKey, queryFn: load })
  const read = useMutation({
    mutationFn: acknowledge,
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  })
  if (!list.data || list.data.length === 0) return null
  return (
    <section className="flow" aria-label={t.documents}>
      <Heading className="kern-title kern-title--small">{t.documents}</Heading>
      {read.error && <TroubleAlert key={read.submittedAt} error={read.error} />}
      <ul className="documents">
        {list.data.map((document) => (
          <li key={document.id}>
            <a className="kern-link" href={`/api/telework/documents/${document.id}`} target="_blank" rel="noreferrer">
              {text(document.title)} (PDF, {t.version(document.version)}, {formatInstant(document.issuedAt, language)})
            </a>{' '}
            {document.acknowledgedAt === null ? (
              <Button
                small
                look="tertiary"
                aria-label={t.acknowledgeNamed(text(document.title))}
                onPress={() => read.mutate(document.id)}
              >
                {t.acknowledge}
              </Button>
            ) : (
              <span className="kern-body kern-body--muted">
                {t.acknowledged(formatInstant(document.acknowledgedAt, language))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
