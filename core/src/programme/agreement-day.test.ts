import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgreementChange, ChangeWish, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import fc from 'fast-check'
import { homeHours, withChanges } from './agreement-day.ts'
import { daysFrom } from './calendar-date.ts'
import { askChange, cancelChange, decideChange } from './change-agreement.ts'
import * as town from './testing-programme.ts'

const contact = { from: '09:00', until: '11:00' }
const plain = town.agreement({ week: [{ weekday: 1, from: '07:00', until: '15:00', contact }] })
const [mon, tue, wed] = ['2026-03-09', '2026-03-10', '2026-03-11'] as const

/** A person's wishes, asked for, granted and taken back by the rules; answers what the last step said. */
function changesOf(agreement: TeleworkAgreement) {
  let changes: AgreementChange[] = []
  let minute = 0
  const at = () => new Date(Date.parse(town.at) + 60_000 * ++minute).toISOString()
  const facts = () => ({ at: at(), today: town.today, rules: town.rules, agreement: withChanges(agreement, changes) })
  const kept = (result: ReturnType<typeof askChange>) => {
    if (!result.ok) return result.code
    changes = [...changes.filter(({ id }) => id !== result.change.id), result.change]
    return result.change.state
  }
  return {
    now: () => withChanges(agreement, changes),
    all: () => changes,
    grant: (wish: ChangeWish, id = town.idOf(300 + changes.length)) => {
      const asked = kept(askChange({ ...facts(), id, wish, actor: town.subject, asked: changes }))
      const change = changes.find((one) => one.id === id)
      if (change?.state !== 'asked') return asked
      const actor = town.members['line-manager'] ?? assert.fail()
      return kept(decideChange({ ...facts(), change, actor, bodies: town.bodies, outcome: 'granted', reason: null }))
    },
    cancel: (at: number) => {
      const change = changes[at]
      if (change === undefined) return null
      return kept(cancelChange({ ...facts(), change, changes, actor: town.subject }))
    },
  }
}

test('a swap takes the hours and the contact hours along', () => {
  const { grant, now } = changesOf(plain)
  assert.equal(grant({ kind: 'swap', gives: mon, takes: tue }), 'granted')
  assert.equal(homeHours(now(), mon), null)
  const { from, until, contact: reached } = homeHours(now(), tue) ?? assert.fail()
  assert.deepEqual([from, until, reached], ['07:00', '15:00', contact])
})

test('the first of two swaps that build on each other is taken back only after the second', () => {
  const { grant, cancel, now, all } = changesOf(plain)
  grant({ kind: 'swap', gives: mon, takes: tue })
  grant({ kind: 'swap', gives: tue, takes: wed })
  assert.equal(cancel(0), 'change-built-upon')
  assert.equal(homeHours(now(), wed)?.until, '15:00')
  assert.equal(cancel(1), 'cancelled')
  assert.equal(cancel(all().findIndex(({ state }) => state === 'granted')), 'cancelled')
  assert.equal(homeHours(now(), mon)?.from, '07:00')
})

test('a swap whose ground is gone changes nothing, rather than making a day of one minute', () => {
  const orphan: AgreementChange = {
    id: town.idOf(300),
    agreement: plain.id,
    wish: { kind: 'swap', gives: tue, takes: wed },
    state: 'granted',
    askedAt: town.at,
    decidedAt: town.at,
    decidedBy: null,
    reason: null,
  }
  assert.equal(homeHours(withChanges(plain, [orphan]), wed), null)
})

test('a weekly grid for some time is for telework; mobile work announces days', () => {
  const mobile: TeleworkAgreement = { ...plain, type: 'mobile-work', week: [], daysPerMonth: 2 }
  const { grant } = changesOf(mobile)
  const week = [{ weekday: 1, from: '07:00', until: '15:00' }]
  assert.equal(grant({ kind: 'period', from: mon, until: wed, week }), 'not-permitted')
})

test('whatever is swapped and taken back in whatever order, home days stay as many and as long as agreed', () => {
  let [taken, refused] = [0, 0]
  const span = Array.from({ length: 49 }, (_, at) => daysFrom('2026-02-23', at))
  const dates = fc.integer({ min: 0, max: 20 }).map((days) => daysFrom('2026-03-09', days))
  const deeds = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ gives: fc.nat({ max: 6 }), takes: dates }) },
      { weight: 1, arbitrary: fc.nat({ max: 6 }) },
    ),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(deeds, (list) => {
      const { grant, cancel, now } = changesOf(plain)
      for (const deed of list) {
        // One of the days that are home days by now, so that swaps build on each other.
        const home = span.slice(0, 30).filter((date) => homeHours(now(), date) !== null)
        const said =
          typeof deed === 'number'
            ? cancel(deed)
            : grant({ kind: 'swap', gives: home[deed.gives % home.length] ?? '', takes: deed.takes })
        if (said === 'granted' || said === 'cancelled') taken += 1
        if (said === 'change-built-upon') refused += 1
      }
      const hours = span.flatMap((date) => homeHours(now(), date) ?? [])
      assert.equal(hours.length, span.flatMap((date) => homeHours(plain, date) ?? []).length)
      for (const { from, until } of hours) assert.deepEqual([from, until], ['07:00', '15:00'])
    }),
    { numRuns: 500 },
  )
  assert.ok(taken > 300 && refused > 3, `${taken} taken, ${refused} refused`)
})
