import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { findPeople, nearestChanges, simulate, simulationChoices } from '../api/administration.ts'
import { drafts, revisions } from '../api/configuration.ts'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { Select } from '../shell/Select.tsx'
import { ResolutionQuestion } from './ResolutionQuestion.tsx'
import { administrationTexts } from './texts.ts'

/** What would she get, from there, at that time: the same pure function that decides for real. */
export function SimulationPage() {
  const t = useTexts(administrationTexts)
  const [about, setAbout] = useState('')
  const present = useQuery({ queryKey: ['revisions'], queryFn: revisions })
  const underWay = useQuery({ queryKey: ['drafts'], queryFn: drafts })
  return (
    <Page title={t.simulation} lead={t.simulationLead}>
      <ResolutionQuestion
        asker="administration"
        choices={simulationChoices}
        find={findPeople}
        wrong={undefined}
        more={() => (
          <Select
            label={t.byWhat}
            value={about}
            onChange={setAbout}
            options={[
              { value: '', text: t.inForce },
              ...(underWay.data ?? []).map((draft) => ({ value: `draft/${draft.id}`, text: t.byDraft(draft.title) })),
              ...(present.data ?? [])
                .slice(0, 50)
                .map(({ number, reason }) => ({ value: `revision/${number}`, text: t.byRevision(number, reason) })),
            ]}
          />
        )}
        question={(asked) => ({ ...asked, ...aboutOf(about) })}
        simulate={simulate}
        nearest={nearestChanges}
      />
    </Page>
  )
}

/** What holds, or what would hold by a draft or did by a revision. */
function aboutOf(value: string): { draft?: number; revision?: number } {
  const [kind, number] = value.split('/')
  if (kind === 'draft') return { draft: Number(number) }
  return kind === 'revision' ? { revision: Number(number) } : {}
}
