import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { clientAddressHeader, listenerHeader, schemeHeader } from '@nahtlos/contract/host/link'
import { personFacts } from '../brokering/person-facts.ts'
import { resolveFor } from '../brokering/resolve-caller.ts'
import { accessChanged } from '../database/channels.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { type Town, town } from '../testing/town.ts'
import { passProgrammeTime } from './duties.ts'

const nobodys = '00000000-0000-4000-8000-000000000000'

describe('agreements', () => {
  let here: Town
  let agreement: { id: string; request: string }
  /** The request that the first agreement came from. */
  let original: string
  let person: string
  /** Whether she would get her desktop from home at this moment. */
  const opens = async (at: string) => {
    const context = { at, listener: 'outside', clientAddress: '198.51.100.7', secondFactor: true }
    const facts = await personFacts(here.server.services.database, [person])
    const { workspaces } = resolveFor(here.server.services, facts.get(person), context)
    return workspaces[0]?.available === true ? true : (workspaces[0]?.refusals[0]?.code ?? null)
  }
  const path = (rest: string) => `/api/telework/agreements/${agreement.id}/${rest}`
  before(async () => {
    here = await town()
    agreement = await here.agree('j.sommer')
    original = agreement.request
    const { database } = here.server.services
    person = (
      await database.selectFrom('person').select('id').where('account', '=', 'j.sommer').executeTakeFirstOrThrow()
    ).id
  })
  after(() => here?.[Symbol.asyncDispose]())

  test('a day is swapped with two presses and granted with one, and access follows', async () => {
    // 9 March 2026 is a Monday, the agreed day; the 10th is not.
    assert.equal(await opens('2026-03-09T09:00:00Z'), true)
    assert.equal(await opens('2026-03-10T09:00:00Z'), 'agreement-not-today')
    const choices = (await here.get('j.sommer', path('swaps'))).body
    const first = choices.find(({ gives }: { gives: string }) => gives === '2026-03-09')
    assert.ok(first.takes.includes('2026-03-10'))
    assert.ok(!first.takes.includes('2026-03-16'), 'a home day already')
    const told = Promise.withResolvers<string | null>()
    await here.server.services.signals.on(accessChanged, told.resolve)
    const wish = { kind: 'swap', gives: '2026-03-09', takes: '2026-03-10' }
    const asked = await here.post('j.sommer', path('changes'), wish)
    assert.equal(asked.status, 201)
    assert.equal(await told.promise, person)
    const change = waiting(asked.body)
    assert.equal(change.state, 'asked')
    assert.equal(await opens('2026-03-10T09:00:00Z'), 'agreement-not-today', 'only asked for')
    const grant = (account: string) =>
      here.post(account, `/api/approvals/changes/${change.id}`, { outcome: 'granted', reason: null })
    assert.equal((await grant('o.kopf')).status, 404, 'the head of another department')
    assert.equal(
      (await here.post('t.weber', `/api/approvals/changes/${nobodys}`, { outcome: 'granted', reason: null })).status,
      404,
    )
    assert.equal(stateOf((await grant('t.weber')).body, change.id), 'granted')
    assert.equal((await grant('t.weber')).body.code, 'step-passed')
    assert.equal(await opens('2026-03-09T09:00:00Z'), 'agreement-not-today')
    assert.equal(await opens('2026-03-10T09:00:00Z'), true)
    assert.equal(await opens('2026-03-10T15:30:00Z'), 'agreement-not-now', 'within the hours of the day given up')
  })

  test('what cannot be swapped is refused, and a wish that is taken back is gone', async () => {
    const ask = async (wish: unknown) => (await here.post('j.sommer', path('changes'), wish)).body
    assert.equal((await ask({ kind: 'swap', gives: '2026-03-17', takes: '2026-03-18' })).code, 'day-not-free')
    assert.equal((await ask({ kind: 'swap', gives: '2026-03-16', takes: '2026-03-23' })).code, 'day-not-free')
    assert.equal(
      (await ask({ kind: 'swap', gives: '2026-03-16', takes: '2026-05-12' })).code,
      'outside-programme-limits',
    )
    assert.equal((await ask({ kind: 'day', date: '2026-03-18', from: '08:00', until: '12:00' })).code, 'not-permitted')
    const wish = { kind: 'swap', gives: '2026-03-16', takes: '2026-03-17' }
    const change = waiting(await ask(wish))
    assert.equal((await ask(wish)).code, 'day-not-free', 'it is asked for already')
    const cancel = (account: string) =>
      here.by(account).request(`/api/telework/changes/${change.id}`, { method: 'DELETE' })
    assert.equal((await cancel('k.berg')).status, 404)
    assert.equal(stateOf((await cancel('j.sommer')).body, change.id), 'cancelled')
    assert.equal((await here.post('k.berg', path('changes'), wish)).status, 404, 'the agreement of another')
  })

  test('for some weeks another grid holds', async () => {
    const week = [{ weekday: 4, from: '08:00', until: '12:00' }]
    const asked = await here.post('j.sommer', path('changes'), {
      kind: 'period',
      from: '2026-04-06',
      until: '2026-04-19',
      week,
    })
    const change = waiting(asked.body)
    await here.post('a.kern', `/api/approvals/changes/${change.id}`, { outcome: 'granted', reason: null })
    assert.equal(await opens('2026-04-13T09:00:00Z'), 'agreement-not-today')
    assert.equal(await opens('2026-04-16T09:00:00Z'), true)
    assert.equal(await opens('2026-04-20T09:00:00Z'), true)
  })

  test('suspension closes access at once and is lifted again; only those who may can do either', async () => {
    const suspend = (account: string, reason: string | null) => here.post(account, path('suspension'), { reason })
    assert.equal((await suspend('j.sommer', 'Ich.')).status, 403)
    assert.equal((await suspend('t.weber', 'Nur so.')).body.code, 'not-permitted')
    assert.equal((await suspend('r.rat', 'Nur so.')).status, 404)
    assert.equal((await suspend('b.auftragt', ' ')).body.code, 'reason-required')
    assert.notEqual((await suspend('b.auftragt', 'Verdacht.')).body.suspendedAt, null)
    assert.equal(await opens('2026-04-20T09:00:00Z'), 'agreement-suspended')
    assert.equal(
      (await here.post('j.sommer', path('changes'), { kind: 'swap', gives: '2026-03-16', takes: '2026-03-17' })).body
        .code,
      'agreement-not-in-force',
    )
    assert.equal((await here.post('b.auftragt', path('resumption'), { reason: 'Geklärt.' })).body.suspendedAt, null)
    assert.equal(await opens('2026-04-20T09:00:00Z'), true)
  })

  test('a suspension holds for the person: not another agreement, a change nor a new request opens access', async () => {
    const state = async (id: string) =>
      (await here.get('j.sommer', '/api/telework')).body.agreements.find((one: { id: string }) => one.id === id)
    const mobile = await here.file('j.sommer', { type: 'mobile-work', week: [] })
    await here.approve('t.weber', mobile)
    const { agreements } = (await here.get('j.sommer', '/api/telework')).body
    const other = agreements.find(({ request }: { request: string }) => request === mobile).id
    const change = { kind: 'change', agreement: agreement.id, from: '2026-04-20' }
    const filed = await here.file('j.sommer', change)
    await here.post('b.auftragt', path('suspension'), { reason: 'Verdacht.' })
    assert.notEqual((await state(other)).suspendedAt, null, 'mobile work is closed, too')
    assert.ok(!(await state(agreement.id)).may.includes('renew'))
    for (const approver of ['t.weber', 'a.kern', 'i.thal'])
      assert.equal((await here.approve(approver, filed)).status, 200, 'what was asked before may be decided')
    const made = (await here.get('j.sommer', '/api/telework')).body.agreements.find(
      ({ request }: { request: string }) => request === filed,
    )
    assert.notEqual(made.suspendedAt, null)
    assert.equal(made.records.at(-1).reason, 'Verdacht.')
    assert.equal(await opens('2026-04-20T09:00:00Z'), 'agreement-suspended')
    const week = [{ weekday: 1, from: '07:00', until: '16:00' }]
    const again = { ...change, agreement: made.id, from: '2026-05-04', until: '2026-08-31', week }
    assert.equal((await here.post('j.sommer', '/api/telework/requests', again)).body.code, 'agreement-not-in-force')
    await here.post('j.sommer', `/api/telework/agreements/${made.id}/end`, { reason: null })
    agreement = await here.agree('j.sommer', { from: '2026-04-20' })
    assert.equal(await opens('2026-04-20T09:00:00Z'), 'agreement-suspended', 'she ended it and asked anew')
    assert.equal((await here.post('b.auftragt', path('resumption'), { reason: 'Geklärt.' })).body.suspendedAt, null)
    assert.equal((await state(other)).suspendedAt, null)
    assert.equal((await state(made.id)).suspendedAt, null)
    assert.equal(await opens('2026-04-20T09:00:00Z'), true)
  })

  test('a suspension and an approval at the same moment leave nothing open', async () => {
    const { services } = here.server
    const filed = await here.file('j.sommer', { kind: 'change', agreement: agreement.id, from: '2026-04-27' })
    for (const approver of ['t.weber', 'a.kern']) await here.approve(approver, filed)
    await Promise.all([
      here.approve('i.thal', filed),
      here.post('b.auftragt', path('suspension'), { reason: 'Verdacht.' }),
    ])
    const rows = await services.database
      .selectFrom('telework_agreement')
      .select('suspended_at')
      .where('person', '=', person)
      .where('ended_at', 'is', null)
      .execute()
    assert.ok(rows.length > 2)
    assert.ok(rows.every(({ suspended_at }) => suspended_at !== null))
    assert.equal((await here.post('b.auftragt', path('resumption'), { reason: 'Geklärt.' })).body.suspendedAt, null)
    agreement = (await here.get('j.sommer', '/api/telework')).body.agreements.find(
      ({ request }: { request: string }) => request === filed,
    )
  })

  test('the calendar has the approved days and no more, behind an address that only its maker knows', async () => {
    const { body } = await here.post('j.sommer', '/api/telework/calendar', { scope: 'own' })
    const anybody = here.server.browser('outside')
    const feed = async (address: string) => {
      const answer = await here.server.fastify.inject({ url: address, headers: headersOf(anybody) })
      return { status: answer.statusCode, type: answer.headers['content-type'], text: answer.body }
    }
    const found = await feed(body.path)
    assert.deepEqual([found.status, found.type], [200, 'text/calendar; charset=utf-8'])
    assert.match(found.text, /^BEGIN:VCALENDAR\r\n/)
    assert.ok(found.text.includes('DTSTART;VALUE=DATE:20260310'), 'the day that was swapped in')
    assert.ok(!found.text.includes('DTSTART;VALUE=DATE:20260309'), 'the day that was given up')
    assert.ok(!/sommer/i.test(found.text.replaceAll(/^(X-WR-CALNAME|NAME).*$/gm, '')))
    const unknown = await feed(`/api/calendar/${'A'.repeat(43)}.ics`)
    assert.equal(unknown.status, 404)
    assert.equal((await feed('/api/calendar/short.ics')).status, 400)
    const again = (await here.post('j.sommer', '/api/telework/calendar', { scope: 'own' })).body
    assert.equal((await feed(body.path)).status, 404, 'a former address stops working')
    assert.equal((await here.by('j.sommer').request('/api/telework/calendar/own', { method: 'DELETE' })).status, 204)
    assert.equal((await feed(again.path)).status, 404)
    const team = (await here.post('k.berg', '/api/telework/calendar', { scope: 'team' })).body
    assert.ok((await feed(team.path)).text.includes('SUMMARY:Jana Sommer: Telearbeit'))
    const kept = await here.server.services.database.selectFrom('calendar_feed').select('token_hash').execute()
    assert.ok(kept.every(({ token_hash }) => !team.path.includes(token_hash.toString('base64url'))))
  })

  test('the team sees approved days and contact hours of its own, and nobody else’s', async () => {
    const { body } = await here.get('k.berg', '/api/telework/team?date=2026-03-10')
    const jana = body.members.find(({ name }: { name: string }) => name === 'Jana Sommer')
    assert.deepEqual(jana.home, [{ date: '2026-03-10', from: '07:00', until: '16:00', type: 'telework' }])
    const stranger = await here.get('p.fremd', '/api/telework/team?date=2026-03-10')
    assert.ok(!JSON.stringify(stranger.body).includes('Jana'))
  })

  test('documents are the person’s alone, as PDF, acknowledged once, each version kept', async () => {
    const list = (await here.get('j.sommer', `/api/telework/requests/${original}/documents`)).body
    assert.deepEqual([...new Set(list.map(({ kind }: { kind: string }) => kind))].sort(), [
      'agreement',
      'change',
      'decision',
      'request',
      'suspension',
    ])
    const wordsOf = async (kind: string) => {
      const { id } = list.find((one: { kind: string }) => one.kind === kind)
      return (await readPdf((await here.get('j.sommer', `/api/telework/documents/${id}`)).bytes)).words
    }
    assert.match(await wordsOf('change'), /Ihre Vereinbarung über Telearbeit gilt weiter\. Vom .* gelten andere Tage/)
    assert.match(await wordsOf('suspension'), /ausgesetzt.*Grund.*Im Portal ist dafür kein Schritt vorgesehen/)
    const [{ id }] = list
    assert.deepEqual((await here.get('t.weber', `/api/telework/requests/${original}/documents`)).body, [])
    for (const account of ['t.weber', 'k.berg', 'verwaltung']) {
      assert.equal((await here.get(account, `/api/telework/documents/${id}`)).status, 404)
      assert.equal((await here.post(account, `/api/telework/documents/${id}/acknowledgement`)).status, 404)
    }
    const file = await here.server.fastify.inject({
      url: `/api/telework/documents/${id}`,
      headers: { ...headersOf(here.by('j.sommer')), cookie: here.by('j.sommer').cookie ?? '' },
    })
    assert.equal(file.headers['content-type'], 'application/pdf')
    assert.ok(file.rawPayload.subarray(0, 5).equals(Buffer.from('%PDF-')))
    const read = await here.post('j.sommer', `/api/telework/documents/${id}/acknowledgement`)
    assert.notEqual(read.body.acknowledgedAt, null)
    const again = await here.post('j.sommer', `/api/telework/documents/${id}/acknowledgement`)
    assert.equal(again.body.acknowledgedAt, read.body.acknowledgedAt)
  })

  test('the forecast counts approved days, and no department of fewer than ten', async () => {
    const { body } = await here.get('verwaltung', '/api/administration/capacity?from=2026-03-09&days=7')
    assert.deepEqual(
      body.days.map(({ people, sessions }: { people: number; sessions: number }) => [people, sessions]),
      [
        [0, 0],
        [1, 1],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    )
    assert.equal(body.days[1].peak, '07:00')
    assert.ok(!body.departments.some(({ department }: { department: string | null }) => department === 'sozialamt'))
    assert.equal((await here.get('a.kern', '/api/administration/capacity')).status, 403)
  })

  test('mobile work is announced day by day, as many as a month has', async () => {
    const request = await here.file('k.berg', { type: 'mobile-work', week: [] })
    assert.equal((await here.approve('t.weber', request)).body.state, 'approved')
    const { agreements } = (await here.get('k.berg', '/api/telework')).body
    const ask = (date: string) =>
      here.post('k.berg', `/api/telework/agreements/${agreements[0].id}/changes`, {
        kind: 'day',
        date,
        from: '08:00',
        until: '12:00',
      })
    for (const date of ['2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-16'])
      assert.equal(
        (await ask(date)).body.changes.find(({ wish }: { wish: { date: string } }) => wish.date === date).state,
        'granted',
      )
    assert.equal((await ask('2026-03-17')).body.code, 'outside-programme-limits')
    assert.equal((await ask('2026-04-01')).status, 201)
  })

  test('time reminds of renewal, ends what has run out, and what its reason is gone for', async () => {
    const { server } = here
    const outcomes = async (account: string, id: string) =>
      (await here.get(account, '/api/telework')).body.agreements
        .find((one: { id: string }) => one.id === id)
        .records.map(({ outcome }: { outcome: string }) => outcome)
    const began = server.clock.now
    const at = async (date: string) => {
      server.clock.now = new Date(`${date}T08:00:00.000Z`)
      await passProgrammeTime(server.services)
      await passProgrammeTime(server.services)
      server.clock.now = began
    }
    const before = await outcomes('j.sommer', agreement.id)
    await at('2026-06-10')
    await at('2026-08-10')
    await at('2026-09-02')
    assert.deepEqual((await outcomes('j.sommer', agreement.id)).slice(before.length), [
      'renewal-due',
      'renewal-due',
      'expired',
    ])
    const { agreements } = (await here.get('k.berg', '/api/telework')).body
    await server.services.database
      .updateTable('person')
      .set({ department: 'ordnungsamt' })
      .where('account', '=', 'k.berg')
      .execute()
    await passProgrammeTime(server.services)
    assert.equal((await outcomes('k.berg', agreements[0].id)).at(-1), 'ended')
  })
})

interface Changed {
  changes: { id: string; state: string }[]
}

/** The wish that waits for a decision. */
function waiting(agreement: Changed): Changed['changes'][number] {
  return agreement.changes.find(({ state }) => state === 'asked') ?? assert.fail('nothing waits')
}

function stateOf(agreement: Changed, id: string): string | undefined {
  return agreement.changes.find((change) => change.id === id)?.state
}

function headersOf(browser: { listener: string }) {
  return {
    host: 'amt.localhost:7080',
    [listenerHeader]: browser.listener,
    [clientAddressHeader]: browser.listener === 'office' ? '10.20.3.4' : '198.51.100.7',
    [schemeHeader]: 'http',
  }
}
