import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { makeEnrolmentToken } from '../api/administration.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { administrationTexts } from './texts.ts'

const slug = /^[a-z][a-z0-9-]{0,62}$/

/** Makes the token with which a new host or gateway gets its certificate. It stands here once and nowhere else. */
export function EnrolmentForm() {
  const t = useTexts(administrationTexts)
  const { language } = useLanguage()
  const heading = useId()
  const [role, setRole] = useState<'agent' | 'gateway'>('agent')
  const [name, setName] = useState('')
  const [listeners, setListeners] = useState('outside')
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'name' | 'listeners'>(form)
  const make = useMutation({ mutationFn: makeEnrolmentToken })

  function submit(event: FormEvent) {
    event.preventDefault()
    const wanted = role === 'gateway' ? listeners.split(/[\s,]+/).filter(Boolean) : []
    const good = check({
      ...(slug.test(name) ? {} : { name: t.nameWrong }),
      ...(role === 'agent' || (wanted.length > 0 && wanted.every((each) => slug.test(each)))
        ? {}
        : { listeners: t.listenersWrong }),
    })
    if (good && !make.isPending) make.mutate({ role, name, listeners: wanted })
  }

  return (
    <section className="flow page--narrow" aria-labelledby={heading}>
      <h2 id={heading} className="kern-heading-medium">
        {t.enrolment}
      </h2>
      <p className="kern-body">{t.enrolmentLead}</p>
      <form ref={form} className="flow" onSubmit={submit} noValidate>
        <Select
          label={t.role}
          value={role}
          onChange={(value) => setRole(value === 'gateway' ? 'gateway' : 'agent')}
          options={[
            { value: 'agent', text: t.roleAgent },
            { value: 'gateway', text: t.roleGateway },
          ]}
        />
        <Field
          label={t.name}
          hint={t.nameHint}
          value={name}
          onChange={setName}
          autoComplete="off"
          literal
          isRequired
          error={errors.name}
        />
        {role === 'gateway' && (
          <Field
            label={t.listeners}
            hint={t.listenersHint}
            value={listeners}
            onChange={setListeners}
            autoComplete="off"
            literal
            isRequired
            error={errors.listeners}
          />
        )}
        {make.error && <TroubleAlert key={make.submittedAt} error={make.error} />}
        <div className="row">
          <Button type="submit" isPending={make.isPending}>
            {t.makeToken}
          </Button>
        </div>
      </form>
      {make.data && (
        <Alert kind="success" title={t.token(make.variables.name)} role="status">
          <p>
            <code className="secret">{make.data.token}</code>
          </p>
          <p className="kern-body">{t.tokenOnce(formatInstant(make.data.expiresAt, language))}</p>
        </Alert>
      )}
    </section>
  )
}
