import type { Me } from '@nahtlos/contract/api/sign-in'
import { OwnPasswordPage } from './OwnPasswordPage.tsx'
import { SecondFactorCodePage } from './SecondFactorCodePage.tsx'
import { SetUpSecondFactorPage } from './SetUpSecondFactorPage.tsx'
import { SignInPage } from './SignInPage.tsx'

/** The step that is due before somebody is signed in. */
export function DuePage({ me }: { me: Me | null }) {
  if (me === null) return <SignInPage />
  switch (me.due) {
    case 'second-factor':
      return <SecondFactorCodePage />
    case 'set-up-second-factor':
      return <SetUpSecondFactorPage />
    case 'new-password':
      return <OwnPasswordPage />
    case 'none':
      return null
  }
}
