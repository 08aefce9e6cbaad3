import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { keepClocks } from '../privacy/retention.ts'
import { type Town, town } from '../testing/town.ts'
import { passProgrammeTime } from './duties.ts'

const day = 86_400_000
const reason = 'Die Aufgabe verlangt zurzeit Anwesenheit im Amt.'

describe('an objection on which nobody decides', () => {
  let here: Town
  let request: string
  const afterDays = async (days: number, deed: () => Promise<void>) => {
    const { clock } = here.server
    const began = clock.now
    clock.now = new Date(began.getTime() + days * day)
    await deed().finally(() => {
      clock.now = began
    })
  }
  const waits = async (account: string): Promise<boolean> =>
    (await here.get(account, '/api/approvals')).body.waiting.some(({ id }: { id: string }) => id === request)

  before(async () => {
    here = await town('refusal: { contestDecisionDays: 10, contestEscalateTo: staff-council }')
    request = await here.file('j.sommer', { from: '2026-03-09', until: '2026-08-31' })
    await here.decide('t.weber', request, 'rejected', { reason })
    await here.post('j.sommer', `/api/telework/requests/${request}/objection`, { reason: 'Ich sehe das anders.' })
  })
  after(() => here?.[Symbol.asyncDispose]())

  test('is passed on when it is late: the other body is told, finds it, and may decide; the first one still may', async () => {
    const { database } = here.server.services
    assert.deepEqual([await waits('p.amt'), await waits('r.rat')], [true, false])
    await afterDays(11, async () => {
      await passProgrammeTime(here.server.services)
      await passProgrammeTime(here.server.services)
    })
    const late = await database
      .selectFrom('notice')
      .innerJoin('person', 'person.id', 'notice.person')
      .select('account')
      .where('kind', '=', 'request-late')
      .orderBy('account')
      .execute()
    assert.deepEqual(
      late.map(({ account }) => account),
      ['p.amt', 'r.rat'],
    )
    assert.deepEqual([await waits('p.amt'), await waits('r.rat')], [true, true])
    const path = `/api/telework/requests/${request}`
    assert.deepEqual((await here.get('r.rat', path)).body.may, ['decide-contest'])
    assert.equal((await here.get('j.sommer', path)).body.state, 'contested', 'silence decides nothing')
  })

  test('and what lies undecided belongs to a class of retention, half a year after the time that was asked for', async () => {
    const { database, ...services } = here.server.services
    const returned = await here.file('k.berg', { from: '2026-03-09', until: '2026-08-31' })
    assert.equal((await here.decide('t.weber', returned, 'returned', { reason })).body.state, 'returned')
    const offered = async () =>
      (await database.selectFrom('archive_offer').select(['class', 'subject']).execute()).map((one) => [
        one.class,
        one.subject,
      ])
    await afterDays(360, () => keepClocks({ ...services, database }))
    assert.deepEqual(await offered(), [], 'until then somebody may decide')
    await afterDays(366, () => keepClocks({ ...services, database }))
    assert.deepEqual(
      (await offered()).toSorted(),
      [
        ['closed-request', request],
        ['closed-request', returned],
      ].toSorted(),
    )
  })

  test('until then the body to which it was passed on decides', async () => {
    const decision = { outcome: 'contest-granted', reason: null }
    const answer = await here.post('r.rat', `/api/approvals/${request}/objection`, decision)
    assert.deepEqual([answer.status, answer.body.state], [200, 'open'], JSON.stringify(answer.body))
    const record = answer.body.records.findLast(({ outcome }: { outcome: string }) => outcome === 'contest-granted')
    assert.equal(record.as, 'staff-council')
  })
})
