import type { DeviceState } from '@nahtlos/contract/equipment/device'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { equipmentTerms, findDevices, stock } from '../api/equipment.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { formatDate } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { RoleGate } from '../shell/RoleGate.tsx'
import { Select } from '../shell/Select.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { CsvPanel } from './CsvPanel.tsx'
import { DeviceForm } from './DeviceForm.tsx'
import { DevicePanel } from './DevicePanel.tsx'
import { equipmentTexts } from './texts.ts'
import { WantedList } from './WantedList.tsx'

const states: readonly DeviceState[] = ['in-stock', 'handed-over', 'in-check', 'lost', 'retired']

export function RegisterPage() {
  return (
    <RoleGate holds="equipment-manager">
      <Register />
    </RoleGate>
  )
}

/** The register of devices for those who hand them out. */
function Register() {
  const t = useTexts(equipmentTexts)
  const text = useText()
  const { language } = useLanguage()
  const [words, setWords] = useState('')
  const [state, setState] = useState<DeviceState | ''>('')
  const [dueUntil, setDueUntil] = useState('')
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const terms = useQuery({ queryKey: ['equipment', 'terms'], queryFn: equipmentTerms })
  const counts = useQuery({ queryKey: ['equipment', 'stock'], queryFn: stock, refetchOnMount: 'always' })
  const found = useQuery({
    queryKey: ['equipment', 'devices', words.trim(), state, dueUntil],
    queryFn: () => findDevices(words.trim(), state, dueUntil),
    refetchOnMount: 'always',
  })
  const titleOf = (type: string) => {
    const title = terms.data?.types.find(({ id }) => id === type)?.title
    return title ? text(title) : type
  }
  return (
    <Page title={t.register} lead={t.registerLead}>
      {terms.isPending && <Loading />}
      {terms.isError && <TroubleAlert error={terms.error} onRetry={() => void terms.refetch()} />}
      <div role="status">{said && <Alert kind="success" title={said} />}</div>
      {counts.data && (
        <Table title={t.stock} head={[t.type, ...states.map((one) => t.state[one]), t.overdue]}>
          {counts.data.map((line) => (
            <tr key={line.id}>
              <Cell head={t.type}>{text(line.title)}</Cell>
              {states.map((one) => (
                <Cell key={one} head={t.state[one]}>
                  {line.counts[one]}
                </Cell>
              ))}
              <Cell head={t.overdue}>{line.overdue}</Cell>
            </tr>
          ))}
        </Table>
      )}
      <WantedList onSaid={setSaid} />
      <section className="flow" aria-labelledby="devices">
        <h2 id="devices" className="kern-heading-medium">
          {t.devices}
        </h2>
        <div className="columns">
          <Field label={t.search} hint={t.searchHint} value={words} onChange={setWords} autoComplete="off" literal />
          <Select
            label={t.stateHead}
            value={state}
            options={[{ value: '', text: t.anyState }, ...states.map((value) => ({ value, text: t.state[value] }))]}
            onChange={(value) => setState(value as DeviceState | '')}
          />
          <Field label={t.dueUntil} hint={t.dueUntilHint} inputType="date" value={dueUntil} onChange={setDueUntil} />
        </div>
        {found.isError && <TroubleAlert error={found.error} onRetry={() => void found.refetch()} />}
        <p role="status" className="kern-body">
          {found.data && t.found(found.data.devices.length, found.data.total)}
        </p>
        {found.data && found.data.devices.length > 0 && (
          <Table quiet title={t.devices} head={[t.type, t.model, t.serial, t.stateHead, t.holder, t.dueOn, t.choose]}>
            {found.data.devices.map((device) => (
              <tr key={device.id}>
                <Cell head={t.type}>{titleOf(device.type)}</Cell>
                <Cell head={t.model}>{device.model}</Cell>
                <Cell head={t.serial}>{device.serial}</Cell>
                <Cell head={t.stateHead}>{t.state[device.state]}</Cell>
                <Cell head={t.holder}>{device.holding?.person.name ?? '–'}</Cell>
                <Cell head={t.dueOn}>{device.holding?.dueOn ? formatDate(device.holding.dueOn, language) : '–'}</Cell>
                <Cell head={t.choose}>
                  <Button
                    small
                    aria-label={t.chooseNamed(`${device.model} ${device.serial}`)}
                    onPress={() => setChosen(device.id)}
                  >
                    {t.choose}
                  </Button>
                </Cell>
              </tr>
            ))}
          </Table>
        )}
      </section>
      {terms.data && chosen && <DevicePanel key={chosen} id={chosen} terms={terms.data} onSaid={setSaid} />}
      {terms.data && (
        <DeviceForm
          terms={terms.data}
          onDone={() => {
            setSaid(t.added)
            return queries.invalidateQueries({ queryKey: ['equipment'] })
          }}
        />
      )}
      <CsvPanel onSaid={setSaid} />
    </Page>
  )
}
