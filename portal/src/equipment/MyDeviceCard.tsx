import type { Device } from '@nahtlos/contract/equipment/device'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { confirmDevice, type EquipmentTerms, loseDevice } from '../api/equipment.ts'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { formatDate, formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { equipmentTexts } from './texts.ts'

interface MyDeviceCardProps {
  readonly device: Device
  readonly terms: EquipmentTerms
  onSaid(sentences: readonly string[]): void
}

/** One device of mine: confirm that I have it, or say that it is lost. */
export function MyDeviceCard({ device, terms, onSaid }: MyDeviceCardProps) {
  const t = useTexts(equipmentTexts)
  const text = useText()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: ['equipment'] })
  const confirm = useMutation({
    mutationFn: () => confirmDevice(device.id),
    onSuccess: () => {
      onSaid([t.confirmed])
      return refresh()
    },
  })
  const lose = useMutation({
    mutationFn: () => loseDevice(device.id),
    onSuccess: ({ sessionsEnded, signInsEnded, secondFactorRemoved }) => {
      setAsking(false)
      onSaid([t.lostDone, t.lostCounts(sessionsEnded, signInsEnded), ...(secondFactorRemoved ? [t.lostFactor] : [])])
      return refresh()
    },
  })
  const title = terms.types.find(({ id }) => id === device.type)?.title
  const name = `${title ? text(title) : device.type} ${device.model}`
  const { holding } = device
  return (
    <article className="panel flow">
      <div className="card__head">
        <h2 className="kern-title">{name}</h2>
        <span className={`kern-badge kern-badge--${device.state === 'lost' ? 'danger' : 'info'} kern-badge--small`}>
          <span className="kern-label kern-label--small">{t.state[device.state]}</span>
        </span>
      </div>
      <p className="kern-body">
        {t.serial}: {device.serial}
      </p>
      {holding && <p className="kern-body">{t.since(formatInstant(holding.since, language))}</p>}
      {holding?.enrolledAt && <p className="kern-body">{t.enrolled(formatInstant(holding.enrolledAt, language))}</p>}
      {holding?.dueOn && <p className="kern-body">{t.due(formatDate(holding.dueOn, language))}</p>}
      {confirm.error && <TroubleAlert key={confirm.submittedAt} error={confirm.error} />}
      {device.state === 'handed-over' && (
        <div className="row">
          {holding?.confirmedAt === null && (
            <Button
              look="primary"
              aria-label={t.confirmNamed(name)}
              isPending={confirm.isPending}
              onPress={() => confirm.mutate()}
            >
              {t.confirm}
            </Button>
          )}
          <Button aria-label={t.lostNamed(name)} onPress={() => setAsking(true)}>
            {t.lost}
          </Button>
        </div>
      )}
      <Confirm
        open={asking}
        title={t.lostTitle}
        confirm={t.lost}
        pending={lose.isPending}
        onConfirm={() => lose.mutate()}
        onClose={() => setAsking(false)}
      >
        <p className="kern-body">{t.lostText}</p>
        {lose.error && <TroubleAlert key={lose.submittedAt} error={lose.error} />}
      </Confirm>
    </article>
  )
}
