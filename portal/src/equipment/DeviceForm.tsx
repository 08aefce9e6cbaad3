import type { Device } from '@nahtlos/contract/equipment/device'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { changeDevice, type EquipmentTerms, registerDevice } from '../api/equipment.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useText, useTexts } from '../shell/language.tsx'
import { Select } from '../shell/Select.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { equipmentTexts } from './texts.ts'

interface DeviceFormProps {
  readonly terms: EquipmentTerms
  /** The device that is corrected; without one, a new one is registered. */
  readonly device?: Device
  onDone(): Promise<void>
}

/** Registers one device, or corrects what the register says of it. */
export function DeviceForm({ terms, device, onDone }: DeviceFormProps) {
  const t = useTexts(equipmentTexts)
  const text = useText()
  const form = useRef<HTMLFormElement>(null)
  const [type, setType] = useState(device?.type ?? terms.types[0]?.id ?? '')
  const [serial, setSerial] = useState(device?.serial ?? '')
  const [model, setModel] = useState(device?.model ?? '')
  const [attributes, setAttributes] = useState<readonly string[]>(device?.attributes ?? [])
  const { errors, check } = useErrors<'serial' | 'model'>(form)
  const register = useMutation({
    mutationFn: () => {
      const card = { type, serial: serial.trim(), model: model.trim(), attributes: [...attributes] }
      return device === undefined ? registerDevice(card) : changeDevice(device.id, card)
    },
    onSuccess: () => {
      if (device === undefined) setSerial('')
      return onDone()
    },
  })
  const label = device === undefined ? t.add : t.save
  return (
    <form
      ref={form}
      className={device === undefined ? 'panel flow' : 'flow'}
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
      {device === undefined && <h2 className="kern-heading-medium">{t.add}</h2>}
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
          {label}
        </Button>
      </div>
    </form>
  )
}
