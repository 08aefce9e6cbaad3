import type { SettingsAccess } from '@nahtlos/contract/api/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { accessesToMe, decideAccess } from '../api/settings.ts'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { settingsTexts } from './texts.ts'

const queryKey = ['settings-accesses']

/** Who of the help desk asked or looked, and the person's own word on it. */
export function AccessList() {
  const t = useTexts(settingsTexts)
  const accesses = useQuery({ queryKey, queryFn: accessesToMe, refetchOnMount: 'always', refetchInterval: 15_000 })
  return (
    <section className="flow" aria-labelledby="accesses">
      <h2 id="accesses" className="kern-heading-medium">
        {t.accesses}
      </h2>
      <p className="kern-body">{t.accessesLead}</p>
      {accesses.isError && <TroubleAlert error={accesses.error} onRetry={() => void accesses.refetch()} />}
      {accesses.data?.length === 0 && <p className="kern-body">{t.noAccesses}</p>}
      {accesses.data?.map((access) => (
        <AccessCard key={access.id} access={access} />
      ))}
    </section>
  )
}

function AccessCard({ access }: { readonly access: SettingsAccess }) {
  const t = useTexts(settingsTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const decide = useMutation({
    mutationFn: (granted: boolean) => decideAccess(access.id, granted),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  })
  const { helper, askedAt, basis, state, until, reason } = access
  const named = `: ${helper.name}`
  return (
    <article className="panel flow">
      <h3 className="kern-title">{t.accessOf(helper.name, formatInstant(askedAt, language))}</h3>
      <p className="kern-body">
        {t.basis[basis]}, {t.accessState[state]}
        {state === 'granted' && until !== null && ` ${t.until(formatInstant(until, language))}`}
      </p>
      <p className="kern-body">
        {t.reason}: {reason}
      </p>
      {(state === 'asked' || state === 'granted') && (
        <div className="row">
          {state === 'asked' && (
            <Button
              small
              aria-label={t.consent + named}
              onPress={() => decide.mutate(true)}
              isPending={decide.isPending}
            >
              {t.consent}
            </Button>
          )}
          <Button
            small
            aria-label={(state === 'asked' ? t.refuse : t.end) + named}
            onPress={() => decide.mutate(false)}
            isPending={decide.isPending}
          >
            {state === 'asked' ? t.refuse : t.end}
          </Button>
        </div>
      )}
      {decide.error && <TroubleAlert key={decide.submittedAt} error={decide.error} />}
    </article>
  )
}
