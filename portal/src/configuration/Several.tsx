import { useId, useState } from 'react'
import { Field } from '../shell/Field.tsx'
import { useTexts } from '../shell/language.tsx'
import { formTexts } from './form-texts.ts'

interface SeveralProps {
  readonly legend: string
  readonly choices: readonly { readonly id: string; readonly title: string }[]
  readonly value: readonly string[]
  readonly error?: string | undefined
  onChange(chosen: string[]): void
}

/** Beyond this a list is searched, not read. */
const readable = 12

/** Several of a list, in the order in which they were chosen; what was chosen is always in sight. */
export function Several({ legend, choices, value, error, onChange }: SeveralProps) {
  const t = useTexts(formTexts)
  const id = useId()
  const [words, setWords] = useState('')
  const wanted = words.trim().toLowerCase()
  const known = [
    ...choices,
    ...value.filter((one) => choices.every((choice) => choice.id !== one)).map((one) => ({ id: one, title: one })),
  ]
  const shown = known.filter(
    (choice) =>
      value.includes(choice.id) ||
      choices.length <= readable ||
      (wanted !== '' && `${choice.title} ${choice.id}`.toLowerCase().includes(wanted)),
  )
  const toggle = (one: string) =>
    onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one])
  return (
    <fieldset className="flow" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="kern-label">{legend}</legend>
      {choices.length > readable && (
        <Field label={`${t.search}: ${legend}`} hint={t.searchHint} value={words} onChange={setWords} literal />
      )}
      {shown.slice(0, 40).map((choice) => (
        <div className="kern-form-check" key={choice.id}>
          <input
            type="checkbox"
            id={`${id}-${choice.id}`}
            className="kern-form-check__checkbox"
            checked={value.includes(choice.id)}
            aria-invalid={error ? true : undefined}
            onChange={() => toggle(choice.id)}
          />
          <label className="kern-label" htmlFor={`${id}-${choice.id}`}>
            {choice.title}
          </label>
        </div>
      ))}
      {choices.length === 0 && value.length === 0 && <p className="kern-body">{t.nothingThere}</p>}
      {error && (
        <p className="kern-error" id={`${id}-error`}>
          <span className="kern-body">{error}</span>
        </p>
      )}
    </fieldset>
  )
}
