import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { type Colleague, findColleagues } from '../api/telework.ts'
import { Field } from '../shell/Field.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { approvalsTexts } from './texts.ts'

interface ColleagueSearchProps {
  readonly label: string
  readonly person: Colleague | null
  readonly error?: string | undefined
  onChoose(person: Colleague | null): void
}

/** Finds a colleague while one types; the choice is made from buttons in reading order. */
export function ColleagueSearch({ label, person, error, onChoose }: ColleagueSearchProps) {
  const t = useTexts(approvalsTexts)
  const text = useText()
  const name = useId()
  const [words, setWords] = useState('')
  const query = words.trim()
  const people = useQuery({
    queryKey: ['colleagues', query],
    queryFn: () => findColleagues(query),
    enabled: query.length >= 2,
    gcTime: 60_000,
  })
  return (
    <div className="flow">
      <Field
        label={label}
        hint={t.colleagueHint}
        value={words}
        onChange={(next) => {
          setWords(next)
          onChoose(null)
        }}
        autoComplete="off"
        literal
        error={person === null ? error : undefined}
      />
      <p role="status" className="kern-body">
        {people.data?.length === 0 && t.noColleague}
      </p>
      {people.data && people.data.length > 0 && (
        <fieldset className="people">
          <legend className="kern-label">{label}</legend>
          {people.data.map((found) => (
            <label key={found.id}>
              <input type="radio" name={name} checked={person?.id === found.id} onChange={() => onChoose(found)} />
              <span>
                {found.name} <small>({text(found.departmentTitle)})</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  )
}
