import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Town, town } from '../testing/town.ts'
import { passProgrammeTime } from './duties.ts'

interface Agreement {
  id: string
  request: string
  until: string
  may: string[]
  changes: { wish: { kind: string }; state: string }[]
  records: { outcome: string }[]
}

describe('an agreement that goes on', () => {
  let here: Town
  const week = [{ weekday: 1, from: '07:00', until: '16:00' }]
  const all = async (): Promise<Agreement[]> => (await here.get('j.sommer', '/api/telework')).body.agreements
  const one = async (id: string) => (await all()).find((agreement) => agreement.id === id) ?? assert.fail()
  const made = async (request: string) =>
    (await all()).find((agreement) => agreement.request === request) ?? assert.fail()
  const ask = (more: object) => here.post('j.sommer', '/api/telework/requests', { week, ...more })
  const through = async (request: string) => {
    for (const approver of ['t.weber', 'a.kern', 'i.thal'])
      assert.equal((await here.approve(approver, request)).status, 200)
    return made(request)
  }
  const wish = async (agreement: string, change: object, grant = true) => {
    const asked = await here.post('j.sommer', `/api/telework/agreements/${agreement}/changes`, change)
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    const { id } = asked.body.changes.find(({ state }: { state: string }) => state === 'asked')
    if (grant) await here.post('t.weber', `/api/approvals/changes/${id}`, { outcome: 'granted', reason: null })
  }
  const later = async (date: string) => {
    const { clock, services } = here.server
    const began = clock.now
    // Only the agreements are of interest: requests that wait are not late.
    await services.database.updateTable('telework_request').set({ next_at: null }).execute()
    clock.now = new Date(`${date}T08:00:00.000Z`)
    await passProgrammeTime(services)
    clock.now = began
  }
  before(async () => {
    here = await town()
  })
  after(() => here?.[Symbol.asyncDispose]())

  test('is renewed from the day after its end, as a renewal, and reminds of it no more', async () => {
    const { id } = await here.agree('j.sommer', { until: '2026-05-31' })
    const first = await one(id)
    assert.ok(first.may.includes('renew') && first.may.includes('change'))
    const renewal = { kind: 'renewal', agreement: id, until: '2026-08-31' }
    assert.equal((await ask({ ...renewal, from: '2026-05-01' })).body.code, 'overlapping-request')
    const filed = await ask({ ...renewal, from: '2026-06-01' })
    assert.equal(filed.status, 201)
    await later('2026-05-15')
    assert.ok(!(await one(id)).records.some(({ outcome }) => outcome === 'renewal-due'), 'it is asked for already')
    const next = await through(filed.body.id)
    await later('2026-05-20')
    assert.ok(!(await one(id)).records.some(({ outcome }) => outcome === 'renewal-due'), 'it is agreed already')
    assert.equal((await one(id)).until, '2026-05-31', 'the running one stays as it is')
    for (const { id: each } of [first, next])
      await here.post('j.sommer', `/api/telework/agreements/${each}/end`, { reason: null })
  })

  test('can be renewed for some time after its end, and not for ever', async () => {
    const { id } = await here.agree('j.sommer', { until: '2026-05-31' })
    const runOut = (until: string) =>
      here.server.services.database
        .updateTable('telework_agreement')
        .set({ from_date: '2025-01-01', until_date: until })
        .where('id', '=', id)
        .execute()
    const renewal = { kind: 'renewal', agreement: id, from: '2026-03-09', until: '2026-08-31' }
    await runOut('2026-02-01')
    assert.deepEqual((await one(id)).may, ['renew'])
    const filed = await ask(renewal)
    assert.equal(filed.status, 201)
    await here.post('j.sommer', `/api/telework/requests/${filed.body.id}/withdrawal`)
    await runOut('2025-11-01')
    assert.deepEqual((await one(id)).may, [])
    assert.equal((await ask(renewal)).body.code, 'agreement-not-in-force')
    assert.equal((await ask({ ...renewal, kind: 'change' })).body.code, 'agreement-not-in-force')
    // To end what is over changes nothing: it has run out.
    await here.post('j.sommer', `/api/telework/agreements/${id}/end`, { reason: null })
    await later('2026-03-03')
    assert.deepEqual(
      (await one(id)).records.map(({ outcome }) => outcome),
      ['made', 'expired'],
    )
  })

  test('is changed from a day on; what was granted or asked for later goes over, and the end of the old one is no end', async () => {
    const { id } = await here.agree('j.sommer')
    await wish(id, { kind: 'swap', gives: '2026-03-09', takes: '2026-03-10' })
    await wish(id, { kind: 'period', from: '2026-03-30', until: '2026-04-19', week: [{ ...week[0], weekday: 4 }] })
    await wish(id, { kind: 'swap', gives: '2026-05-04', takes: '2026-05-05' })
    await wish(id, { kind: 'swap', gives: '2026-05-11', takes: '2026-05-13' }, false)
    const filed = await ask({ kind: 'change', agreement: id, from: '2026-04-06', until: '2026-08-31' })
    const next = await through(filed.body.id)
    const [old, now] = [await one(id), await one(next.id)]
    assert.deepEqual([old.until, old.may], ['2026-04-05', old.may.filter((action) => action !== 'renew')])
    const kinds = (agreement: Agreement) => agreement.changes.map((change) => `${change.wish.kind} ${change.state}`)
    assert.deepEqual(kinds(old).sort(), ['period granted', 'swap granted'])
    assert.deepEqual(kinds(now).sort(), ['period granted', 'swap asked', 'swap granted'])
    const period = now.changes.find((change) => change.wish.kind === 'period')?.wish
    assert.deepEqual(period && { ...period, week: null }, {
      kind: 'period',
      from: '2026-04-06',
      until: '2026-04-19',
      week: null,
    })
    const { database } = here.server.services
    await database.deleteFrom('notice').execute()
    await later('2026-04-10')
    const told = await database.selectFrom('notice').select('kind').where('kind', '=', 'agreement-ended').execute()
    assert.deepEqual(told, [], 'the new one runs')
    const documents = (await here.get('j.sommer', `/api/telework/requests/${old.request}/documents`)).body
    assert.ok(!documents.some(({ kind }: { kind: string }) => kind === 'end'))
  })
})
