import type { Right } from '@nahtlos/contract/rights'
import { type FormEvent, useId, useRef, useState } from 'react'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import { areHours, type ConditionChoice, conditionOf, everywhereAlways, limitDocument, slugOf } from './condition.ts'
import { configurationTexts } from './texts.ts'

interface Choice {
  readonly id: string
  readonly title: string
}

interface RuleFormProps {
  readonly groups: readonly Choice[]
  readonly departments: readonly Choice[]
  /** The department that the rule will belong to; null is the city. */
  readonly department: string | null
  onAdd(id: string, document: string): void
}

/** A limit for the common cases, with a condition builder; it writes the document that one would write by hand. */
export function RuleForm({ groups, departments, department, onAdd }: RuleFormProps) {
  const t = useTexts(configurationTexts)
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const [title, setTitle] = useState({ de: '', en: '' })
  const [reason, setReason] = useState({ de: '', en: '' })
  const [choice, setChoice] = useState<ConditionChoice>(everywhereAlways)
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const { errors, check } = useErrors<'title' | 'titleEnglish' | 'reason' | 'reasonEnglish' | 'hours' | 'without'>(form)
  const set = (change: Partial<ConditionChoice>) => setChoice((before) => ({ ...before, ...change }))
  const when = conditionOf(choice)

  function submit(event: FormEvent) {
    event.preventDefault()
    const missing = (text: string) => text.trim() === ''
    const good = check({
      ...(missing(title.de) ? { title: t.ruleMissing } : {}),
      ...(missing(title.en) ? { titleEnglish: t.ruleMissing } : {}),
      ...(missing(reason.de) ? { reason: t.ruleMissing } : {}),
      ...(missing(reason.en) ? { reasonEnglish: t.ruleMissing } : {}),
      ...(choice.outsideHours !== '' && !areHours(choice.outsideHours) ? { hours: t.hoursWrong } : {}),
      ...(without.size === 0 ? { without: t.nothingTaken } : {}),
    })
    if (!good) return
    const slug = slugOf(title.de)
    const taken = without.has('access') ? 'access' : [...without].sort()
    onAdd(slug, limitDocument({ id: slug, title, reason, when, without: taken, department }))
  }

  const toggle = (name: string) =>
    setWithout((before) => new Set(before.has(name) ? [...before].filter((one) => one !== name) : [...before, name]))
  const rights = Object.entries(t.right) as [Right, string][]
  const all = { value: '', text: t.everybody }

  return (
    <form ref={form} className="flow page--narrow" onSubmit={submit} noValidate>
      <p className="kern-body">{t.ruleLead}</p>
      <Field
        label={t.ruleTitle}
        value={title.de}
        onChange={(de) => setTitle({ ...title, de })}
        error={errors.title}
        isRequired
      />
      <Field
        label={t.ruleTitleEnglish}
        value={title.en}
        onChange={(en) => setTitle({ ...title, en })}
        error={errors.titleEnglish}
        isRequired
      />
      <fieldset className="flow">
        <legend className="kern-label">{t.ruleWhen}</legend>
        <Select
          label={t.whereLabel}
          value={choice.where}
          onChange={(where) => set({ where: where as ConditionChoice['where'] })}
          options={Object.entries(t.where).map(([value, text]) => ({ value, text }))}
        />
        <Select
          label={t.groupLabel}
          value={choice.group}
          onChange={(group) => set({ group })}
          options={[all, ...groups.map((one) => ({ value: one.id, text: one.title }))]}
        />
        <Select
          label={t.departmentLabel}
          value={choice.department}
          onChange={(chosen) => set({ department: chosen })}
          options={[all, ...departments.map((one) => ({ value: one.id, text: one.title }))]}
        />
        <Select
          label={t.daysLabel}
          value={choice.days}
          onChange={(days) => set({ days: days as ConditionChoice['days'] })}
          options={Object.entries(t.days).map(([value, text]) => ({ value, text }))}
        />
        <Field
          label={t.hoursLabel}
          hint={t.hoursHint}
          value={choice.outsideHours}
          onChange={(outsideHours) => set({ outsideHours })}
          error={errors.hours}
          literal
        />
        <p className="kern-body" role="status">
          {t.condition}: <code>{when}</code>
        </p>
      </fieldset>
      <fieldset className="flow" aria-describedby={errors.without ? `${id}-without` : undefined}>
        <legend className="kern-label">{t.ruleWithout}</legend>
        {[['access', t.access] as const, ...rights].map(([name, text]) => (
          <div className="kern-form-check" key={name}>
            <input
              type="checkbox"
              id={`${id}-${name}`}
              className="kern-form-check__checkbox"
              checked={without.has(name)}
              aria-invalid={errors.without ? true : undefined}
              onChange={() => toggle(name)}
            />
            <label className="kern-label" htmlFor={`${id}-${name}`}>
              {text}
            </label>
          </div>
        ))}
        {errors.without && (
          <p className="kern-error" id={`${id}-without`}>
            <span className="kern-body">{errors.without}</span>
          </p>
        )}
      </fieldset>
      <Field
        label={t.ruleReason}
        value={reason.de}
        onChange={(de) => setReason({ ...reason, de })}
        error={errors.reason}
        isRequired
      />
      <Field
        label={t.ruleReasonEnglish}
        value={reason.en}
        onChange={(en) => setReason({ ...reason, en })}
        error={errors.reasonEnglish}
        isRequired
      />
      <div className="row">
        <Button type="submit">{t.addRule}</Button>
      </div>
    </form>
  )
}
