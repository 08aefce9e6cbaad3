import type { SimulationChoices } from '@nahtlos/contract/api/configuration'
import { Field } from '../shell/Field.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import { CheckField } from './CheckField.tsx'
import type { Circumstances } from './circumstances.ts'
import { administrationTexts } from './texts.ts'

interface CircumstanceFieldsProps {
  readonly choices: SimulationChoices
  readonly value: Circumstances
  readonly error: string | undefined
  onChange(value: Circumstances): void
}

/** From where, when, how well known, and in which session. */
export function CircumstanceFields({ choices, value, error, onChange }: CircumstanceFieldsProps) {
  const t = useTexts(administrationTexts)
  const text = useText()
  const set = (change: Partial<Circumstances>) => onChange({ ...value, ...change })
  const place = choices.zones.find(({ id }) => id === value.zone) ?? choices.zones[0]
  const named = (items: readonly { readonly id: string; readonly title: Parameters<typeof text>[0] }[]) =>
    items.map(({ id, title }) => ({ value: id, text: text(title) }))
  return (
    <>
      <Select
        label={t.place}
        value={place?.id ?? ''}
        onChange={(zone) => set({ zone })}
        options={named(choices.zones)}
      />
      <Field
        label={t.address}
        hint={t.addressHint(place === undefined ? '' : text(place.title))}
        value={value.address}
        onChange={(address) => set({ address })}
        literal
      />
      <Field
        label={t.time}
        inputType="datetime-local"
        value={value.at}
        onChange={(at) => set({ at })}
        isRequired
        error={error}
      />
      <CheckField
        label={t.secondFactor}
        checked={value.secondFactor}
        onChange={(secondFactor) => set({ secondFactor })}
      />
      <CheckField
        label={t.enrolledDevice}
        checked={value.enrolledDevice}
        onChange={(enrolledDevice) => set({ enrolledDevice })}
      />
      <CheckField label={t.inSession} checked={value.inSession} onChange={(inSession) => set({ inSession })} />
      {value.inSession && (
        <>
          <Field label={t.sessionMinutes} literal value={value.minutes} onChange={(minutes) => set({ minutes })} />
          <Select
            label={t.sessionHost}
            value={value.host}
            onChange={(host) => set({ host })}
            options={choices.pools.flatMap(({ title, hosts }) =>
              hosts.map((host) => ({ value: host, text: `${host} (${text(title)})` })),
            )}
          />
          <Select
            label={t.sessionApp}
            value={value.app}
            onChange={(app) => set({ app })}
            options={[{ value: '', text: t.wholeDesktop }, ...named(choices.apps)]}
          />
        </>
      )}
    </>
  )
}
