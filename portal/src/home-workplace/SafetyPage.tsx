import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { waitingChecks } from '../api/home-workplace.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { RoleGate } from '../shell/RoleGate.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { AssessmentPanel } from './AssessmentPanel.tsx'
import { TrainingForm } from './TrainingForm.tsx'
import { homeTexts, type Said } from './texts.ts'

export function SafetyPage() {
  return (
    <RoleGate holds="occupational-safety">
      <Safety />
    </RoleGate>
  )
}

/** What waits for occupational safety, and trainings. */
function Safety() {
  const t = useTexts(homeTexts)
  const { language } = useLanguage()
  const text = useText()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<string | null>(null)
  const [said, setSaid] = useState<{ readonly what: Said } | null>(null)
  const waiting = useQuery({ queryKey: ['home-checks'], queryFn: waitingChecks, refetchOnMount: 'always' })
  return (
    <Page title={t.safety} narrow>
      {waiting.isPending && <Loading />}
      {waiting.isError && <TroubleAlert error={waiting.error} onRetry={() => void waiting.refetch()} />}
      <div role="status">{said && <Alert kind="success" title={said.what(t)} />}</div>
      {waiting.data?.length === 0 && <p className="kern-body">{t.nothingWaiting}</p>}
      {waiting.data?.map(({ id, person, departmentTitle, filedAt }) => (
        <article key={id} className="panel flow">
          <h2 className="kern-title">
            {person.name}, {text(departmentTitle)}
          </h2>
          <p className="kern-body">{formatInstant(filedAt, language)}</p>
          {chosen === id ? (
            <AssessmentPanel
              check={id}
              onDone={(name) => {
                setChosen(null)
                setSaid({ what: (words) => words.assessed(name) })
                return queries.invalidateQueries({ queryKey: ['home-checks'] })
              }}
            />
          ) : (
            <div className="row">
              <Button aria-label={t.lookNamed(person.name)} onPress={() => setChosen(id)}>
                {t.look}
              </Button>
            </div>
          )}
        </article>
      ))}
      <TrainingForm onSaid={(what) => setSaid({ what })} />
    </Page>
  )
}
