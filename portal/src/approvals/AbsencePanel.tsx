import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { absences, enterAbsence, removeAbsence } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { formatDate } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { approvalsTexts } from './texts.ts'

const empty = { from: '', until: '', deputy: '' }

/** When I am away, and who decides for me then. */
export function AbsencePanel() {
  const t = useTexts(approvalsTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [wish, setWish] = useState(empty)
  const list = useQuery({ queryKey: ['approvals', 'absences'], queryFn: absences })
  const done = () => queries.invalidateQueries({ queryKey: ['approvals'] })
  const enter = useMutation({
    mutationFn: () => enterAbsence(wish),
    onSuccess: () => {
      setWish(empty)
      return done()
    },
  })
  const remove = useMutation({ mutationFn: removeAbsence, onSuccess: done })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!enter.isPending) enter.mutate()
  }
  return (
    <details className="panel">
      <summary className="kern-title">{t.absence}</summary>
      <div className="flow">
        <p className="kern-body">{t.absenceHint}</p>
        {(list.data?.mine ?? []).map((one) => (
          <div key={one.id} className="row">
            <span className="kern-body">
              {t.away(formatDate(one.from, language), formatDate(one.until, language), one.deputy.name)}
            </span>
            <Button small look="tertiary" onPress={() => remove.mutate(one.id)}>
              {t.removeAbsence}
            </Button>
          </div>
        ))}
        <form className="flow" noValidate onSubmit={submit}>
          <div className="columns">
            <Field
              label={t.absentFrom}
              inputType="date"
              value={wish.from}
              onChange={(from) => setWish({ ...wish, from })}
            />
            <Field
              label={t.absentUntil}
              inputType="date"
              value={wish.until}
              onChange={(until) => setWish({ ...wish, until })}
            />
            <Field
              label={t.deputy}
              hint={t.deputyHint}
              literal
              value={wish.deputy}
              onChange={(deputy) => setWish({ ...wish, deputy })}
            />
          </div>
          {enter.error && <TroubleAlert key={enter.submittedAt} error={enter.error} />}
          <div className="row">
            <Button small type="submit" isPending={enter.isPending}>
              {t.enterAbsence}
            </Button>
          </div>
        </form>
      </div>
    </details>
  )
}
