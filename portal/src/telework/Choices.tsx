import { useId } from 'react'
import { Icon } from '../shell/Icon.tsx'

interface Choice {
  readonly value: string
  readonly text: string
}

interface RadiosProps {
  /** The id of the first button, so that a summary of faults leads to it. */
  readonly id: string
  readonly legend: string
  readonly hint?: string
  readonly choices: readonly Choice[]
  readonly value: string
  readonly error?: string | undefined
  onChange(value: string): void
}

/** One of several, with the browser's own buttons. */
export function Radios({ id, legend, hint, choices, value, error, onChange }: RadiosProps) {
  const name = useId()
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <fieldset className="group" {...(described ? { 'aria-describedby': described } : {})}>
      <legend className="kern-title">{legend}</legend>
      {hint && (
        <p id={`${name}-hint`} className="kern-body kern-body--muted">
          {hint}
        </p>
      )}
      {choices.map((choice, at) => (
        <div key={choice.value} className="kern-form-check">
          <input
            type="radio"
            className="kern-form-check__radio"
            id={at === 0 ? id : `${id}-${choice.value}`}
            name={name}
            checked={value === choice.value}
            onChange={() => onChange(choice.value)}
          />
          <label className="kern-label" htmlFor={at === 0 ? id : `${id}-${choice.value}`}>
            {choice.text}
          </label>
        </div>
      ))}
      {error && (
        <p className="kern-error" id={`${name}-error`}>
          <Icon name="danger" />
          <span className="kern-body">{error}</span>
        </p>
      )}
    </fieldset>
  )
}

interface CheckProps {
  readonly id: string
  readonly label: string
  readonly checked: boolean
  readonly error?: string | undefined
  onChange(checked: boolean): void
}

/** One thing that is so or not. */
export function Check({ id, label, checked, error, onChange }: CheckProps) {
  return (
    <div>
      <div className="kern-form-check">
        <input
          type="checkbox"
          className="kern-form-check__checkbox"
          id={id}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          {...(error ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {})}
        />
        <label className="kern-label" htmlFor={id}>
          {label}
        </label>
      </div>
      {error && (
        <p className="kern-error" id={`${id}-error`}>
          <Icon name="danger" />
          <span className="kern-body">{error}</span>
        </p>
      )}
    </div>
  )
}

interface ChecksProps {
  readonly legend: string
  readonly hint?: string
  readonly choices: readonly Choice[]
  readonly values: readonly string[]
  onChange(values: readonly string[]): void
}

/** Any of several. */
export function Checks({ legend, hint, choices, values, onChange }: ChecksProps) {
  const id = useId()
  return (
    <fieldset className="group" {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}>
      <legend className="kern-title">{legend}</legend>
      {hint && (
        <p id={`${id}-hint`} className="kern-body kern-body--muted">
          {hint}
        </p>
      )}
      <div className="columns">
        {choices.map(({ value, text }) => (
          <Check
            key={value}
            id={`${id}-${value}`}
            label={text}
            checked={values.includes(value)}
            onChange={(checked) => onChange(checked ? [...values, value] : values.filter((one) => one !== value))}
          />
        ))}
      </div>
    </fieldset>
  )
}
