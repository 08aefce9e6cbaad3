import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { deviceWithRecords, type EquipmentTerms, reportLost, restock, retire } from '../api/equipment.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { formatInstant } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { DeviceForm } from './DeviceForm.tsx'
import { DeviceHistory } from './DeviceHistory.tsx'
import { DueForm } from './DueForm.tsx'
import { EnrolmentCode } from './EnrolmentCode.tsx'
import { HandOverForm } from './HandOverForm.tsx'
import { ReturnForm } from './ReturnForm.tsx'
import { equipmentTexts } from './texts.ts'

interface DevicePanelProps {
  readonly id: string
  readonly terms: EquipmentTerms
  onSaid(sentence: string): void
}

/** One device of the register: what can be done with it now, and what was done before. */
export function DevicePanel({ id, terms, onSaid }: DevicePanelProps) {
  const t = useTexts(equipmentTexts)
  const text = useText()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const heading = useRef<HTMLHeadingElement>(null)
  const whole = useQuery({ queryKey: ['equipment', 'device', id], queryFn: () => deviceWithRecords(id) })
  const loaded = whole.data !== undefined
  useEffect(() => {
    if (loaded) heading.current?.focus()
  }, [loaded])
  const done = () => {
    onSaid(t.done)
    return queries.invalidateQueries({ queryKey: ['equipment'] })
  }
  const lose = useMutation({ mutationFn: () => reportLost(id), onSuccess: done })
  if (whole.isPending) return <Loading />
  if (whole.isError) return <TroubleAlert error={whole.error} onRetry={() => void whole.refetch()} />
  const { device, records, documents, returnChecklist } = whole.data
  const named = device.attributes.map((attribute) => {
    const title = terms.attributes.find((one) => one.id === attribute)?.title
    return title ? text(title) : attribute
  })
  return (
    <section className="panel flow" aria-labelledby="device">
      <h2 id="device" className="kern-heading-medium" tabIndex={-1} ref={heading}>
        {device.model} ({device.serial})
      </h2>
      <p className="kern-body">
        {t.state[device.state]}
        {device.holding && `, ${t.holder} ${device.holding.person.name}`}
      </p>
      {named.length > 0 && (
        <p className="kern-body">
          {t.attributes}: {named.join(', ')}
        </p>
      )}
      {device.state === 'in-stock' && <HandOverForm device={id} today={terms.today} onDone={done} />}
      {device.state === 'handed-over' && (
        <p className="kern-body">
          {device.holding?.enrolledAt ? t.enrolled(formatInstant(device.holding.enrolledAt, language)) : t.notEnrolled}
        </p>
      )}
      {device.state === 'handed-over' && <EnrolmentCode key={device.holding?.since} device={id} />}
      {device.state === 'handed-over' && (
        <DueForm
          key={device.holding?.dueOn}
          device={id}
          today={terms.today}
          dueOn={device.holding?.dueOn ?? null}
          onDone={done}
        />
      )}
      {(device.state === 'handed-over' || device.state === 'lost') && (
        <ReturnForm device={id} checklist={returnChecklist} onDone={done} />
      )}
      {lose.error && <TroubleAlert key={lose.submittedAt} error={lose.error} />}
      {device.state === 'handed-over' && (
        <div className="row">
          <Button isPending={lose.isPending} onPress={() => lose.mutate()}>
            {t.reportLost}
          </Button>
        </div>
      )}
      {(device.state === 'in-check' || device.state === 'lost') && (
        <NoteForm label={t.restock} onSend={(note) => restock(id, note)} onDone={done} />
      )}
      {device.state !== 'handed-over' && device.state !== 'retired' && (
        <NoteForm label={t.retire} onSend={(note) => retire(id, note)} onDone={done} />
      )}
      {device.state !== 'retired' && (
        <details>
          <summary>{t.edit}</summary>
          <DeviceForm terms={terms} device={device} onDone={done} />
        </details>
      )}
      <DeviceHistory records={records} documents={documents} terms={terms} />
    </section>
  )
}

interface NoteFormProps {
  readonly label: string
  onSend(note: string): Promise<unknown>
  onDone(): Promise<void>
}

/** A step that needs a remark and nothing else. */
function NoteForm({ label, onSend, onDone }: NoteFormProps) {
  const t = useTexts(equipmentTexts)
  const form = useRef<HTMLFormElement>(null)
  const [note, setNote] = useState('')
  const { errors, check } = useErrors<'note'>(form)
  const send = useMutation({ mutationFn: () => onSend(note.trim()), onSuccess: onDone })
  return (
    <form
      ref={form}
      className="flow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (check(note.trim() ? {} : { note: t.missing }) && !send.isPending) send.mutate()
      }}
    >
      <Field label={`${label}: ${t.noteLabel}`} value={note} onChange={setNote} error={errors.note} />
      {send.error && <TroubleAlert key={send.submittedAt} error={send.error} />}
      <div className="row">
        <Button type="submit" isPending={send.isPending}>
          {label}
        </Button>
      </div>
    </form>
  )
}
