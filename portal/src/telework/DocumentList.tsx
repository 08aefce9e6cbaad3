import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { acknowledge, documentsOf } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { teleworkTexts } from './texts.ts'

/** The documents of a request; the person says of each that she read it. */
export function DocumentList({ request }: { request: string }) {
  const t = useTexts(teleworkTexts)
  const text = useText()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const list = useQuery({ queryKey: ['telework', 'documents', request], queryFn: () => documentsOf(request) })
  const read = useMutation({
    mutationFn: acknowledge,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['telework', 'documents', request] }),
  })
  if (!list.data || list.data.length === 0) return null
  return (
    <section className="flow" aria-label={t.documents}>
      <h4 className="kern-title kern-title--small">{t.documents}</h4>
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
