import { useId } from 'react'
import { Icon } from './Icon.tsx'

interface SelectProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
  readonly error?: string | undefined
  onChange(value: string): void
}

/** The browser's own list: every device knows how to work it. */
export function Select({ label, value, options, error, onChange }: SelectProps) {
  const id = useId()
  return (
    <div className={`kern-form-input${error ? ' kern-form-input--error' : ''}`}>
      <label className="kern-label" htmlFor={id}>
        {label}
      </label>
      <div className="kern-form-input__select-wrapper">
        <select
          id={id}
          className="kern-form-input__select"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
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
