import { useMutation, useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { firstRun, signIn } from '../api/sign-in.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useTexts } from '../shell/language.tsx'
import { useBecome } from '../shell/me.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { signInTexts } from './texts.ts'

export function SignInPage() {
  const t = useTexts(signInTexts)
  const become = useBecome()
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'account' | 'password'>(form)
  const first = useQuery({ queryKey: ['first-run'], queryFn: firstRun, staleTime: Number.POSITIVE_INFINITY })
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: become,
    onError: () => setPassword(''),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    const good = check({
      ...(account.trim() ? {} : { account: t.accountMissing }),
      ...(password ? {} : { password: t.passwordMissing }),
    })
    if (good && !attempt.isPending) attempt.mutate({ account: account.trim().toLowerCase(), password })
  }

  if (first.data?.due) return <Navigate to="/first-administrator" />
  return (
    <Page title={t.title} lead={t.lead} narrow>
      <p className="kern-body kern-body--muted">{first.data && t.place[first.data.place]}</p>
      <form className="flow" onSubmit={submit} noValidate ref={form}>
        {attempt.error && <TroubleAlert key={attempt.submittedAt} error={attempt.error} />}
        <Field
          label={t.account}
          name="account"
          value={account}
          onChange={setAccount}
          autoComplete="username"
          literal
          isRequired
          error={errors.account}
        />
        <Field
          label={t.password}
          name="password"
          inputType="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          isRequired
          error={errors.password}
        />
        <div className="row">
          <Button look="primary" type="submit" isPending={attempt.isPending}>
            {t.signIn}
          </Button>
        </div>
        <p className="kern-body kern-body--muted">{t.forgotten}</p>
      </form>
    </Page>
  )
}
