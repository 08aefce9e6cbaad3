import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openDocument } from '../documents/documents.ts'
import { obstaclesTo } from '../privacy/erase-person.ts'
import { passProgrammeTime } from '../programme/duties.ts'
import { importWithSignIn, signIn } from '../testing/people.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { type Town, town, townStaff } from '../testing/town.ts'

describe('leaving the city', () => {
  let here: Town
  const leave = (account: string, on: string | null, by = 'verwaltung') =>
    here.post(by, `/api/administration/people/${account}/leaving`, { on })
  const idOf = async (account: string) =>
    (
      await here.server.services.database
        .selectFrom('person')
        .select('id')
        .where('account', '=', account)
        .executeTakeFirstOrThrow()
    ).id
  before(async () => {
    here = await town()
  })
  after(() => here?.[Symbol.asyncDispose]())

  test('only an administrator says so, of others, and of somebody who is there', async () => {
    assert.equal((await leave('j.sommer', '2026-03-02', 'a.kern')).status, 403)
    assert.equal((await leave('verwaltung', '2026-03-02')).body.code, 'not-permitted')
    assert.equal((await leave('gibts.nicht', '2026-03-02')).status, 404)
    const own = { account: 'verwaltung', name: 'V', department: 'sozialamt', manager: null, roles: ['administrator'] }
    const answer = await here
      .by('verwaltung')
      .request('/api/administration/people', { body: { people: [{ ...own, leftOn: '2026-03-02' }] } })
    assert.deepEqual(
      answer.body.fields.map(({ path }: { path: string }) => path),
      ['people.0.leftOn'],
    )
  })

  test('before the date nothing changes', async () => {
    assert.equal((await leave('j.sommer', '2026-03-31')).status, 204)
    assert.equal((await here.get('j.sommer', '/api/telework')).status, 200)
    assert.equal((await leave('j.sommer', null)).status, 204)
  })

  test('with it agreements, requests, calendars, absences and sign-ins end, and nothing stands against erasure', async () => {
    const { database } = here.server.services
    const { id: agreement } = await here.agree('j.sommer')
    const open = await here.file('j.sommer', { type: 'mobile-work', week: [] })
    await here.post('j.sommer', '/api/telework/calendar', { scope: 'own' })
    const { checklist } = (await here.get('j.sommer', '/api/home-workplace')).body
    const answers = checklist.map(({ id }: { id: string }) => ({ item: id, yes: true, note: null }))
    assert.equal((await here.post('j.sommer', '/api/home-workplace', { answers })).status, 201)
    const deputy = { from: '2026-03-02', until: '2026-03-06', deputy: 'j.sommer' }
    await here.post('t.weber', '/api/approvals/absences', deputy)
    const person = await idOf('j.sommer')
    assert.equal((await obstaclesTo(database, person, '2026-03-02')).length, 1)
    const line = townStaff.find(({ account }) => account === 'j.sommer') ?? assert.fail()
    const answer = await here
      .by('verwaltung')
      .request('/api/administration/people', { body: { people: [{ ...line, leftOn: '2026-03-02' }] } })
    assert.equal(answer.status, 200)
    assert.equal((await here.get('j.sommer', '/api/telework')).status, 401)
    const ended = await database
      .selectFrom('agreement_record')
      .select('outcome')
      .where('agreement', '=', agreement)
      .orderBy('number', 'desc')
      .executeTakeFirst()
    assert.equal(ended?.outcome, 'ended')
    const request = await database
      .selectFrom('telework_request')
      .select('state')
      .where('id', '=', open)
      .executeTakeFirst()
    assert.equal(request?.state, 'withdrawn')
    const paper = await database
      .selectFrom('telework_document')
      .select(['id', 'file'])
      .where('person', '=', person)
      .where('kind', '=', 'end')
      .executeTakeFirstOrThrow()
    const { words } = await readPdf(openDocument(here.server.services, paper.id, paper.file))
    assert.match(words, /endet mit dem 2\. März 2026/, 'the day on which she left')
    for (const table of ['sign_in', 'calendar_feed', 'telework_draft', 'absence', 'home_check'] as const)
      assert.deepEqual(await database.selectFrom(table).select('person').where('person', '=', person).execute(), [])
    assert.deepEqual(await database.selectFrom('absence').selectAll().execute(), [], 'she stands in for nobody')
    assert.deepEqual(await obstaclesTo(database, person, '2026-03-02'), [])
    const card = { type: 'headset', serial: 'H-1', model: 'Eins', attributes: [] }
    const { id: device } = (await here.post('g.lager', '/api/equipment/devices', card)).body
    const handOver = { person, dueOn: null }
    assert.equal((await here.post('g.lager', `/api/equipment/devices/${device}/hand-over`, handOver)).status, 404)
    await passProgrammeTime(here.server.services)
    const events = await database.selectFrom('event').select('id').where('kind', '=', 'person.left').execute()
    assert.equal(events.length, 1)
  })

  test('whoever left signs in no more, decides nothing and counts for no quota; one who is back begins anew', async () => {
    const { services } = here.server
    const leaver = { account: 'g.ehend', name: 'Gina Ehend', department: 'sozialamt', manager: null }
    const password = (await importWithSignIn(here.by('verwaltung'), [leaver])).get('g.ehend') ?? assert.fail()
    const status = async () => (await signIn(here.server.browser(), 'g.ehend', password)).status
    assert.equal(await status(), 200)
    await leave('g.ehend', '2026-03-02')
    assert.equal(await status(), 401)
    await leave('g.ehend', null)
    assert.equal(await status(), 200)
    await leave('t.weber', '2026-03-01')
    const { chain } = (await here.get('k.berg', '/api/telework/terms')).body
    assert.ok(!JSON.stringify(chain).includes('Tom Weber'))
    assert.equal((await here.get('t.weber', '/api/approvals')).status, 401)
    const team = (await here.get('k.berg', '/api/telework/team')).body.members
    assert.ok(!JSON.stringify(team).includes('Tom Weber'))
    await leave('t.weber', null)
    const row = await services.database
      .selectFrom('person')
      .select(['left_on', 'departed_at'])
      .where('account', '=', 't.weber')
      .executeTakeFirstOrThrow()
    assert.deepEqual(row, { left_on: null, departed_at: null })
    assert.equal((await here.get('t.weber', '/api/approvals')).status, 401, 'the old sign-in stays gone')
  })
})
