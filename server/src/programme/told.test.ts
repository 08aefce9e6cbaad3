import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Town, town, townStaff } from '../testing/town.ts'
import { passProgrammeTime } from './duties.ts'

const reason = 'Die Aufgabe verlangt zurzeit Anwesenheit im Amt.'

describe('who is told of a step', () => {
  let here: Town
  /** Kinds of notices since the last look, by account. */
  const told = async () => {
    const { database } = here.server.services
    const rows = await database
      .selectFrom('notice')
      .innerJoin('person', 'person.id', 'notice.person')
      .select(['account', 'kind'])
      .orderBy('account')
      .orderBy('kind')
      .execute()
    await database.deleteFrom('notice').execute()
    return rows.map(({ account, kind }) => `${account} ${kind}`)
  }
  const later = async (days: number) => {
    const { clock, services } = here.server
    const began = clock.now
    clock.now = new Date(began.getTime() + days * 86_400_000)
    await passProgrammeTime(services)
    await passProgrammeTime(services)
    clock.now = began
  }
  before(async () => {
    here = await town()
  })
  after(() => here?.[Symbol.asyncDispose]())

  test('who is informed is told, and finds the request without anything to decide', async () => {
    const request = await here.file('k.berg', { familyDuties: true })
    assert.deepEqual(await told(), ['t.weber request-waiting'])
    assert.deepEqual((await here.get('r.rat', '/api/approvals')).body.informed, [], 'not before it is informed')
    await here.approve('t.weber', request)
    assert.deepEqual(await told(), ['g.stellung request-waiting', 'r.rat request-informed'])
    const { waiting, informed, decided } = (await here.get('r.rat', '/api/approvals')).body
    assert.deepEqual([waiting, decided, informed.map(({ id }: { id: string }) => id)], [[], [], [request]])
    assert.deepEqual([informed[0].yours, informed[0].may, informed[0].application.familyDuties], [[], [], null])
    for (const account of ['t.weber', 'p.amt', 'b.auftragt'])
      assert.deepEqual((await here.get(account, '/api/approvals')).body.informed, [], account)
    await here.post('k.berg', `/api/telework/requests/${request}/withdrawal`)
    assert.deepEqual(await told(), ['g.stellung request-withdrawn'], 'whose turn it was, and nobody else')
  })

  test('whoever decides on objections is told of one, reminded of it, and sees until when', async () => {
    const request = await here.file('j.sommer')
    await here.decide('t.weber', request, 'rejected', { reason })
    await told()
    await here.post('j.sommer', `/api/telework/requests/${request}/objection`, { reason: 'Ich sehe das anders.' })
    assert.deepEqual(await told(), ['p.amt request-contested'])
    const view = (await here.get('p.amt', `/api/telework/requests/${request}`)).body
    assert.equal(view.contestDecisionBy, '2026-04-01')
    await later(16)
    assert.deepEqual(await told(), ['p.amt request-late'])
    await later(31)
    assert.deepEqual(await told(), ['p.amt request-late'])
    await later(300)
    assert.deepEqual(await told(), [])
    const { state } = (await here.get('j.sommer', `/api/telework/requests/${request}`)).body
    assert.equal(state, 'contested')
    await here.post('j.sommer', `/api/telework/requests/${request}/withdrawal`)
    assert.deepEqual(await told(), ['p.amt request-withdrawn'])
  })

  test('a returned request waits for its person some time, reminds her, and gives way to a new one', async () => {
    const request = await here.file('j.sommer')
    await here.decide('t.weber', request, 'returned', { reason: 'Bitte nur montags.' })
    await told()
    assert.equal((await here.get('j.sommer', `/api/telework/requests/${request}`)).body.correctUntil, '2026-05-01')
    await later(31)
    assert.deepEqual(await told(), ['j.sommer request-correction-due'])
    await later(61)
    assert.deepEqual(await told(), ['j.sommer request-lapsed'])
    assert.equal((await here.get('j.sommer', `/api/telework/requests/${request}`)).body.state, 'withdrawn')
    await here.post('j.sommer', `/api/telework/requests/${await here.file('j.sommer')}/withdrawal`)
    await told()
  })

  test('a late step that a later one covers reminds nobody of a step that is gone', async () => {
    const request = await here.file('j.sommer')
    await told()
    await later(8)
    const kinds = await told()
    assert.deepEqual(kinds, ['a.kern request-waiting', 'r.rat request-informed'])
    await here.post('j.sommer', `/api/telework/requests/${request}/withdrawal`)
    await told()
  })

  test('a wish goes to the body that grants first, though it is not the line manager', async () => {
    const agreement = await here.agree('j.sommer')
    await told()
    const wish = { kind: 'swap', gives: '2026-03-09', takes: '2026-03-10' }
    await here.post('j.sommer', `/api/telework/agreements/${agreement.id}/changes`, wish)
    assert.deepEqual(await told(), ['t.weber change-waiting'])
    await here.server.services.database
      .updateTable('person')
      .set({ manager: null })
      .where('account', '=', 'j.sommer')
      .execute()
    const other = { kind: 'swap', gives: '2026-03-16', takes: '2026-03-17' }
    await here.post('j.sommer', `/api/telework/agreements/${agreement.id}/changes`, other)
    assert.deepEqual(await told(), ['a.kern change-waiting'])
    await here.post('j.sommer', `/api/telework/agreements/${agreement.id}/end`, { reason: null })
    assert.deepEqual(await told(), ['a.kern agreement-of-another-ends', 'i.thal agreement-of-another-ends'])
  })

  test('everybody of a body is told, however many they are', async () => {
    const many = Array.from({ length: 25 }, (_, at) => ({
      ...(townStaff.find(({ account }) => account === 'r.rat') ?? assert.fail()),
      account: `rat.${at}`,
      name: `Rat ${at}`,
    }))
    const answer = await here.by('verwaltung').request('/api/administration/people', { body: { people: many } })
    assert.equal(answer.body.added, 25)
    const request = await here.file('k.berg')
    await here.approve('t.weber', request)
    assert.equal((await told()).filter((one) => one.endsWith('request-informed')).length, 26)
  })
})
