import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { confirmRoles, refuseRoles, waitingRoles } from '../api/administration.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { administrationTexts } from './texts.ts'

/** Roles of weight that somebody else gave: this administrator's word makes them hold. Nothing where none waits. */
export function WaitingRoles() {
  const t = useTexts(administrationTexts)
  const heading = useId()
  const queries = useQueryClient()
  const list = useQuery({ queryKey: ['waiting-roles'], queryFn: waitingRoles, refetchOnMount: 'always' })
  const renew = () => queries.invalidateQueries({ queryKey: ['waiting-roles'] })
  const confirm = useMutation({ mutationFn: confirmRoles, onSuccess: renew })
  const refuse = useMutation({ mutationFn: refuseRoles, onSuccess: renew })
  if ((list.data?.length ?? 0) === 0 && !confirm.data) return null
  return (
    <section className="flow" aria-labelledby={heading}>
      <h2 id={heading} className="kern-heading-medium">
        {t.waitingRoles}
      </h2>
      <p className="kern-body">{t.waitingRolesLead}</p>
      {confirm.error && <TroubleAlert key={confirm.submittedAt} error={confirm.error} />}
      {refuse.error && <TroubleAlert key={refuse.submittedAt} error={refuse.error} />}
      {confirm.data && (
        <Alert kind="success" title={t.secondHalf} role="status">
          <p className="kern-body">
            <code>{confirm.data}</code>
          </p>
          <p className="kern-body">{t.secondHalfOnce}</p>
        </Alert>
      )}
      {(list.data ?? []).map(({ person, roles, givenBy, mine }) => (
        <article className="panel flow" key={person.id}>
          <p className="kern-body">
            <strong>{person.name}</strong> ({person.account}){' '}
            {roles.length > 0 ? t.waitingFor(roles.join(', ')) : t.nothingButPassword}, {t.givenBy(givenBy)}
          </p>
          {mine && <p className="kern-body">{t.somebodyElse}</p>}
          <div className="row">
            {!mine && (
              <Button look="primary" onPress={() => confirm.mutate(person.id)} isPending={confirm.isPending}>
                {t.confirmRoles(person.name)}
              </Button>
            )}
            <Button onPress={() => refuse.mutate(person.id)} isPending={refuse.isPending}>
              {t.refuseRoles(person.name)}
            </Button>
          </div>
        </article>
      ))}
    </section>
  )
}
