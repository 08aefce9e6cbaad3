import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { type EquipmentTerms, registerDevice } from '../api/equipment.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useText, useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { equipmentTexts } from './texts.ts'

/** Registers one device. */
export function RegisterForm({ terms, onSaid }: { terms: EquipmentTerms; onSaid(sentence: string): void }) {
  const t = useTexts(equipmentTexts)
  const text = useText()
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [type, setType] = useState(terms.types[0]?.id ?? '')
  const [serial, setSerial] = useState('')
  const [model, setModel] = useState('')
  const [attributes, setAttributes] = useState<readonly string[]>([])
  const { errors, check } = useErrors<'serial' | 'model'>(form)
  const register = useMutation({
    mutationFn: () => registerDevice({ type, serial: serial.trim(), model: model.trim(), attributes: [...attributes] }),
    onSuccess: () => {
      setSerial('')
      onSaid(t.added)
      return queries.invalidateQueries({ queryKey: ['equipment'] })
    },
  })
  return (
    <form
      ref={form}
      className="panel flow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const faults = {
          ...(serial.trim() ? {} : { serial: t.missing }),
          ...(model.trim() ? {} : { model: t.missing }),
        }
        if (check(faults) && !register.isPending) register.mutate()
      }}
    >
      <h2 className="kern-heading-medium">{t.add}</h2>
      <Select
        label={t.type}
        value={type}
        options={terms.types.map(({ id, title }) => ({ value: id, text: text(title) }))}
        onChange={setType}
      />
      <div className="columns">
        <Field label={t.serial} value={serial} onChange={setSerial} error={errors.serial} literal />
        <Field label={t.model} value={model} onChange={setModel} error={errors.model} />
      </div>
      <fieldset className="people">
        <legend className="kern-label">{t.attributes}</legend>
        {terms.attributes.map(({ id, title }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={attributes.includes(id)}
              onChange={(event) =>
                setAttributes(event.target.checked ? [...attributes, id] : attributes.filter((one) => one !== id))
              }
            />
            <span>{text(title)}</span>
          </label>
        ))}
      </fieldset>
      {register.error && <TroubleAlert key={register.submittedAt} error={register.error} />}
      <div className="row">
        <Button look="primary" type="submit" isPending={register.isPending}>
          {t.add}
        </Button>
      </div>
    </form>
  )
}
