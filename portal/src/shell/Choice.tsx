import { useId } from 'react'
import { Icon } from './Icon.tsx'

interface ChoiceProps<Value extends string> {
  readonly legend: string
  readonly value: Value | null
  readonly options: readonly { readonly value: Value; readonly text: string }[]
  readonly error?: string | undefined
  onChoose(value: Value): void
}

/** A question with a few answers, one of which holds; the browser's own radio buttons. */
export function Choice<Value extends string>({ legend, value, options, error, onChoose }: ChoiceProps<Value>) {
  const id = useId()
  return (
    <fieldset className="people" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="kern-label">{legend}</legend>
      <div className="row">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={id}
              checked={value === option.value}
              aria-invalid={error ? true : undefined}
              onChange={() => onChoose(option.value)}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </div>
      {error && (
        <p className="kern-error" id={`${id}-error`}>
          <Icon name="danger" />
          <span className="kern-body">{error}</span>
        </p>
      )}
    </fieldset>
  )
}
