import { giveSecondFactor } from '../api/sign-in.ts'
import { useTexts } from '../shell/language.tsx'
import { useBecome } from '../shell/me.tsx'
import { Page } from '../shell/Page.tsx'
import { CodeForm } from './CodeForm.tsx'
import { signInTexts } from './texts.ts'

export function SecondFactorCodePage() {
  const t = useTexts(signInTexts)
  const become = useBecome()
  return (
    <Page title={t.codeTitle} lead={t.codeLead} narrow>
      <CodeForm send={giveSecondFactor} onDone={become} />
    </Page>
  )
}
