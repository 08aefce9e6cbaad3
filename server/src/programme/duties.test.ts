import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Town, town } from '../testing/town.ts'
import { passProgrammeTime } from './duties.ts'

describe('what time does to the programme', () => {
  let here: Town
  const later = async (days: number, deed: () => Promise<unknown>) => {
    const { clock } = here.server
    const began = clock.now
    clock.now = new Date(began.getTime() + days * 86_400_000)
    try {
      await deed()
    } finally {
      clock.now = began
    }
  }
  const outcomes = async (account: string, request: string) =>
    (await here.get(account, `/api/telework/requests/${request}`)).body.records.map(
      ({ outcome }: { outcome: string }) => outcome,
    )
  before(async () => {
    here = await town()
  })
  after(() => here?.[Symbol.asyncDispose]())

  test('goes on for everybody though one request and one agreement cannot be read', async () => {
    const { services } = here.server
    const agreement = await here.agree('j.sommer', { until: '2026-03-20' })
    const [broken, whole] = [
      await here.file('j.sommer', { from: '2026-05-01', until: '2026-05-31' }),
      await here.file('k.berg', { from: '2026-05-01', until: '2026-05-31' }),
    ]
    await services.database
      .updateTable('telework_request')
      .set({ steps: sql`'null'::jsonb`, next_at: new Date(0) })
      .where('id', '=', broken)
      .execute()
    const mobile = await here.file('k.berg', { type: 'mobile-work', week: [], until: '2026-03-20' })
    await here.approve('t.weber', mobile)
    const { agreements } = (await here.get('k.berg', '/api/telework')).body
    await services.database
      .insertInto('agreement_change')
      .values({
        id: '00000000-0000-4000-8000-00000000000c',
        agreement: agreement.id,
        wish: sql`'null'::jsonb`,
        state: 'granted',
        asked_at: new Date(0),
        decided_at: new Date(0),
        decided_by: null,
        reason: null,
      })
      .execute()
    await later(30, async () => {
      await passProgrammeTime(services)
      await passProgrammeTime(services)
    })
    const passed = await outcomes('k.berg', whole)
    assert.ok(passed.includes('escalated') || passed.includes('reminded'))
    const records = (await here.get('k.berg', '/api/telework')).body.agreements.find(
      ({ id }: { id: string }) => id === agreements[0].id,
    ).records
    assert.equal(records.at(-1).outcome, 'expired')
  })

  test('ends a request that nobody decided on while its time went by, tells its person, and whose turn it was', async () => {
    const request = await here.file('k.berg', { from: '2026-07-01', until: '2026-07-31' })
    await later(145, () => passProgrammeTime(here.server.services))
    assert.ok(!(await outcomes('k.berg', request)).includes('withdrawn'), 'a decision may still come')
    await later(155, () => passProgrammeTime(here.server.services))
    assert.equal((await outcomes('k.berg', request)).at(-1), 'withdrawn')
    const kinds = async (account: string) =>
      (await here.get(account, '/api/notices')).body.notices.map(({ kind }: { kind: string }) => kind)
    assert.ok((await kinds('k.berg')).includes('request-lapsed'))
    assert.ok((await kinds('a.kern')).includes('request-withdrawn'))
  })

  test('what has run out is not ended once more when its person moves to another department, or leaves', async () => {
    const { database } = here.server.services
    const mobile = await here.file('k.berg', { type: 'mobile-work', week: [], from: '2026-03-21', until: '2026-03-31' })
    assert.equal((await here.approve('t.weber', mobile)).status, 200)
    const { agreements } = (await here.get('k.berg', '/api/telework')).body
    const [agreement] = agreements.filter(({ request }: { request: string }) => request === mobile)
    const person = (change: object) =>
      database.updateTable('person').set(change).where('account', '=', 'k.berg').execute()
    const told = async () =>
      (
        await database
          .selectFrom('agreement_record')
          .select('outcome')
          .where('agreement', '=', agreement.id)
          .orderBy('number')
          .execute()
      ).map(({ outcome }) => outcome)
    await later(31, async () => {
      await passProgrammeTime(here.server.services)
      await person({ department: 'ordnungsamt' })
      await passProgrammeTime(here.server.services)
      await person({ department: 'sozialamt', left_on: '2026-04-01' })
      await passProgrammeTime(here.server.services)
    })
    assert.deepEqual(await told(), ['made', 'expired'])
  })
})
