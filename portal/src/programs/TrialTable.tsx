import { useQuery } from '@tanstack/react-query'
import { programTrials } from '../api/programs.ts'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { programTexts } from './texts.ts'

/** What rules that are only tried out would have refused, without whom. Nothing where there is none. */
export function TrialTable() {
  const t = useTexts(programTexts)
  const text = useText()
  const { language } = useLanguage()
  const trials = useQuery({ queryKey: ['program-trials'], queryFn: programTrials, refetchOnMount: 'always' })
  if (trials.isError) return <TroubleAlert error={trials.error} onRetry={() => void trials.refetch()} />
  if (!trials.data || trials.data.length === 0) return null
  return (
    <section className="flow" aria-label={t.trials}>
      <h2 className="kern-heading-medium">{t.trials}</h2>
      <p className="kern-body">{t.trialsLead}</p>
      <Table title={t.trials} quiet head={[t.rule, t.program, t.started]}>
        {trials.data.map(({ rule, title, path, package: name, people, times, at }) => (
          <tr key={`${rule} ${path}`}>
            <Cell head={t.rule}>{text(title)}</Cell>
            <Cell head={t.program}>
              {name ?? t.none}
              <br />
              <small>{path}</small>
            </Cell>
            <Cell head={t.started}>
              {t.byPeople(people)}, {t.times(times)}
              <br />
              <small>{t.lastTime(formatInstant(at, language))}</small>
            </Cell>
          </tr>
        ))}
      </Table>
    </section>
  )
}
