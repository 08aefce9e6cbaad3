import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FoundPerson } from '../api/administration.ts'
import { Field } from '../shell/Field.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { administrationTexts } from './texts.ts'

interface PersonSearchProps {
  find(words: string): Promise<FoundPerson[]>
  readonly person: FoundPerson | null
  readonly error: string | undefined
  onChoose(person: FoundPerson): void
}

/** Finds people while one types; the choice is made from buttons in reading order. */
export function PersonSearch({ find, person, error, onChoose }: PersonSearchProps) {
  const t = useTexts(administrationTexts)
  const text = useText()
  const [words, setWords] = useState('')
  const query = words.trim()
  const people = useQuery({
    queryKey: ['people', query],
    queryFn: () => find(query),
    enabled: query.length >= 2,
    gcTime: 60_000,
  })
  return (
    <div className="flow">
      <Field
        label={t.search}
        hint={t.searchHint}
        value={words}
        onChange={setWords}
        autoComplete="off"
        literal
        error={person ? undefined : error}
      />
      {people.isError && <TroubleAlert error={people.error} />}
      <p role="status" className="kern-sr-only">
        {people.data && (people.data.length === 0 ? t.noPerson : t.found(people.data.length))}
      </p>
      {people.data?.length === 0 && <p className="kern-body">{t.noPerson}</p>}
      {people.data && people.data.length > 0 && (
        <fieldset className="people">
          <legend className="kern-label kern-label--small">{t.choosePerson}</legend>
          {people.data.map((found) => (
            <label key={found.id}>
              <input type="radio" name="person" checked={person?.id === found.id} onChange={() => onChoose(found)} />
              <span>
                {found.name}{' '}
                <small>
                  ({found.account}, {text(found.departmentTitle)})
                </small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  )
}
