import { useMutation } from '@tanstack/react-query'
import { makeEnrolmentCode } from '../api/equipment.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { equipmentTexts } from './texts.ts'

/** Makes a code for the browser of a device that was handed over, and shows it once. */
export function EnrolmentCode({ device }: { readonly device: string }) {
  const t = useTexts(equipmentTexts)
  const { language } = useLanguage()
  const make = useMutation({ mutationFn: () => makeEnrolmentCode(device) })
  return (
    <>
      {make.error && <TroubleAlert key={make.submittedAt} error={make.error} />}
      <div role="status">
        {make.data && (
          <Alert kind="info" title={make.data.code}>
            <p className="kern-body">{t.codeLead}</p>
            <p className="kern-body">{t.codeUntil(formatInstant(make.data.expiresAt, language))}</p>
          </Alert>
        )}
      </div>
      <div className="row">
        <Button isPending={make.isPending} onPress={() => make.mutate()}>
          {t.makeCode}
        </Button>
      </div>
    </>
  )
}
