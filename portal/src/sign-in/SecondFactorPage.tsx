import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { giveSecondFactor } from '../api/sign-in.ts'
import { Alert } from '../shell/Alert.tsx'
import { useTexts } from '../shell/language.tsx'
import { useBecome, useMe } from '../shell/me.tsx'
import { Page } from '../shell/Page.tsx'
import { shellTexts } from '../shell/texts.ts'
import { CodeForm } from './CodeForm.tsx'
import { SetUpSecondFactorPage } from './SetUpSecondFactorPage.tsx'
import { signInTexts } from './texts.ts'

/** The second factor for somebody who is signed in: give the code where it is asked for, or set it up. */
export function SecondFactorPage() {
  const t = useTexts(signInTexts)
  const shell = useTexts(shellTexts)
  const me = useMe()
  const become = useBecome()
  const [done, setDone] = useState<'set-up' | 'given' | null>(null)
  if (done)
    return (
      <Page title={t.codeTitle} narrow>
        <Alert kind="success" title={done === 'set-up' ? t.setUpDone : t.codeThanks} role="status" />
        <p>
          <Link to="/" className="kern-link">
            {shell.toStart}
          </Link>
        </p>
      </Page>
    )
  if (!me.hasSecondFactor) return <SetUpSecondFactorPage onDone={() => setDone('set-up')} />
  return (
    <Page title={t.codeTitle} lead={t.alreadySetUp} narrow>
      <CodeForm
        send={giveSecondFactor}
        onDone={(next) => {
          become(next)
          setDone('given')
        }}
      />
    </Page>
  )
}
