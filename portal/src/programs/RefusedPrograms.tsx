import { useQuery } from '@tanstack/react-query'
import { myRefusals } from '../api/programs.ts'
import { useTexts } from '../shell/language.tsx'
import { RefusalNote } from './RefusalNote.tsx'
import { programTexts } from './texts.ts'

/** What was not started of late, on the start page. Nothing where all went well. */
export function RefusedPrograms() {
  const t = useTexts(programTexts)
  const refusals = useQuery({ queryKey: ['program-refusals'], queryFn: myRefusals, refetchOnMount: 'always' })
  if (refusals.data === undefined || refusals.data.length === 0) return null
  return (
    <section aria-labelledby="refused-programs" className="flow">
      <h2 id="refused-programs" className="kern-heading-medium">
        {t.refused}
      </h2>
      {refusals.data.map((refusal) => (
        <article key={refusal.id} className="panel">
          <RefusalNote refusal={refusal} />
        </article>
      ))}
    </section>
  )
}
