import type { NearestChange } from '@nahtlos/contract/access/nearest-change'
import type { EffectiveWorkspace } from '@nahtlos/contract/access/resolution'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Loading } from '../shell/Loading.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { administrationTexts } from './texts.ts'

interface NearestViewProps {
  ask(workspace: string): Promise<NearestChange[]>
  readonly workspace: EffectiveWorkspace
}

/** What would have to be different for her to get what she does not get here, or to lose what she has. */
export function NearestView({ ask, workspace }: NearestViewProps) {
  const t = useTexts(administrationTexts)
  const text = useText()
  const view = useId()
  const [isOpen, setOpen] = useState(false)
  const asked = useQuery({
    // Each view has a question of its own.
    queryKey: ['nearest', view, workspace.id],
    queryFn: () => ask(workspace.id),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
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
              {change.has ? t.wouldLose(text(change.title)) : t.wouldGet(text(change.title))}: {text(change.text)}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
