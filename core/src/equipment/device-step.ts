import type { Equipment } from '@nahtlos/contract/configuration/equipment'
import type { Device, DeviceRecord, DeviceState, Holding, ReturnAnswer } from '@nahtlos/contract/equipment/device'
import { type FieldFault, fieldFault } from '@nahtlos/contract/field-fault'
import type { CalendarDate, Instant } from '@nahtlos/contract/identifiers'
import type { ProblemCode } from '@nahtlos/contract/problem'
import type { Text } from '@nahtlos/contract/text'
import { germanDate } from '../programme/german-date.ts'

/** What somebody wants to do with a device. */
export type DeviceWish =
  | { readonly deed: 'handed-over'; readonly person: Holding['person']; readonly dueOn: CalendarDate | null }
  | { readonly deed: 'confirmed' }
  | { readonly deed: 'enrolled' }
  | { readonly deed: 'returned'; readonly answers: readonly ReturnAnswer[] }
  | { readonly deed: 'due-set'; readonly dueOn: CalendarDate | null }
  | { readonly deed: 'lost' }
  | { readonly deed: 'checked' | 'retired'; readonly note: string }

export interface DeviceStep {
  readonly at: Instant
  readonly today: CalendarDate
  readonly by: { readonly id: string; readonly name: string }
  readonly wish: DeviceWish
}

export type DeviceStepResult =
  | { readonly ok: true; readonly device: Device; readonly record: DeviceRecord }
  | {
      readonly ok: false
      readonly code: ProblemCode
      readonly fields: readonly FieldFault[]
    }

/** From which states each deed leads on. */
const from: Readonly<Record<DeviceWish['deed'], readonly DeviceState[]>> = {
  'handed-over': ['in-stock'],
  confirmed: ['handed-over'],
  enrolled: ['handed-over'],
  returned: ['handed-over', 'lost'],
  'due-set': ['handed-over'],
  lost: ['handed-over'],
  checked: ['in-check', 'lost'],
  retired: ['in-stock', 'in-check', 'lost'],
}

/**
 * One step in a device's life. Who may take it at all is decided before; here only that nobody is on both sides of a
 * hand-over or a return, and that only the holder confirms.
 */
export function takeDeviceStep(rules: Equipment, device: Device, step: DeviceStep): DeviceStepResult {
  const { wish, by, at } = step
  if (!from[wish.deed].includes(device.state)) return refuse('device-step-refused')
  const { holding } = device
  const base = { at, deed: wish.deed, by, person: personOf(holding), dueOn: null, answers: [], note: null }
  switch (wish.deed) {
    case 'handed-over':
      return handOver(rules, device, step, wish)
    case 'confirmed':
      if (holding === null || holding.person.id !== by.id) return refuse('not-found')
      if (holding.confirmedAt !== null) return refuse('device-step-refused')
      return done({ ...device, holding: { ...holding, confirmedAt: at } }, base)
    case 'enrolled':
      // The code came from those who hand devices out; typing it is the holder's.
      if (holding === null || holding.person.id !== by.id) return refuse('not-found')
      return done({ ...device, holding: { ...holding, enrolledAt: at } }, base)
    case 'returned': {
      if (holding?.person.id === by.id) return refuse('own-device')
      const faults = answerFaults(rules, wish.answers)
      if (faults.length > 0) return refuse('invalid-input', faults)
      const good = wish.answers.every(({ inOrder }) => inOrder)
      const back: Device = { ...device, state: good ? 'in-stock' : 'in-check', holding: null }
      return done(back, { ...base, answers: [...wish.answers] })
    }
    case 'due-set': {
      if (holding === null || holding.person.id === by.id) return refuse('own-device')
      const fault = dueFault(wish.dueOn, step.today)
      if (fault !== null) return fault
      const { dueOn } = wish
      return done({ ...device, holding: { ...holding, dueOn } }, { ...base, dueOn })
    }
    case 'lost':
      return done({ ...device, state: 'lost' }, base)
    case 'checked': {
      const deed = device.state === 'lost' ? 'found' : 'checked'
      return done({ ...device, state: 'in-stock', holding: null }, { ...base, deed, note: wish.note })
    }
    case 'retired':
      return done({ ...device, state: 'retired', holding: null }, { ...base, note: wish.note })
  }
}

function handOver(
  rules: Equipment,
  device: Device,
  { at, by, today }: DeviceStep,
  { person, dueOn }: Extract<DeviceWish, { deed: 'handed-over' }>,
): DeviceStepResult {
  if (person.id === by.id) return refuse('own-device')
  const fault = dueFault(dueOn, today)
  if (fault !== null) return fault
  const type = rules.types.find(({ id }) => id === device.type)
  const missing = (type?.handedOverOnlyWith ?? []).filter((attribute) => !device.attributes.includes(attribute))
  if (missing.length > 0)
    return refuse(
      'device-not-ready',
      missing.map((attribute) => ({ path: 'attributes', message: titleOf(rules, attribute) })),
    )
  const holding: Holding = { person, since: at, dueOn, confirmedAt: null, enrolledAt: null }
  const record: DeviceRecord = {
    at,
    deed: 'handed-over',
    by,
    person: personOf(holding),
    dueOn,
    answers: [],
    note: null,
  }
  return done({ ...device, state: 'handed-over', holding }, record)
}

function dueFault(dueOn: CalendarDate | null, today: CalendarDate): DeviceStepResult | null {
  if (dueOn === null || dueOn > today) return null
  return refuse('invalid-input', [
    fieldFault('dueOn', `muss nach heute liegen (${germanDate(today)})`, `must be after today, ${today}`),
  ])
}

/** Every item of the checklist has exactly one answer, and what is not in order has a note. */
function answerFaults(rules: Equipment, answers: readonly ReturnAnswer[]) {
  const items = rules.returnChecklist.map(({ id }) => id)
  const given = answers.map(({ item }) => item)
  return [
    ...items
      .filter((id) => !given.includes(id))
      .map((id) => titleOf(rules, id))
      .map(({ de, en }) => fieldFault('answers', `"${de}" ist nicht beantwortet`, `"${en}" is not answered`)),
    ...answers.flatMap(({ item, inOrder, note }, at) => {
      const path = `answers.${at}`
      const { de, en } = titleOf(rules, item)
      if (!items.includes(item))
        return [fieldFault(path, `die Liste hat kein "${item}"`, `the checklist has no "${item}"`)]
      if (given.indexOf(item) !== at)
        return [fieldFault(path, `"${de}" ist doppelt beantwortet`, `"${en}" is answered twice`)]
      return !inOrder && !note
        ? [
            fieldFault(
              `${path}.note`,
              `schreiben Sie, was bei "${de}" nicht in Ordnung ist`,
              `say what is not in order with "${en}"`,
            ),
          ]
        : []
    }),
  ]
}

/** What the configuration calls an attribute or an item of the checklist. */
function titleOf(rules: Equipment, id: string): Text {
  const named = [...rules.attributes, ...rules.returnChecklist].find((one) => one.id === id)
  return named?.title ?? { de: id, en: id }
}

function personOf(holding: Holding | null): DeviceRecord['person'] {
  return holding === null ? null : { id: holding.person.id, name: holding.person.name }
}

function done(device: Device, record: DeviceRecord): DeviceStepResult {
  return { ok: true, device, record }
}

function refuse(code: ProblemCode, fields: readonly FieldFault[] = []): DeviceStepResult {
  return { ok: false, code, fields }
}
