import { useId } from 'react'

interface CheckFieldProps {
  readonly label: string
  readonly checked: boolean
  onChange(checked: boolean): void
}

/** One thing that is so or not. */
export function CheckField({ label, checked, onChange }: CheckFieldProps) {
  const id = useId()
  return (
    <div className="kern-form-check">
      <input
        type="checkbox"
        id={id}
        className="kern-form-check__checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label className="kern-label" htmlFor={id}>
        {label}
      </label>
    </div>
  )
}
