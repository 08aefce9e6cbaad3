import { useId, useState } from 'react'
import { Field } from '../shell/Field.tsx'
import { useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import { areHours, areMinutes, type ConditionChoice, choiceOf, conditionOf, everywhereAlways } from './condition.ts'
import { formTexts } from './form-texts.ts'
import { Several } from './Several.tsx'

export interface Choice {
  readonly id: string
  readonly title: string
}

interface ConditionFieldsProps {
  readonly value: string
  readonly groups: readonly Choice[]
  readonly departments: readonly Choice[]
  readonly zones: readonly Choice[]
  readonly pools: readonly Choice[]
  onChange(condition: string): void
}

/** A condition by choosing; one that no form writes is shown and edited as it is. */
export function ConditionFields({ value, groups, departments, zones, pools, onChange }: ConditionFieldsProps) {
  const t = useTexts(formTexts)
  const id = useId()
  const read = choiceOf(value)
  const [hours, setHours] = useState(read?.hours ?? '')
  const [minutes, setMinutes] = useState(read?.afterMinutes ?? '')
  if (read === null)
    return (
      <fieldset className="flow">
        <legend className="kern-label">{t.when}</legend>
        <Field label={t.condition} hint={t.ownCondition} value={value} onChange={onChange} rows={3} literal />
      </fieldset>
    )
  const set = (change: Partial<ConditionChoice>) => onChange(conditionOf({ ...everywhereAlways, ...read, ...change }))
  const named = (texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([name, text]) => ({ value: name, text }))
  return (
    <fieldset className="flow" aria-describedby={id}>
      <legend className="kern-label">{t.when}</legend>
      <Select
        label={t.where}
        value={read.where}
        onChange={(where) => set({ where: where as ConditionChoice['where'] })}
        options={[
          ...named(t.places),
          ...zones.map((zone) => ({ value: `zone/${zone.id}`, text: t.inZone(zone.title) })),
        ]}
      />
      <Select
        label={t.forDepartment}
        value={read.department}
        onChange={(department) => set({ department })}
        options={[{ value: '', text: t.everybody }, ...departments.map((one) => ({ value: one.id, text: one.title }))]}
      />
      <Several
        legend={t.forGroups}
        choices={groups}
        value={read.groups}
        onChange={(chosen) => set({ groups: chosen })}
      />
      <Select
        label={t.onDays}
        value={read.days}
        onChange={(days) => set({ days: days as ConditionChoice['days'] })}
        options={named(t.days)}
      />
      <Select
        label={t.hoursAre}
        value={read.hoursAre}
        onChange={(hoursAre) => set({ hoursAre: hoursAre as ConditionChoice['hoursAre'] })}
        options={named(t.hoursKind)}
      />
      <Field
        label={t.hours}
        hint={t.hoursHint}
        value={hours}
        onChange={(text) => {
          setHours(text)
          if (text === '' || areHours(text)) set({ hours: text })
        }}
        error={hours === '' || areHours(hours) ? undefined : t.hoursWrong}
        literal
      />
      <Select
        label={t.secondFactor}
        value={read.secondFactor}
        onChange={(secondFactor) => set({ secondFactor: secondFactor as ConditionChoice['secondFactor'] })}
        options={named(t.withOrWithout)}
      />
      <Select
        label={t.device}
        value={read.device}
        onChange={(device) => set({ device: device as ConditionChoice['device'] })}
        options={named(t.withOrWithout)}
      />
      <Select
        label={t.agreement}
        value={read.agreement}
        onChange={(agreement) => set({ agreement: agreement as ConditionChoice['agreement'] })}
        options={named(t.agreements)}
      />
      <Field
        label={t.afterMinutes}
        hint={t.afterMinutesHint}
        value={minutes}
        onChange={(text) => {
          setMinutes(text)
          if (areMinutes(text)) set({ afterMinutes: text })
        }}
        error={areMinutes(minutes) ? undefined : t.minutesWrong}
        literal
      />
      <Select
        label={t.onPool}
        value={read.pool}
        onChange={(pool) => set({ pool })}
        options={[{ value: '', text: t.anyPool }, ...pools.map((one) => ({ value: one.id, text: one.title }))]}
      />
      <p className="kern-body" role="status" id={id}>
        {t.condition}: <code>{value}</code>
      </p>
    </fieldset>
  )
}
