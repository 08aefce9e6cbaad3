import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { absences, type Colleague, enterAbsence, removeAbsence } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { formatDate } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { Radios } from '../telework/Choices.tsx'
import { ColleagueSearch } from './ColleagueSearch.tsx'
import { approvalsTexts } from './texts.ts'

const empty = { from: '', until: '' }

/** When I am away, and who decides for me then; whoever heads a department enters it for others, too. */
export function AbsencePanel() {
  const t = useTexts(approvalsTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [wish, setWish] = useState(empty)
  const [deputy, setDeputy] = useState<Colleague | null>(null)
  const [forOther, setForOther] = useState(false)
  const [person, setPerson] = useState<Colleague | null>(null)
  const [round, setRound] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'from' | 'deputy' | 'person'>(form)
  const list = useQuery({ queryKey: ['approvals', 'absences'], queryFn: absences })
  const done = () => queries.invalidateQueries({ queryKey: ['approvals'] })
  const enter = useMutation({
    mutationFn: (chosen: Colleague) =>
      enterAbsence({ ...wish, deputy: chosen.account, ...(forOther && person ? { person: person.account } : {}) }),
    onSuccess: () => {
      setWish(empty)
      setDeputy(null)
      setPerson(null)
      setRound(round + 1)
      return done()
    },
  })
  const remove = useMutation({ mutationFn: removeAbsence, onSuccess: done })
  function submit(event: FormEvent) {
    event.preventDefault()
    const good = check({
      ...(wish.from === '' || wish.until === '' ? { from: t.datesMissing } : {}),
      ...(deputy === null ? { deputy: t.deputyMissing } : {}),
      ...(forOther && person === null ? { person: t.personMissing } : {}),
    })
    if (good && deputy !== null && !enter.isPending) enter.mutate(deputy)
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
        {(list.data?.others ?? []).map((one) => (
          <div key={one.id} className="row">
            <span className="kern-body">
              {t.awayOther(
                one.person.name,
                formatDate(one.from, language),
                formatDate(one.until, language),
                one.deputy.name,
              )}
            </span>
            <Button small look="tertiary" onPress={() => remove.mutate(one.id)}>
              {t.removeAbsence}
            </Button>
          </div>
        ))}
        <form ref={form} className="flow" noValidate onSubmit={submit}>
          {list.data?.mayEnterForOthers === true && (
            <Radios
              id="absent-person"
              legend={t.absentPerson}
              choices={[
                { value: 'me', text: t.absentMyself },
                { value: 'other', text: t.absentOther },
              ]}
              value={forOther ? 'other' : 'me'}
              onChange={(value) => setForOther(value === 'other')}
            />
          )}
          {forOther && (
            <ColleagueSearch
              key={`person ${round}`}
              label={t.absentPerson}
              person={person}
              error={errors.person}
              onChoose={setPerson}
            />
          )}
          <div className="columns">
            <Field
              label={t.absentFrom}
              inputType="date"
              value={wish.from}
              onChange={(from) => setWish({ ...wish, from })}
              error={errors.from}
            />
            <Field
              label={t.absentUntil}
              inputType="date"
              value={wish.until}
              onChange={(until) => setWish({ ...wish, until })}
            />
          </div>
          <ColleagueSearch
            key={`deputy ${round}`}
            label={t.deputy}
            person={deputy}
            error={errors.deputy}
            onChoose={setDeputy}
          />
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
