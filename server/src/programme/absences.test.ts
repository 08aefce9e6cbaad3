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

  test('for a member of an elected body only another member or somebody elected to stand in does, whoever is named', async () => {
    const { database } = here.server.services
    const refused = async (by: string, more: object) => {
      const { status, body } = await enter(by, more)
      return [status, body.code, body.fields?.[0]?.message.de]
    }
    const isNeither = 'ist weder Mitglied noch Ersatzmitglied: Schwerbehindertenvertretung'
    assert.deepEqual(await refused('s.vertreter', { deputy: 'k.berg' }), [409, 'deputy-not-elected', isNeither])
    // No administrator opens it either, but by saying who was elected.
    const bySomebody = await refused('verwaltung', { person: 's.vertreter', deputy: 'k.berg' })
    assert.deepEqual(bySomebody, [409, 'deputy-not-elected', isNeither])
    assert.equal((await refused('g.stellung', { deputy: 's.vertreter' }))[1], 'deputy-not-elected', 'of another body')
    const groups = (account: string, all: string[]) =>
      database.updateTable('person').set({ groups: all }).where('account', '=', account).execute()
    await groups('b.auftragt', ['datenschutz', 'schwerbehindertenvertretung-ersatz'])
    const elected = await enter('s.vertreter', { deputy: 'b.auftragt' })
    assert.equal(elected.status, 201)
    // Somebody else does the rest, once it is known who is there for the body.
    assert.equal((await refused('s.vertreter', { deputy: 'k.berg', until: '2026-03-07' }))[1], 'deputy-not-elected')
    const other = await enter('s.vertreter', { deputy: 'k.berg' })
    assert.equal(other.status, 201)
    await told()
    const request = await here.file('j.sommer', { representative: true })
    await told()
    await here.approve('t.weber', request)
    const whom = (await told()).filter((line) => line.endsWith('request-waiting'))
    assert.ok(whom.includes('b.auftragt request-waiting'), whom.join())
    assert.ok(!whom.some((line) => /^(k\.berg|s\.vertreter)/.test(line)), whom.join())
    const waiting = async (account: string) =>
      ((await here.get(account, '/api/approvals')).body.waiting as { id: string }[]).map(({ id }) => id)
    assert.deepEqual([await waiting('b.auftragt'), await waiting('k.berg')], [[request], []])
    assert.equal((await here.get('k.berg', `/api/telework/requests/${request}`)).status, 404)
    assert.equal((await here.decide('k.berg', request, 'consented')).status, 404)
    // A deputy who is not elected any more has no part, whatever was entered before.
    await groups('b.auftragt', ['datenschutz'])
    assert.equal((await here.get('b.auftragt', `/api/telework/requests/${request}`)).status, 404)
    await groups('b.auftragt', ['datenschutz', 'schwerbehindertenvertretung-ersatz'])
    assert.equal((await here.approve('b.auftragt', request)).status, 200)
    const { records } = (await here.get('j.sommer', `/api/telework/requests/${request}`)).body
    const opinion = records.find(({ as }: { as: string }) => as === 'severely-disabled')
    assert.deepEqual([opinion.by.name, opinion.onBehalfOf.name], ['Berta Auftragt', 'Sina Vertreter'])
    for (const { body } of [elected, other])
      await here.by('s.vertreter').request(`/api/approvals/absences/${body.id}`, { method: 'DELETE' })
    await groups('b.auftragt', ['datenschutz'])
    await here.post('j.sommer', `/api/telework/requests/${request}/withdrawal`)
    await told()
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
    const away = await enter('verwaltung', { person: 't.weber', deputy: 'b.auftragt' })
    assert.equal((await overdue('p.amt'))[0].nobody, false, 'her deputy is here')
    const both = await enter('verwaltung', { person: 'b.auftragt', deputy: 't.weber' })
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
