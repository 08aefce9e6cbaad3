import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Town, town } from '../testing/town.ts'
import { passProgrammeTime } from './duties.ts'

const nobodys = '00000000-0000-4000-8000-000000000000'
const day = 86_400_000
const reason = 'Die Aufgabe verlangt zurzeit Anwesenheit im Amt, weil Akten nur auf Papier vorliegen. '.repeat(2)

const without = ({ status, body }: { status: number; body: { code?: string } }) => [status, body?.code]

describe('the chain of bodies', () => {
  let here: Town
  const openOf = async (account: string, request: string) =>
    (await here.get(account, `/api/telework/requests/${request}`)).body.steps
      .filter(({ state }: { state: string }) => state === 'open')
      .map(({ body }: { body: string }) => body)
  before(async () => {
    here = await town()
  })
  after(() => here?.[Symbol.asyncDispose]())

  test('asks every body that is needed, and tells nobody else of what is confidential or sealed', async () => {
    const request = await here.file('j.sommer', {
      familyDuties: true,
      representative: true,
      protectionNeed: 'high',
      from: '2026-03-09',
      until: '2026-03-31',
    })
    const path = `/api/telework/requests/${request}`
    assert.equal((await here.get('s.vertreter', path)).status, 404, 'not her turn yet')
    const manager = (await here.get('t.weber', path)).body
    assert.ok(!manager.steps.some(({ body }: { body: string }) => /disabled|opportunity/.test(body)))
    assert.deepEqual([manager.application.familyDuties, manager.application.representative], [null, null])
    assert.equal(manager.detailedReasons, 150)
    assert.equal((await here.approve('t.weber', request)).status, 200)
    const representative = (await here.get('s.vertreter', path)).body
    assert.deepEqual([representative.application.familyDuties, representative.application.representative], [null, true])
    assert.ok(!representative.steps.some(({ body }: { body: string }) => body === 'equal-opportunity'))
    assert.equal((await here.get('g.stellung', path)).body.application.familyDuties, true)
    assert.deepEqual(await openOf('j.sommer', request), ['severely-disabled', 'equal-opportunity'])
    const council = (await here.get('r.rat', path)).body
    assert.deepEqual([council.yours, council.application.familyDuties], [[], null], 'is informed, and no more')
    for (const account of ['s.vertreter', 'g.stellung', 'a.kern', 'b.auftragt', 'i.thal'])
      assert.equal((await here.approve(account, request)).status, 200, account)
    assert.equal((await here.get('j.sommer', path)).body.state, 'approved')
    const { rows } = await here.server.services.database
      .selectFrom('telework_request')
      .selectAll()
      .where('id', '=', request)
      .execute()
      .then((found) => ({ rows: JSON.stringify(found) }))
    assert.ok(!/familyDuties|representative":/.test(rows), 'the sealed answers lie open in the table')
  })

  test('what a reader must not know leaves no hole in the numbers, and she decides what she sees', async () => {
    const span = { from: '2026-11-02', until: '2026-11-30' }
    const request = await here.file('j.sommer', { ...span, familyDuties: true, representative: true })
    const plain = await here.file('k.berg', span)
    const numbers = async (account: string, id: string) =>
      (await here.get(account, `/api/telework/requests/${id}`)).body.steps.map(
        ({ number, stage, body }: { number: number; stage: number; body: string }) => [number, stage, body],
      )
    assert.deepEqual(await numbers('t.weber', request), await numbers('t.weber', plain))
    assert.equal((await here.approve('t.weber', request)).status, 200)
    assert.equal((await here.decide('s.vertreter', request, 'objected', { reason: 'Nur montags.' })).status, 200)
    assert.equal((await here.approve('g.stellung', request)).status, 200)
    const personnel = await here.by('a.kern').request(`/api/telework/requests/${request}`)
    assert.ok(JSON.stringify(personnel.body).includes('Nur montags.'), 'whoever decides considers it')
    assert.deepEqual(await numbers('t.weber', request), await numbers('t.weber', plain))
    assert.equal((await here.approve('a.kern', request)).status, 200)
    assert.equal((await here.approve('i.thal', request)).status, 200)
    const { state, records } = (await here.get('j.sommer', `/api/telework/requests/${request}`)).body
    assert.equal(state, 'approved')
    assert.deepEqual(
      records.filter(({ by }: { by: unknown }) => by !== null).map(({ as }: { as: string }) => as),
      ['person', 'line-manager', 'severely-disabled', 'equal-opportunity', 'head-of-department', 'it'],
    )
    const decided = (await here.get('s.vertreter', '/api/approvals')).body.decided
    assert.ok(
      decided.some(({ id }: { id: string }) => id === request),
      'she finds it again',
    )
    await here.post('k.berg', `/api/telework/requests/${plain}/withdrawal`)
  })

  test('to each list and record of requests, whoever asks gets only hers, and "not there" is "not yours"', async () => {
    const request = await here.file('k.berg')
    const calls: [string, string, unknown?][] = [
      ['GET', `/api/telework/requests/ID`],
      ['GET', `/api/telework/requests/ID/documents`],
      ['POST', `/api/telework/requests/ID/withdrawal`],
      ['POST', `/api/telework/requests/ID/objection`, { reason: 'Doch.' }],
      ['POST', `/api/approvals/ID`, { step: 0, round: 1, outcome: 'approved', reason: null }],
      ['POST', `/api/approvals/ID/objection`, { outcome: 'contest-granted', reason: null }],
    ]
    const strangers = ['j.sommer', 'p.fremd', 'o.kopf', 's.vertreter', 'g.stellung', 'verwaltung']
    for (const account of strangers)
      for (const [method, path, body] of calls) {
        const ask = (id: string) =>
          here.by(account).request(path.replace('ID', id), {
            method: method as 'GET' | 'POST',
            ...(body === undefined ? {} : { body }),
          })
        const [theirs, none] = [await ask(request), await ask(nobodys)]
        assert.deepEqual([theirs.status, theirs.body?.code], [none.status, none.body?.code], `${account} ${path}`)
        assert.ok(theirs.status === 404 || theirs.status === 403, `${account} ${path}: ${theirs.status}`)
      }
    // Her turn comes later: until then there is nothing that she could press on.
    for (const [method, path, body] of calls) {
      const ask = (id: string) =>
        here.by('i.thal').request(path.replace('ID', id), {
          method: method as 'GET' | 'POST',
          ...(body === undefined ? {} : { body }),
        })
      assert.deepEqual(without(await ask(request)), without(await ask(nobodys)), `i.thal ${path}`)
    }
    for (const account of strangers.slice(1, 5)) {
      const { status, body } = await here.get(account, '/api/approvals')
      if (status === 200) assert.ok(!JSON.stringify(body).includes(request), account)
    }
    assert.equal((await here.get('k.berg', `/api/telework/requests/${request}`)).body.state, 'open', 'nothing was done')
    await here.post('k.berg', `/api/telework/requests/${request}/withdrawal`)
  })

  test('a refusal with family duties is detailed, can be contested, and the objection is decided by somebody else', async () => {
    const span = { from: '2026-04-01', until: '2026-04-30' }
    const request = await here.file('j.sommer', { ...span, familyDuties: true })
    const short = await here.decide('t.weber', request, 'rejected', { reason: 'Geht nicht.' })
    assert.equal(short.body.code, 'detailed-reason-required')
    assert.deepEqual(
      short.body.fields.map(({ path }: { path: string }) => path),
      ['reason', 'alternatives'],
    )
    const more = { reason, alternatives: 'Ein Tag statt zwei.' }
    assert.equal((await here.decide('t.weber', request, 'rejected', more)).body.state, 'rejected')
    const contest = (account: string, words: string | null) =>
      here.post(account, `/api/telework/requests/${request}/objection`, { reason: words })
    assert.equal((await contest('j.sommer', ' ')).body.code, 'reason-required')
    assert.equal((await contest('j.sommer', 'Ich sehe das anders.')).body.state, 'contested')
    const grant = (account: string) =>
      here.post(account, `/api/approvals/${request}/objection`, { outcome: 'contest-granted', reason: null })
    assert.equal((await grant('t.weber')).body.code, 'not-permitted')
    assert.ok((await here.get('p.amt', '/api/approvals')).body.waiting.some(({ id }: { id: string }) => id === request))
    assert.equal((await grant('p.amt')).body.state, 'open')
    assert.deepEqual(await openOf('j.sommer', request), ['equal-opportunity'])
  })

  test('a returned request comes back corrected, and everybody is asked anew', async () => {
    const span = { from: '2026-05-01', until: '2026-05-31' }
    const request = await here.file('j.sommer', span)
    await here.approve('t.weber', request)
    const silent = await here.decide('a.kern', request, 'returned')
    assert.equal(silent.body.code, 'reason-required')
    assert.equal(
      (await here.decide('a.kern', request, 'returned', { reason: 'Bitte nur Montag.' })).body.state,
      'returned',
    )
    const week = [{ weekday: 2, from: '07:00', until: '15:00' }]
    const corrected = await here.post('j.sommer', `/api/telework/requests/${request}/correction`, { ...span, week })
    assert.deepEqual([corrected.status, corrected.body.round, corrected.body.state], [200, 2, 'open'])
    assert.deepEqual(await openOf('j.sommer', request), ['line-manager'])
    const late = await here.post('t.weber', `/api/approvals/${request}`, {
      step: 0,
      round: 1,
      outcome: 'approved',
      reason: null,
    })
    assert.equal(late.body.code, 'step-passed', 'what was approved before was another request')
    assert.equal((await here.approve('t.weber', request)).status, 200)
    const versions = await here.server.services.database
      .selectFrom('telework_version')
      .select('round')
      .where('request', '=', request)
      .orderBy('round')
      .execute()
    assert.deepEqual(
      versions.map(({ round }) => round),
      [1, 2],
    )
    await here.post('j.sommer', `/api/telework/requests/${request}/withdrawal`)
  })

  test('a deputy decides while somebody is away, never on her own request and never on that of whom she stands in for', async () => {
    const span = { from: '2026-06-01', until: '2026-06-30' }
    const request = await here.file('j.sommer', span)
    const enter = (account: string, deputy: string) =>
      here.post(account, '/api/approvals/absences', { from: '2026-03-02', until: '2026-03-06', deputy })
    assert.equal((await enter('t.weber', 't.weber')).status, 400)
    assert.equal((await enter('t.weber', 'gibts.nicht')).status, 400)
    const absence = await enter('t.weber', 'j.sommer')
    assert.equal(absence.status, 201)
    assert.equal((await here.decide('j.sommer', request, 'approved')).body.code, 'own-request')
    assert.equal((await enter('t.weber', 'k.berg')).status, 201)
    const waiting = (await here.get('k.berg', '/api/approvals')).body.waiting
    assert.ok(waiting.some(({ id }: { id: string }) => id === request))
    const decided = await here.approve('k.berg', request)
    assert.equal(decided.status, 200)
    const record = decided.body.records.findLast(({ as }: { as: string }) => as === 'line-manager')
    assert.deepEqual([record.by.name, record.onBehalfOf.name], ['Karl Berg', 'Tom Weber'])
    const own = await here.file('t.weber', span)
    assert.equal((await here.get('k.berg', `/api/telework/requests/${own}`)).status, 404)
    const foreign = `/api/approvals/absences/${absence.body.id}`
    assert.equal((await here.by('o.kopf').request(foreign, { method: 'DELETE' })).status, 404)
    for (const { id } of (await here.get('t.weber', '/api/approvals/absences')).body.mine)
      assert.equal(
        (await here.by('t.weber').request(`/api/approvals/absences/${id}`, { method: 'DELETE' })).status,
        204,
      )
    assert.equal((await here.get('k.berg', '/api/approvals')).status, 403, 'nobody to stand in for any more')
    for (const [account, id] of [
      ['j.sommer', request],
      ['t.weber', own],
    ] as const)
      await here.post(account, `/api/telework/requests/${id}/withdrawal`)
  })

  test('deadlines remind and pass on by themselves, once', async () => {
    const request = await here.file('k.berg', { from: '2026-07-01', until: '2026-07-31' })
    const outcomes = async () =>
      (await here.get('k.berg', `/api/telework/requests/${request}`)).body.records.map(
        ({ outcome }: { outcome: string }) => outcome,
      )
    const { server } = here
    const began = server.clock.now
    server.clock.now = new Date(began.getTime() + 4 * day)
    await Promise.all([passProgrammeTime(server.services), passProgrammeTime(server.services)])
    await passProgrammeTime(server.services)
    server.clock.now = new Date(began.getTime() + 8 * day)
    await passProgrammeTime(server.services)
    await passProgrammeTime(server.services)
    server.clock.now = began
    assert.deepEqual(await outcomes(), ['filed', 'reminded', 'escalated', 'informed'])
    assert.deepEqual(await openOf('k.berg', request), ['head-of-department'])
    const events = await server.services.database
      .selectFrom('event')
      .select('kind')
      .where('kind', 'in', ['telework.reminded', 'telework.escalated', 'telework.step-opened'])
      .execute()
    assert.ok(events.length >= 3)
    await here.post('k.berg', `/api/telework/requests/${request}/withdrawal`)
  })

  test('a draft is kept sealed, only for its person, and forgotten with the request', async () => {
    const draft = { type: 'telework', about: null, answers: { task: 'Geheime Aufgabe', familyDuties: true } }
    const saved = await here.by('k.berg').request('/api/telework/draft', { method: 'PUT', body: draft })
    assert.equal(saved.status, 200)
    assert.deepEqual((await here.get('k.berg', '/api/telework/draft?type=telework')).body.draft, draft)
    assert.equal((await here.get('j.sommer', '/api/telework/draft?type=telework')).body.draft, null)
    const { rows } = await here.server.services.database
      .selectFrom('telework_draft')
      .select('sealed')
      .execute()
      .then((found) => ({ rows: found.map(({ sealed }) => sealed.toString('latin1')).join() }))
    assert.ok(!rows.includes('Geheime'))
    const large = { type: 'telework', answers: { task: 'x'.repeat(30_000) } }
    assert.equal((await here.by('k.berg').request('/api/telework/draft', { method: 'PUT', body: large })).status, 400)
    const request = await here.file('k.berg', { from: '2026-09-01', until: '2026-09-30' })
    assert.equal((await here.get('k.berg', '/api/telework/draft?type=telework')).body.draft, null)
    // A correction has a draft of its own, which goes when it is filed.
    const correction = { type: 'telework', about: request, answers: { task: 'Genauer' } }
    const drafts = `/api/telework/draft?type=telework&about=${request}`
    await here.by('k.berg').request('/api/telework/draft', { method: 'PUT', body: correction })
    assert.deepEqual((await here.get('k.berg', drafts)).body.draft, correction)
    assert.equal((await here.get('k.berg', '/api/telework/draft?type=telework')).body.draft, null)
    await here.decide('t.weber', request, 'returned', { reason: 'Welche Aufgabe?' })
    const corrected = { from: '2026-09-01', until: '2026-09-29', week: [{ weekday: 1, from: '07:00', until: '16:00' }] }
    const again = await here.post('k.berg', `/api/telework/requests/${request}/correction`, corrected)
    assert.equal(again.status, 200, JSON.stringify(again.body))
    assert.equal((await here.get('k.berg', drafts)).body.draft, null)
    await here.post('k.berg', `/api/telework/requests/${request}/withdrawal`)
  })

  test('nobody asks for what is not offered', async () => {
    const answer = await here.post('k.berg', '/api/telework/requests', {
      from: '2026-09-01',
      until: '2026-09-30',
      week: [{ weekday: 1, from: '07:00', until: '16:00' }],
      apps: ['editor', 'tresor'],
      workspace: 'kasse',
      equipment: { needed: ['notebook', 'toaster'], held: '' },
    })
    assert.equal(answer.body.code, 'outside-programme-limits')
    assert.deepEqual(
      answer.body.fields.map(({ path }: { path: string }) => path),
      ['apps.1', 'equipment.needed.1', 'workspace'],
    )
  })

  test('criteria and quotas are checked and explained before anything is filed', async () => {
    const files = (await here.get('verwaltung', '/api/administration/configuration')).status
    assert.equal(files, 200)
    const { services } = here.server
    await services.database
      .updateTable('person')
      .set({ role_since: '2026-01-01', share_of_full_time: 40 })
      .where('account', '=', 'k.berg')
      .execute()
    const text = (await import('../testing/small-city.ts')).smallCity[0]?.text ?? ''
    const strict = text.replace(
      'criteria: { monthsInRole: 0, shareOfFullTime: 0 }',
      'criteria: { monthsInRole: 6, shareOfFullTime: 50 }\nquota: { people: 0 }',
    )
    const publish = (one: string) =>
      here.post('verwaltung', '/api/administration/configuration', {
        files: [{ path: 'city.yaml', text: one }],
        reason: 'Probe',
      })
    assert.equal((await publish(strict)).status, 201)
    const { criteria, placesLeft } = (await here.get('k.berg', '/api/telework/terms')).body
    assert.deepEqual(
      criteria.map(({ id, met, from }: { id: string; met: boolean; from: string }) => [id, met, from]),
      [
        ['months-in-role', false, '2026-07-01'],
        ['share-of-full-time', false, null],
      ],
    )
    assert.equal(placesLeft, 0)
    const week = [{ weekday: 1, from: '07:00', until: '16:00' }]
    const ask = { from: '2026-10-01', until: '2026-10-31', week }
    assert.equal((await here.post('k.berg', '/api/telework/requests', ask)).body.code, 'criteria-unmet')
    assert.equal((await here.post('t.weber', '/api/telework/requests', ask)).body.code, 'quota-reached')
  })
})
