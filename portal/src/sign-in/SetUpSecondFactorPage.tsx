import type { Me } from '@nahtlos/contract/api/sign-in'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { beginSecondFactor, confirmSecondFactor } from '../api/sign-in.ts'
import { Button } from '../shell/Button.tsx'
import { useTexts } from '../shell/language.tsx'
import { useBecome } from '../shell/me.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { CodeForm } from './CodeForm.tsx'
import { QrCode } from './QrCode.tsx'
import { signInTexts } from './texts.ts'

/** Begins only when asked to: each beginning makes a new secret. */
export function SetUpSecondFactorPage({ onDone }: { onDone?: (me: Me) => void }) {
  const t = useTexts(signInTexts)
  const become = useBecome()
  const begin = useMutation({ mutationFn: beginSecondFactor })
  const steps = useRef<HTMLOListElement>(null)
  // The button that was pressed is gone, so the focus goes on to what came of it.
  useEffect(() => {
    if (begin.isSuccess) steps.current?.focus()
  }, [begin.isSuccess])
  return (
    <Page title={t.setUpTitle} lead={t.setUpLead} narrow>
      {begin.error && <TroubleAlert key={begin.submittedAt} error={begin.error} />}
      {!begin.data && (
        <div className="row">
          <Button look="primary" onPress={() => begin.mutate()} isPending={begin.isPending}>
            {t.begin}
          </Button>
        </div>
      )}
      {begin.data && (
        <ol className="steps flow" tabIndex={-1} ref={steps}>
          <li>
            <p className="kern-body">{t.setUpOne}</p>
          </li>
          <li className="flow">
            <p className="kern-body">{t.setUpTwo}</p>
            <QrCode text={begin.data.uri} label={t.qr} />
            <p className="kern-body">{t.secret}</p>
            <p>
              <code className="secret">{begin.data.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
            </p>
          </li>
          <li className="flow">
            <p className="kern-body">{t.setUpThree}</p>
            <CodeForm
              send={confirmSecondFactor}
              onDone={(me) => {
                become(me)
                onDone?.(me)
              }}
            />
          </li>
        </ol>
      )}
    </Page>
  )
}
