import { useMutation } from '@tanstack/react-query'
import { endCalendar, makeCalendar } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { teamTexts } from './team-texts.ts'

/** Secret addresses for calendar programs; each is shown once, since nobody keeps it. */
export function CalendarFeed() {
  const t = useTexts(teamTexts)
  return (
    <details className="panel">
      <summary className="kern-title">{t.calendar}</summary>
      <div className="flow">
        <p className="kern-body">{t.calendarHint}</p>
        <Feed scope="own" />
        <Feed scope="team" />
      </div>
    </details>
  )
}

function Feed({ scope }: { scope: 'own' | 'team' }) {
  const t = useTexts(teamTexts)
  const make = useMutation({ mutationFn: () => makeCalendar(scope) })
  const end = useMutation({ mutationFn: () => endCalendar(scope), onSuccess: () => make.reset() })
  const address = make.data && `${globalThis.location.origin}${make.data.path}`
  return (
    <div className="flow">
      {address && <Field label={t.address[scope]} hint={t.addressHint} value={address} isReadOnly literal />}
      {(make.error ?? end.error) && <TroubleAlert error={make.error ?? end.error} />}
      <div role="status">{end.isSuccess && !address && <p className="kern-body">{t.ended[scope]}</p>}</div>
      <div className="row">
        <Button small isPending={make.isPending} onPress={() => make.mutate()}>
          {t.make[scope]}
        </Button>
        <Button small look="tertiary" isPending={end.isPending} onPress={() => end.mutate()}>
          {t.end[scope]}
        </Button>
      </div>
    </div>
  )
}
