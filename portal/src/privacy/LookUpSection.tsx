import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { decideLookUp, lookUps } from '../api/privacy.ts'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { privacyTexts } from './texts.ts'

/** Who wants to look at whose log, and why. */
export function LookUpSection() {
  const t = useTexts(privacyTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const asked = useQuery({ queryKey: ['look-ups'], queryFn: lookUps, refetchOnMount: 'always' })
  const decide = useMutation({
    mutationFn: ({ id, granted }: { id: string; granted: boolean }) => decideLookUp(id, granted),
    onSettled: () => queries.invalidateQueries({ queryKey: ['look-ups'] }),
  })
  return (
    <section className="flow" aria-labelledby="look-ups">
      <h2 id="look-ups" className="kern-heading-medium">
        {t.lookUps}
      </h2>
      {asked.isPending && <Loading />}
      {asked.isError && <TroubleAlert error={asked.error} onRetry={() => void asked.refetch()} />}
      {decide.error && <TroubleAlert key={decide.submittedAt} error={decide.error} />}
      {asked.data?.length === 0 && <p className="kern-body">{t.noLookUps}</p>}
      {asked.data?.map(({ id, person, askedBy, purpose, from, until, state }) => (
        <article key={id} className="panel flow">
          <div className="card__head">
            <h3 className="kern-title">{t.askedBy(askedBy, person.name)}</h3>
            <span className="kern-badge kern-badge--info kern-badge--small">
              <span className="kern-label kern-label--small">{t.state[state]}</span>
            </span>
          </div>
          <p className="kern-body">{t.purpose(purpose)}</p>
          <p className="kern-body">
            {formatInstant(from, language)} – {formatInstant(until, language)}
          </p>
          {state === 'waiting' && (
            <div className="row">
              <Button
                look="primary"
                aria-label={t.grantNamed(person.name)}
                onPress={() => decide.mutate({ id, granted: true })}
              >
                {t.grant}
              </Button>
              <Button aria-label={t.refuseNamed(person.name)} onPress={() => decide.mutate({ id, granted: false })}>
                {t.refuse}
              </Button>
            </div>
          )}
        </article>
      ))}
    </section>
  )
}
