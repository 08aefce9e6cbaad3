import type { EffectiveWorkspace } from '@nahtlos/contract/access/resolution'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { nearestChanges, type SimulationQuestion } from '../api/administration.ts'
import { Loading } from '../shell/Loading.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { administrationTexts } from './texts.ts'

interface NearestViewProps {
  readonly question: SimulationQuestion
  readonly workspace: EffectiveWorkspace
}

/** What would have to be different for her to get what she does not get here, or to lose what she has. */
export function NearestView({ question, workspace }: NearestViewProps) {
  const t = useTexts(administrationTexts)
  const text = useText()
  const [isOpen, setOpen] = useState(false)
  const asked = useQuery({
    queryKey: ['nearest', question, workspace.id],
    queryFn: () => nearestChanges(question, workspace.id),
    enabled: isOpen,
  })
  const wordsOf = (item: string) =>
    item === 'access' ? t.accessItem : ((t.right as Readonly<Record<string, string>>)[item] ?? item)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="kern-label">{t.nearest(text(workspace.title))}</summary>
      {asked.isLoading && <Loading />}
      {asked.isError && <TroubleAlert error={asked.error} />}
      {asked.data?.length === 0 && <p className="kern-body">{t.noNearest}</p>}
      {asked.data && asked.data.length > 0 && (
        <ul className="kern-list kern-list--bullet">
          {asked.data.map((change) => (
            <li key={change.item}>
              {change.has ? t.wouldLose(wordsOf(change.item)) : t.wouldGet(wordsOf(change.item))}: {text(change.text)}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
