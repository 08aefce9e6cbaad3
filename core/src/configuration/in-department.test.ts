import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DataProtection } from '@nahtlos/contract/configuration/data-protection'
import { Equipment } from '@nahtlos/contract/configuration/equipment'
import { HomeWorkplace } from '@nahtlos/contract/configuration/home-workplace'
import { Notifications } from '@nahtlos/contract/configuration/notifications'
import { dataProtectionIn, equipmentIn, homeWorkplaceIn, notificationsIn } from './in-department.ts'

const departments = ['jugendamt', 'sozialamt']
const text = (word: string) => ({ de: word, en: `${word} (en)` })

test('what a department rules otherwise holds for its people, and the rest is as for the city', () => {
  const rules = HomeWorkplace.parse({
    kind: 'HomeWorkplace',
    id: 'h',
    graceDays: 3,
    otherwise: [{ departments, trainingMonths: 6, checklist: [{ id: 'door', title: text('Tür') }] }],
  })
  const there = homeWorkplaceIn(rules, 'jugendamt')
  assert.deepEqual([there.trainingMonths, there.graceDays, there.checklist.length], [6, 3, 1])
  const elsewhere = homeWorkplaceIn(rules, 'ordnungsamt')
  assert.deepEqual([elsewhere.trainingMonths, elsewhere.graceDays, elsewhere.checklist], [12, 3, rules.checklist])
})

test('devices of a department may need more before they are handed over; types stay those of the one register', () => {
  const rules = Equipment.parse({
    kind: 'Equipment',
    id: 'e',
    otherwise: [{ departments, handedOverOnlyWith: { phone: ['managed'], notebook: [] }, returnWithinDays: 2 }],
  })
  const needed = (department: string) =>
    Object.fromEntries(equipmentIn(rules, department).types.map((type) => [type.id, type.handedOverOnlyWith]))
  assert.deepEqual([needed('sozialamt').phone, needed('sozialamt').notebook], [['managed'], []])
  assert.deepEqual(needed('ordnungsamt').notebook, ['disk-encryption', 'privacy-screen'])
  assert.equal(equipmentIn(rules, 'sozialamt').returnWithinDays, 2)
  assert.equal(equipmentIn(rules, 'ordnungsamt').returnWithinDays, 7)
})

test("a department's words come before the city's, and the city's before the product's", () => {
  const words = (notice: string, word: string) => ({ notice, title: text(word), text: text(word) })
  const rules = Notifications.parse({
    kind: 'Notifications',
    id: 'n',
    words: [words('device-lost', 'Stadt'), words('device-returned', 'Stadt')],
    otherwise: [{ departments, words: [words('device-lost', 'Amt')], signature: text('Gruß') }],
  })
  const said = (department: string) =>
    notificationsIn(rules, department).words.map(({ notice, title }) => `${notice} ${title.de}`)
  assert.deepEqual(said('sozialamt'), ['device-lost Amt', 'device-returned Stadt'])
  assert.deepEqual(said('ordnungsamt'), ['device-lost Stadt', 'device-returned Stadt'])
  assert.equal(notificationsIn(rules, 'sozialamt').signature.de, 'Gruß')
})

test('a department may keep one class longer and leave the others to the city', () => {
  const rules = DataProtection.parse({
    kind: 'DataProtection',
    id: 'd',
    retention: { 'closed-request': { months: 5, archive: false } },
    otherwise: [{ departments, retention: { 'ended-agreement': { months: 120, archive: true } } }],
  })
  const there = dataProtectionIn(rules, 'jugendamt').retention
  assert.deepEqual(there['ended-agreement'], { months: 120, archive: true })
  assert.deepEqual(there['closed-request'], { months: 5, archive: false })
  assert.equal(dataProtectionIn(rules, 'ordnungsamt').retention['ended-agreement'].months, 36)
  const log = { kind: 'DataProtection', id: 'd', otherwise: [{ departments, retention: { event: { months: 1 } } }] }
  assert.equal(DataProtection.safeParse(log).success, false, 'the log is kept alike for all')
})
