import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import fc from 'fast-check'
import { agreementFacts } from '../access/agreement-facts.ts'
import type { Actor } from './actor.ts'
import { endAgreement, giveNotice, resume, revoke, suspend } from './end-agreement.ts'
import { suspendedSince } from './suspension.ts'
import * as town from './testing-programme.ts'

const running = town.agreement({
  until: '2026-08-31',
  week: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', until: '24:00' })),
})
const states: Readonly<Record<string, TeleworkAgreement>> = {
  running,
  suspended: { ...running, suspendedAt: town.at },
  ended: { ...running, endedAt: town.at },
  over: { ...running, from: '2026-01-01', until: '2026-02-01' },
}
const facts = (actor: Actor) => ({
  at: town.at,
  today: town.today,
  actor,
  bodies: town.bodies,
  rules: town.rules,
  reason: 'Ein Grund.',
})
const events = {
  end: (agreement: TeleworkAgreement, actor: Actor) => endAgreement(agreement, facts(actor)),
  notice: (agreement: TeleworkAgreement, actor: Actor) => giveNotice(agreement, facts(actor), '2026-04-30'),
  revoke: (agreement: TeleworkAgreement, actor: Actor) => revoke(agreement, facts(actor), '2026-04-30'),
  suspend: (agreement: TeleworkAgreement, actor: Actor) => suspend(agreement, facts(actor)),
  resume: (agreement: TeleworkAgreement, actor: Actor) => resume(agreement, facts(actor)),
} as const
type Event = keyof typeof events
const everybody: Readonly<Record<string, Actor>> = { ...town.members, ...town.others }

/** Written down by hand: what may change something, in which state, by whom. */
function expected(state: string, event: Event, who: string): boolean {
  const inForce = state === 'running' || state === 'suspended'
  switch (event) {
    case 'end':
      return who === 'herself' && inForce
    case 'notice':
      return who === 'herself' && inForce
    case 'revoke':
      return ['head-of-department', 'personnel'].includes(who) && inForce
    case 'suspend':
      return ['head-of-department', 'data-protection', 'it'].includes(who) && state === 'running'
    case 'resume':
      return ['head-of-department', 'data-protection', 'it'].includes(who) && state === 'suspended'
  }
}

test('an agreement takes exactly what the table says: every state, every event, every role', () => {
  for (const [state, agreement] of Object.entries(states))
    for (const event of Object.keys(events) as Event[])
      for (const [who, actor] of Object.entries(everybody)) {
        const result = events[event](agreement, actor)
        const changed = result.ok && result.record !== null
        assert.equal(changed, expected(state, event, who), `${state}: ${event} by ${who}`)
      }
})

test('after an end or a suspension nothing but a resumption opens access, at no moment', () => {
  let [closed, seen] = [0, 0]
  const deeds = fc.array(
    fc.record({
      event: fc.constantFrom(...(Object.keys(events) as Event[])),
      who: fc.constantFrom(...Object.keys(everybody)),
    }),
    { maxLength: 25 },
  )
  const moments = fc.record({ day: fc.integer({ min: 0, max: 200 }), hour: fc.nat({ max: 23 }) })
  fc.assert(
    fc.property(deeds, moments, (list, { day, hour }) => {
      let agreement = running
      let isClosed = false
      for (const { event, who } of list) {
        const result = events[event](agreement, everybody[who] ?? assert.fail())
        if (!result.ok || result.record === null) continue
        agreement = result.agreement
        if (event === 'suspend' || event === 'end') isClosed = true
        if (event === 'resume' && agreement.endedAt === null) isClosed = false
        const date = new Date(Date.parse('2026-03-02') + day * 86_400_000).toISOString().slice(0, 10)
        // Another one of hers that was made meanwhile is as suspended as she is.
        const second = { ...running, id: town.idOf(201), suspendedAt: suspendedSince([agreement]) }
        for (const agreements of agreement.endedAt === null ? [[agreement], [agreement, second]] : [[agreement]]) {
          const person = { ...town.subject, account: 'a', groups: [], roles: [], agreements }
          const { now } = agreementFacts(person as never, { date, hour, minute: 0 } as never)
          if (isClosed) assert.equal(now, false)
          seen += 1
        }
        if (isClosed) closed += 1
      }
    }),
    { numRuns: 2000 },
  )
  assert.ok(closed > 300 && seen > closed, `${closed} times closed of ${seen}`)
})
