import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Town, town } from '../testing/town.ts'

describe('who is away, and who watches', () => {
  let here: Town
  const span = { from: '2026-03-02', until: '2026-03-06' }
  const enter = (by: string, more: object) => here.post(by, '/api/approvals/absences', { ...span, ...more })
  const told = async () => {
    const { database } = here.server.services
    const rows = await database
      .selectFrom('notice')
      .innerJoin('person', 'person.id', 'notice.person')
      .select(['account', 'kind'])
      .orderBy('account')
      .execute()
    await database.deleteFrom('notice').execute()
    return rows.map(({ account, kind }) => `${account} ${kind}`)
  }
  before(async () => {
    here = await town()
  })
  after(() => here?.[Symbol.asyncDispose]())

  test('a head enters it for her department and nobody else does; both are told, and requests go to the deputy', async () => {
    assert.equal((await enter('k.berg', { deputy: 'j.sommer' })).body.code, 'not-permitted', 'she decides nothing')
    for (const by of ['k.berg', 'o.kopf', 'r.rat'])
      assert.equal((await enter(by, { person: 't.weber', deputy: 'j.sommer' })).body.code, 'not-permitted', by)
    assert.equal((await enter('a.kern', { person: 't.weber', deputy: 't.weber' })).status, 400)
    const { status, body } = await enter('a.kern', { person: 't.weber', deputy: 'p.amt' })
    assert.equal(status, 201)
    assert.deepEqual(await told(), ['p.amt deputy-named', 't.weber absence-entered'])
    const request = await here.file('k.berg')
    assert.deepEqual(await told(), ['p.amt request-waiting'], 'the absent one is not troubled')
    assert.equal((await here.approve('p.amt', request)).status, 200)
    await here.post('k.berg', `/api/telework/requests/${request}/withdrawal`)
    const { others, mayEnterForOthers } = (await here.get('a.kern', '/api/approvals/absences')).body
    assert.deepEqual(
      [others.map(({ person }: { person: { name: string } }) => person.name), mayEnterForOthers],
      [['Tom Weber'], true],
    )
    const remove = (by: string) => here.by(by).request(`/api/approvals/absences/${body.id}`, { method: 'DELETE' })
    assert.equal((await remove('o.kopf')).status, 404)
    assert.equal((await remove('a.kern')).status, 204)
    await told()
  })

  test('the deputy of a deputy who is away as well takes her place, and not on what is that deputy’s own', async () => {
    const remove = (id: string) => here.by('verwaltung').request(`/api/approvals/absences/${id}`, { method: 'DELETE' })
    const own = await here.file('j.sommer')
    await told()
    const first = await enter('verwaltung', { person: 't.weber', deputy: 'j.sommer' })
    const second = await enter('verwaltung', { person: 'j.sommer', deputy: 'p.amt' })
    assert.deepEqual([first.status, second.status], [201, 201])
    await told()
    const request = await here.file('k.berg')
    assert.deepEqual(await told(), ['p.amt request-waiting'], 'neither of those who are away is troubled')
    const { standingInFor } = (await here.get('p.amt', '/api/approvals/absences')).body
    assert.deepEqual(standingInFor, ['Jana Sommer', 'Tom Weber'])
    const { waiting } = (await here.get('p.amt', '/api/approvals')).body
    assert.deepEqual(
      waiting.map(({ id }: { id: string }) => id),
      [request],
      'Jana Sommer would have chosen who decides on hers',
    )
    assert.equal((await here.get('p.amt', `/api/telework/requests/${own}`)).status, 404)
    const decision = { step: 0, round: 1, outcome: 'approved', reason: null }
    assert.equal((await here.post('p.amt', `/api/approvals/${own}`, decision)).status, 404)
    const decided = await here.post('p.amt', `/api/approvals/${request}`, decision)
    assert.equal(decided.status, 200, JSON.stringify(decided.body))
    const { records } = (await here.get('k.berg', `/api/telework/requests/${request}`)).body
    assert.deepEqual([records[1].by.name, records[1].onBehalfOf.name], ['Petra Amt', 'Tom Weber'])
    // The one in between is back: it is hers again.
    await remove(second.body.id)
    assert.deepEqual((await here.get('p.amt', '/api/approvals/absences')).body.standingInFor, [])
    // Three who name each other in a circle end no search and stand in for nobody twice.
    const circle = [
      await enter('verwaltung', { person: 'j.sommer', deputy: 'p.amt' }),
      await enter('verwaltung', { person: 'p.amt', deputy: 't.weber' }),
    ]
    assert.deepEqual((await here.get('p.amt', '/api/approvals/absences')).body.standingInFor, [
      'Jana Sommer',
      'Tom Weber',
    ])
    for (const { body } of [...circle, first]) assert.equal((await remove(body.id)).status, 204)
    for (const [account, id] of [
      ['k.berg', request],
      ['j.sommer', own],
    ] as const)
      await here.post(account, `/api/telework/requests/${id}/withdrawal`)
    await told()
  })

  test('an administrator enters it for everybody; colleagues are found by approvers alone', async () => {
    const { status, body } = await enter('verwaltung', { person: 'i.thal', deputy: 'b.auftragt' })
    assert.equal(status, 201)
    await here.by('i.thal').request(`/api/approvals/absences/${body.id}`, { method: 'DELETE' })
    const found = await here.get('t.weber', '/api/approvals/people?q=berg')
    assert.deepEqual(
      found.body.map(({ account }: { account: string }) => account),
      ['k.berg'],
    )
    assert.equal((await here.get('k.berg', '/api/approvals/people?q=berg')).status, 403)
  })

  test('the personnel office sees what is overdue and with whom, without confidential steps; nobody else does', async () => {
    const { database, clock } = here.server.services
    const [plain, sealed] = [
      await here.file('k.berg'),
      await here.file('j.sommer', { representative: true, familyDuties: true }),
    ]
    await here.approve('t.weber', sealed)
    const due = new Date(clock().getTime() - 86_400_000)
    await database.updateTable('telework_turn').set({ due_at: due }).execute()
    const overdue = async (by: string) => (await here.get(by, '/api/approvals')).body.overdue
    assert.deepEqual(
      (await overdue('p.amt')).map(
        ({ request, body, nobody }: { request: string; body: { de: string }; nobody: boolean }) => [
          request,
          body.de,
          nobody,
        ],
      ),
      [[plain, 'Führungskraft', false]],
    )
    for (const by of ['t.weber', 'a.kern', 'r.rat', 'b.auftragt']) assert.deepEqual(await overdue(by), [], by)
    // Everybody of the body is away, and her deputy too.
    const away = await enter('verwaltung', { person: 't.weber', deputy: 'r.rat' })
    assert.equal((await overdue('p.amt'))[0].nobody, false, 'her deputy is here')
    const both = await enter('verwaltung', { person: 'r.rat', deputy: 't.weber' })
    assert.equal((await overdue('p.amt'))[0].nobody, true)
    for (const { body } of [away, both])
      await here.by('verwaltung').request(`/api/approvals/absences/${body.id}`, { method: 'DELETE' })
    assert.equal((await overdue('p.amt'))[0].nobody, false)
    await database.updateTable('person').set({ manager: null }).where('account', '=', 'k.berg').execute()
    assert.equal((await overdue('p.amt'))[0].nobody, true)
  })

  test('the head of a department applies herself: the personnel office decides instead', async () => {
    const request = await here.file('a.kern')
    const { steps } = (await here.get('a.kern', `/api/telework/requests/${request}`)).body
    const deciding = steps.find(({ task }: { task: string }) => task === 'decide')
    assert.equal(deciding.body, 'personnel')
    assert.equal((await here.approve('p.amt', request)).status, 200)
  })
})
