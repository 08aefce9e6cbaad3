import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Town, town } from '../testing/town.ts'

describe('the places of a department', () => {
  let here: Town
  const span = { from: '2026-03-09', until: '2026-04-30' }
  const walked = async (account: string, more: object = span) => {
    const request = await here.file(account, { ...more })
    assert.equal((await here.approve('t.weber', request)).status, 200)
    return request
  }
  before(async () => {
    here = await town('quota: { people: 1 }')
  })
  after(() => here?.[Symbol.asyncDispose]())

  test('one place is decided once, though the agreement comes only steps later', async () => {
    const [first, second] = [await walked('j.sommer'), await walked('k.berg')]
    assert.equal((await here.approve('a.kern', first)).status, 200)
    assert.equal((await here.approve('a.kern', second)).body.code, 'quota-reached')
    assert.equal((await here.get('k.berg', '/api/telework/terms')).body.placesLeft, 0)
    const third = { ...span, from: '2026-05-04', until: '2026-05-29', week: [] }
    assert.equal((await here.post('k.berg', '/api/telework/requests', third)).body.code, 'application-incomplete')
    await here.post('j.sommer', `/api/telework/requests/${first}/withdrawal`)
    assert.equal((await here.approve('a.kern', second)).status, 200, 'the place is free again')
    assert.equal((await here.approve('i.thal', second)).body.state, 'approved', 'her own place is no other’s')
  })

  test('two decisions at the same moment take one place', async () => {
    const { agreements } = (await here.get('k.berg', '/api/telework')).body
    await here.post('k.berg', `/api/telework/agreements/${agreements[0].id}/end`, { reason: null })
    const requests = [await walked('j.sommer'), await walked('k.berg')]
    const answers = await Promise.all(requests.map((request) => here.approve('a.kern', request)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
    const at = answers.findIndex(({ status }) => status === 200)
    assert.equal((await here.approve('i.thal', requests[at] ?? '')).body.state, 'approved')
    await here.post(at === 0 ? 'k.berg' : 'j.sommer', `/api/telework/requests/${requests[1 - at]}/withdrawal`)
    if (at === 1) return
    const { agreements: hers } = (await here.get('j.sommer', '/api/telework')).body
    await here.post('j.sommer', `/api/telework/agreements/${hers[0].id}/end`, { reason: null })
    await here.agree('k.berg', span)
  })

  test('a renewal keeps the place while the agreement runs, and needs one after it is over', async () => {
    const { agreements } = (await here.get('k.berg', '/api/telework')).body
    const { id } = agreements.find(({ endedAt }: { endedAt: string | null }) => endedAt === null)
    const week = [{ weekday: 1, from: '07:00', until: '16:00' }]
    const renewal = { kind: 'renewal', agreement: id, from: '2026-05-04', until: '2026-06-30', week }
    const filed = await here.post('k.berg', '/api/telework/requests', renewal)
    assert.equal(filed.status, 201)
    await here.post('k.berg', `/api/telework/requests/${filed.body.id}/withdrawal`)
    await here.server.services.database
      .updateTable('telework_agreement')
      .set({ from_date: '2026-02-01', until_date: '2026-03-01' })
      .where('id', '=', id)
      .execute()
    const taken = await here.file('j.sommer', { from: '2026-05-04', until: '2026-06-30' })
    for (const approver of ['t.weber', 'a.kern', 'i.thal']) await here.approve(approver, taken)
    assert.equal((await here.post('k.berg', '/api/telework/requests', renewal)).body.code, 'quota-reached')
  })
})
