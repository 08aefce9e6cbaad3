import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import { ActionFields } from './ActionFields.tsx'
import { type Choice, ConditionFields } from './ConditionFields.tsx'
import type { Values } from './document-text.ts'
import {
  commandText,
  type FormField,
  type FormName,
  forms,
  isEmpty,
  type Kind,
  valueAt,
  withValue,
  wordsOf,
} from './form-fields.ts'
import { formTexts } from './form-texts.ts'
import { Several } from './Several.tsx'

interface DocumentFormProps {
  readonly form: FormName
  /** What the document says so far. */
  readonly values: Values
  readonly choices: (kind: Kind | 'Zone') => readonly Choice[]
  /** Given the values of the keys that the form asks for; undefined is taken out. */
  onWrite(values: Values): void
}

/** A document of a common kind by choosing and filling in; it writes what one would write by hand. */
export function DocumentForm({ form, values: first, choices, onWrite }: DocumentFormProps) {
  const t = useTexts(formTexts)
  const [values, setValues] = useState(first)
  const place = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<string>(place)
  const fields: readonly FormField[] = forms[form]

  function submit(event: FormEvent) {
    event.preventDefault()
    const missing = Object.fromEntries(
      fields
        .filter(({ path, type, required }) => required && isMissing(valueAt(values, path), type))
        .map(({ path }) => [path, t.missing]),
    )
    const nothing =
      form === 'limit' && ['without', 'demands', 'bounds', 'profile'].every((key) => isEmpty(values[key]))
        ? { without: t.nothingTaken }
        : form === 'ProgramRule' && isEmpty(values.packages) && isEmpty(values.paths)
          ? { packages: t.nothingNamed }
          : {}
    if (!check({ ...missing, ...nothing })) return
    const keys = [...new Set(fields.map(({ path }) => path.split('.')[0] ?? path))]
    onWrite({ ...pick(values, ['kind', 'effect', 'department']), ...pick(values, keys) })
  }

  return (
    <form ref={place} className="flow page--narrow" onSubmit={submit} noValidate>
      {fields.map((field) => (
        <OneField
          key={field.path}
          field={field}
          value={valueAt(values, field.path)}
          error={errors[field.path]}
          choices={choices}
          onChange={(value) => setValues((before) => withValue(before, field.path, value))}
        />
      ))}
      <div className="row">
        <Button type="submit">{t.write}</Button>
      </div>
    </form>
  )
}

function isMissing(value: unknown, type: FormField['type']): boolean {
  if (type !== 'texts') return isEmpty(value) || (type === 'action' && isEmpty((value as readonly unknown[])[0]))
  const { de, en } = (value ?? {}) as { de?: string; en?: string }
  return !de?.trim() || !en?.trim()
}

/** With a key for each, also where it is undefined: then it is taken out of the document. */
function pick(values: Values, keys: readonly string[]): Values {
  return Object.fromEntries(keys.filter((key) => key in values).map((key) => [key, values[key]]))
}

interface OneFieldProps {
  readonly field: FormField
  readonly value: unknown
  readonly error: string | undefined
  readonly choices: DocumentFormProps['choices']
  onChange(value: unknown): void
}

function OneField({ field: { path, type, required }, value, error, choices, onChange }: OneFieldProps) {
  const t = useTexts(formTexts)
  const label = t.fields[path] ?? path
  const list = (Array.isArray(value) ? value : []) as string[]
  if (typeof type === 'object') {
    if ('several' in type)
      return <Several legend={label} choices={choices(type.several)} value={list} error={error} onChange={onChange} />
    const options = choices(type.one).map(({ id, title }) => ({ value: id, text: title }))
    return (
      <Select
        label={label}
        value={String(value ?? '')}
        error={error}
        onChange={onChange}
        options={[{ value: '', text: t.choose }, ...options]}
      />
    )
  }
  switch (type) {
    case 'texts': {
      const { de = '', en = '' } = (value ?? {}) as { de?: string; en?: string }
      return (
        <>
          <Field
            label={label}
            value={de}
            onChange={(next) => onChange({ de: next, en })}
            isRequired={required ?? false}
            error={error && de.trim() === '' ? error : undefined}
          />
          <Field
            label={t.english[path] ?? t.inEnglish(label)}
            value={en}
            onChange={(next) => onChange({ de, en: next })}
            isRequired={required ?? false}
            error={error && en.trim() === '' ? error : undefined}
          />
        </>
      )
    }
    case 'lines':
      return <Lines label={label} value={list} error={error} onChange={onChange} />
    case 'command':
      return <CommandField label={label} value={list} error={error} onChange={onChange} />
    case 'number':
      return (
        <Field
          label={label}
          value={value === undefined ? '' : String(value)}
          onChange={(next) => onChange(/^\d+$/.test(next) ? Number(next) : undefined)}
          inputMode="numeric"
        />
      )
    case 'flag':
      return (
        <Several
          legend={label}
          choices={[{ id: 'yes', title: t.yes }]}
          value={value === true ? ['yes'] : []}
          onChange={(chosen) => onChange(chosen.length > 0 ? true : path === 'outside' ? false : undefined)}
        />
      )
    case 'condition':
      return (
        <ConditionFields
          value={typeof value === 'string' ? value : 'true'}
          groups={choices('Group')}
          departments={choices('Department')}
          zones={choices('Zone')}
          pools={choices('Pool')}
          onChange={(next) => onChange(next === 'true' ? undefined : next)}
        />
      )
    case 'without': {
      const taken = value === 'access' ? ['access'] : list
      return (
        <Several
          legend={label}
          choices={[{ id: 'access', title: t.access }, ...rightsOf(t.right)]}
          value={taken}
          error={error}
          onChange={(chosen) =>
            onChange(chosen.at(-1) === 'access' ? 'access' : rightNames.filter((right) => chosen.includes(right)))
          }
        />
      )
    }
    case 'rights':
      return (
        <Several
          legend={label}
          choices={rightsOf(t.right)}
          value={list}
          error={error}
          onChange={(chosen) => onChange(rightNames.filter((right) => chosen.includes(right)))}
        />
      )
    case 'triggers':
      return <Several legend={label} choices={named(t.triggers)} value={list} error={error} onChange={onChange} />
    case 'demands':
      return <Several legend={label} choices={named(t.demands)} value={list} onChange={onChange} />
    case 'running':
      return (
        <Select
          label={label}
          value={String(value ?? 'freeze')}
          onChange={(next) => onChange(next === 'freeze' ? undefined : next)}
          options={named(t.running).map(({ id, title }) => ({ value: id, text: title }))}
        />
      )
    case 'effect':
      return (
        <Select
          label={label}
          value={String(value ?? 'deny')}
          onChange={onChange}
          options={named(t.effects).map(({ id, title }) => ({ value: id, text: title }))}
        />
      )
    case 'action':
      return <ActionFields value={(value ?? []) as Values[]} error={error} onChange={onChange} />
    default:
      return (
        <Field
          label={label}
          value={String(value ?? '')}
          onChange={onChange}
          isRequired={required ?? false}
          error={error}
          literal
        />
      )
  }
}

interface ListProps {
  readonly label: string
  readonly value: readonly string[]
  readonly error: string | undefined
  onChange(value: string[]): void
}

/** One entry a line. What is typed stays as it is; the list is what is in it. */
function Lines({ label, value, error, onChange }: ListProps) {
  const t = useTexts(formTexts)
  const [text, setText] = useState(value.join('\n'))
  return (
    <Field
      label={label}
      hint={t.oneALine}
      value={text}
      error={error}
      rows={4}
      literal
      onChange={(next) => {
        setText(next)
        onChange(
          next
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        )
      }}
    />
  )
}

function CommandField({ label, value, error, onChange }: ListProps) {
  const [text, setText] = useState(commandText(value))
  return (
    <Field
      label={label}
      value={text}
      error={error}
      literal
      onChange={(next) => {
        setText(next)
        onChange(wordsOf(next))
      }}
    />
  )
}

function named(texts: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(texts).map(([id, title]) => ({ id, title }))
}

function rightsOf(texts: Readonly<Record<string, string>>): Choice[] {
  return rightNames.map((id) => ({ id, title: texts[id] ?? id }))
}

const rightNames = Object.keys(formTexts.de.right)
