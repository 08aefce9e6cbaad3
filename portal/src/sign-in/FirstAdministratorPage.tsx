import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { firstRun, makeFirstAdministrator } from '../api/sign-in.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { shellTexts } from '../shell/texts.ts'
import { newPasswordFault } from './new-password.ts'
import { signInTexts } from './texts.ts'

const accountPattern = /^[a-z][a-z0-9.-]{0,30}$/

export function FirstAdministratorPage() {
  const t = useTexts(signInTexts)
  const shell = useTexts(shellTexts)
  const queries = useQueryClient()
  const first = useQuery({ queryKey: ['first-run'], queryFn: firstRun, staleTime: Number.POSITIVE_INFINITY })
  const [secret, setSecret] = useState('')
  const [name, setName] = useState('')
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'secret' | 'name' | 'account' | 'password' | 'again'>(form)
  const attempt = useMutation({
    mutationFn: makeFirstAdministrator,
    onSuccess: () => queries.setQueryData(['first-run'], { due: false }),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    const fault = newPasswordFault(password, t)
    const good = check({
      ...(secret.trim() ? {} : { secret: t.secretMissing }),
      ...(name.trim() ? {} : { name: t.nameMissing }),
      ...(accountPattern.test(account) ? {} : { account: t.accountWrong }),
      ...(fault ? { password: fault } : {}),
      ...(fault || password === again ? {} : { again: t.different }),
    })
    if (good && !attempt.isPending) attempt.mutate({ secret: secret.trim(), name: name.trim(), account, password })
  }

  if (attempt.isSuccess || first.data?.due === false)
    return (
      <Page title={t.firstTitle} narrow>
        <Alert
          kind={attempt.isSuccess ? 'success' : 'info'}
          title={attempt.isSuccess ? t.made : t.firstNotDue}
          role="status"
        />
        <p>
          <Link to="/" className="kern-link">
            {shell.toSignIn}
          </Link>
        </p>
      </Page>
    )
  return (
    <Page title={t.firstTitle} lead={t.firstLead} narrow>
      <form className="flow" onSubmit={submit} noValidate ref={form}>
        {attempt.error && <TroubleAlert key={attempt.submittedAt} error={attempt.error} />}
        <Field
          label={t.secretLabel}
          hint={t.secretHint}
          value={secret}
          onChange={setSecret}
          autoComplete="off"
          literal
          isRequired
          error={errors.secret}
        />
        <Field label={t.name} value={name} onChange={setName} autoComplete="name" isRequired error={errors.name} />
        <Field
          label={t.account}
          hint={t.accountHint}
          value={account}
          onChange={setAccount}
          autoComplete="username"
          literal
          isRequired
          error={errors.account}
        />
        <Field
          label={t.next}
          hint={t.nextHint}
          inputType="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          isRequired
          error={errors.password}
        />
        <Field
          label={t.again}
          inputType="password"
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
          isRequired
          error={errors.again}
        />
        <div className="row">
          <Button look="primary" type="submit" isPending={attempt.isPending}>
            {t.make}
          </Button>
        </div>
      </form>
    </Page>
  )
}
