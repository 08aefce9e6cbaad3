import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Equipment } from '@nahtlos/contract/configuration/equipment'
import { type Device, DeviceState, type ReturnAnswer } from '@nahtlos/contract/equipment/device'
import fc from 'fast-check'
import { type DeviceStep, type DeviceWish, takeDeviceStep } from './device-step.ts'

const rules = Equipment.parse({ kind: 'Equipment', id: 'equipment' })
const [anna, gerd] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const person = { id: anna, name: 'Anna Becker', department: 'social' }
const since = '2026-03-02T08:00:00.000Z'
const notebook: Device = {
  id: '33333333-3333-4333-8333-333333333333',
  type: 'notebook',
  serial: 'NB-1',
  model: 'Modell 7',
  attributes: ['disk-encryption', 'privacy-screen'],
  state: 'in-stock',
  holding: null,
}
const held: Device = {
  ...notebook,
  state: 'handed-over',
  holding: { person, since, dueOn: null, confirmedAt: null, enrolledAt: null },
}
const answers: ReturnAnswer[] = rules.returnChecklist.map(({ id }) => ({ item: id, inOrder: true, note: null }))

function take(device: Device, wish: DeviceWish, by = gerd) {
  return takeDeviceStep(rules, device, { at: since, today: '2026-03-02', by: { id: by, name: 'X' }, wish })
}
const handOver: DeviceWish = { deed: 'handed-over', person, dueOn: null }

function code(result: ReturnType<typeof take>): string {
  return result.ok ? result.device.state : result.code
}

describe('a device', () => {
  test('is handed over, confirmed by its holder alone, and comes back into stock', () => {
    const over = take(notebook, { ...handOver, dueOn: '2026-12-31' })
    assert.ok(over.ok)
    assert.deepEqual(over.device.holding, { person, since, dueOn: '2026-12-31', confirmedAt: null, enrolledAt: null })
    assert.equal(code(take(over.device, { deed: 'confirmed' })), 'not-found', 'not by those who hand it out')
    const confirmed = take(over.device, { deed: 'confirmed' }, anna)
    assert.ok(confirmed.ok)
    assert.equal(confirmed.device.holding?.confirmedAt, since)
    assert.equal(code(take(confirmed.device, { deed: 'confirmed' }, anna)), 'device-step-refused')
    const back = take(confirmed.device, { deed: 'returned', answers })
    assert.ok(back.ok)
    assert.deepEqual([back.device.state, back.device.holding], ['in-stock', null])
    assert.deepEqual(back.record.person, { id: anna, name: 'Anna Becker' }, 'who had it stays in the record')
  })

  test('without the attributes that its type demands stays in stock', () => {
    const bare = take({ ...notebook, attributes: ['privacy-screen'] }, handOver)
    assert.ok(!bare.ok)
    assert.deepEqual(
      [bare.code, bare.fields],
      [
        'device-not-ready',
        [{ path: 'attributes', message: { de: 'Datenträger verschlüsselt', en: 'Disk encrypted' } }],
      ],
    )
    assert.equal(code(take({ ...notebook, type: 'screen', attributes: [] }, handOver)), 'handed-over')
  })

  test('has different people on both sides of a hand-over and of a return', () => {
    assert.equal(code(take(notebook, handOver, anna)), 'own-device')
    assert.equal(code(take(held, { deed: 'returned', answers }, anna)), 'own-device')
  })

  test('that is due back today or earlier is not handed over', () => {
    assert.equal(code(take(notebook, { ...handOver, dueOn: '2026-03-02' })), 'invalid-input')
    assert.equal(code(take(notebook, { ...handOver, dueOn: '2026-03-03' })), 'handed-over')
  })

  test('comes back with every item of the checklist answered once, and a note where something is wrong', () => {
    const [first, ...others] = answers
    assert.ok(first)
    const broken = { ...first, inOrder: false, note: 'Netzteil fehlt' }
    assert.equal(code(take(held, { deed: 'returned', answers: [broken, ...others] })), 'in-check')
    for (const wrong of [
      others,
      [...answers, first],
      [...others, { ...broken, note: null }],
      [...others, { ...first, item: 'x' }],
    ])
      assert.equal(code(take(held, { deed: 'returned', answers: wrong })), 'invalid-input', JSON.stringify(wrong))
  })

  test('that was lost belongs to whoever lost it until it is found, comes back or is written off', () => {
    const lost = take(held, { deed: 'lost' }, anna)
    assert.ok(lost.ok)
    assert.equal(lost.device.holding?.person.id, anna)
    const found = take(lost.device, { deed: 'checked', note: 'Fundbüro' })
    assert.ok(found.ok)
    assert.deepEqual([found.record.deed, found.device.state, found.device.holding], ['found', 'in-stock', null])
    assert.equal(code(take(lost.device, { deed: 'retired', note: 'abgeschrieben' })), 'retired')
    assert.equal(code(take(lost.device, { deed: 'lost' })), 'device-step-refused', 'twice is once')
  })

  test('whatever is done with it, somebody has it exactly where it is handed over or lost', () => {
    const wish: fc.Arbitrary<DeviceWish> = fc.oneof(
      fc.record({
        deed: fc.constant('handed-over' as const),
        person: fc.constant(person),
        dueOn: fc.constantFrom(null, '2027-01-01'),
      }),
      fc.record({ deed: fc.constantFrom('confirmed' as const, 'lost' as const) }),
      fc.record({
        deed: fc.constant('returned' as const),
        answers: fc.constantFrom(
          answers,
          [],
          answers.map((answer) => ({ ...answer, inOrder: false, note: 'x' })),
        ),
      }),
      fc.record({ deed: fc.constantFrom('checked' as const, 'retired' as const), note: fc.constant('x') }),
    )
    const step: fc.Arbitrary<Pick<DeviceStep, 'wish'> & { by: string }> = fc.record({
      wish,
      by: fc.constantFrom(anna, gerd),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let device = notebook
        const states = new Set<string>()
        for (const { wish: wanted, by } of steps) {
          const result = take(device, wanted, by)
          if (!result.ok) continue
          if (device.state === 'retired') return false
          device = result.device
          states.add(device.state)
          const held = device.state === 'handed-over'
          if (held && device.holding === null) return false
          if (!held && device.state !== 'lost' && device.holding !== null) return false
        }
        return [...states].every((state) => DeviceState.options.includes(state as DeviceState))
      }),
    )
  })
})
