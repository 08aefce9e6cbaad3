import { useId } from 'react'
import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components'
import { Icon } from './Icon.tsx'

interface FieldProps extends Omit<TextFieldProps, 'children' | 'className'> {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong, in plain words; tied to the input by ARIA. */
  readonly error?: string | undefined
  readonly inputType?: 'text' | 'password' | 'date' | 'time' | 'datetime-local'
  readonly rows?: number
  readonly min?: string
  readonly max?: string
  /** Taken letter by letter: no capitals, no spelling suggestions. */
  readonly literal?: boolean
}

/** One labelled input with hint and error, in KERN's look with React Aria's wiring. */
export function Field({
  label,
  hint,
  error,
  inputType = 'text',
  rows,
  min,
  max,
  literal = false,
  ...rest
}: FieldProps) {
  const id = useId()
  const name = `kern-form-input__input${error ? ' kern-form-input__input--error' : ''}`
  return (
    <TextField
      {...rest}
      id={rest.id ?? id}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={`kern-form-input${error ? ' kern-form-input--error' : ''}`}
    >
      <Label className="kern-label">{label}</Label>
      {hint && (
        <Text slot="description" className="kern-hint" elementType="div">
          {hint}
        </Text>
      )}
      {rows ? (
        <TextArea className={name} rows={rows} />
      ) : (
        <Input
          className={name}
          type={inputType}
          {...(min ? { min } : {})}
          {...(max ? { max } : {})}
          {...(literal ? { autoCapitalize: 'none', spellCheck: false } : {})}
        />
      )}
      <FieldError className="kern-error">
        <Icon name="danger" />
        <span className="kern-body">{error}</span>
      </FieldError>
    </TextField>
  )
}
