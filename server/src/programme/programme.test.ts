import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { accessChanged } from '../database/channels.ts'
import type { Browser } from '../testing/browser.ts'
import { administrator, importWithSignIn, smallStaff, staff } from '../testing/people.ts'
import { smallCity } from '../testing/small-city.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'

const chain = ['line-manager', 'head-of-department', 'it']
const week = [
  { weekday: 1, from: '07:00', until: '16:00' },
  { weekday: 3, from: '07:00', until: '16:00' },
]

describe('the telework programme', () => {
  let server: TestServer
  const browsers = new Map<string, Browser>()
  const by = (account: string) => {
    const browser = browsers.get(account)
    assert.ok(browser)
    return browser
  }
  const file = (account: string, from: string, until: string) =>
    by(account).request('/api/telework/requests', { body: { from, until, week } })
  const decide = (account: string, request: string, body: string, outcome = 'approved', reason: string | null = null) =>
    by(account).request(`/api/approvals/${request}`, {
      body: { step: chain.indexOf(body), round: 1, outcome, reason },
    })

  before(async () => {
    server = await testServer()
    const { browser } = await administrator(server)
    browsers.set('verwaltung', browser)
    const passwords = await importWithSignIn(browser, smallStaff)
    for (const { account } of smallStaff) browsers.set(account, await staff(server, account, passwords.get(account)))
  })
  after(() => server[Symbol.asyncDispose]())

  test('the terms name the rules and who decides', async () => {
    const { body } = await by('j.sommer').request('/api/telework/terms')
    assert.equal(body.participates, true)
    assert.equal(body.maximumHomeDays, 3)
    assert.equal(body.today, '2026-03-02')
    assert.deepEqual(
      body.chain.map(({ step, names }: { step: string; names: string[] }) => [step, names]),
      [
        ['line-manager', ['Tom Weber']],
        ['head-of-department', ['Anna Kern']],
        ['it', ['Ida Thal']],
      ],
    )
  })

  test('a request goes through the chain to an agreement, and access changes are told', async () => {
    const told = Promise.withResolvers<string | null>()
    await server.services.signals.on(accessChanged, told.resolve)
    const { status, body: request } = await file('j.sommer', '2026-03-09', '2026-08-31')
    assert.equal(status, 201)
    assert.deepEqual([request.state, openBodies(request)], ['open', ['line-manager']])

    const waits = async (account: string) => (await by(account).request('/api/start')).body.waitingApprovals
    assert.deepEqual(await Promise.all(['t.weber', 'a.kern', 'j.sommer'].map(waits)), [1, 0, 0])
    assert.deepEqual((await by('j.sommer').request('/api/privacy/looks')).body, [], 'a number is no look')
    assert.deepEqual(idsOf(await by('t.weber').request('/api/approvals'), 'waiting'), [request.id])
    assert.deepEqual(idsOf(await by('a.kern').request('/api/approvals'), 'waiting'), [], 'not her turn yet')
    assert.deepEqual(openBodies((await decide('t.weber', request.id, 'line-manager')).body), ['head-of-department'])
    assert.deepEqual(idsOf(await by('t.weber').request('/api/approvals'), 'decided'), [request.id])
    assert.deepEqual(await Promise.all(['t.weber', 'a.kern'].map(waits)), [0, 1])
    assert.deepEqual(openBodies((await decide('a.kern', request.id, 'head-of-department')).body), ['it'])
    const last = await decide('i.thal', request.id, 'it')
    assert.deepEqual([last.body.state, openBodies(last.body)], ['approved', []])
    assert.deepEqual(
      last.body.records.map(({ as, outcome }: { as: string; outcome: string }) => `${as} ${outcome}`),
      ['person filed', 'line-manager approved', 'head-of-department approved', 'it approved'],
    )
    assert.equal(await told.promise, request.person.id)

    const { body: mine } = await by('j.sommer').request('/api/telework')
    assert.equal(mine.agreements.length, 1)
    assert.deepEqual(mine.agreements[0].week, week)
    assert.equal(mine.agreements[0].endedAt, null)
  })

  test('to others a request does not exist, whether it does or not', async () => {
    const { body: request } = await file('j.sommer', '2026-10-01', '2026-10-31')
    for (const account of ['p.fremd', 'o.kopf', 'a.kern', 'verwaltung']) {
      const theirs = await by(account).request(`/api/telework/requests/${request.id}`)
      const nobodys = await by(account).request('/api/telework/requests/00000000-0000-4000-8000-000000000000')
      assert.equal(theirs.status, 404, account)
      assert.deepEqual(theirs.body, nobodys.body)
      const withdrawal = await by(account).request(`/api/telework/requests/${request.id}/withdrawal`, {
        method: 'POST',
      })
      assert.equal(withdrawal.status, 404, account)
    }
    const decided = await decide('o.kopf', request.id, 'head-of-department')
    assert.equal(decided.status, 404, 'the head of another department')
    assert.equal((await by('t.weber').request(`/api/telework/requests/${request.id}`)).status, 200)
    await by('j.sommer').request(`/api/telework/requests/${request.id}/withdrawal`, { method: 'POST' })
    assert.equal((await decide('t.weber', request.id, 'line-manager')).body.code, 'step-passed')
  })

  test('nobody decides their own request', async () => {
    const { body: request } = await file('t.weber', '2026-03-09', '2026-03-31')
    const own = await decide('t.weber', request.id, 'line-manager')
    assert.equal(own.status, 403)
    assert.equal(own.body.code, 'own-request')
  })

  test('a rejection needs a reason, and is final', async () => {
    const { body: request } = await file('j.sommer', '2026-11-01', '2026-11-30')
    const without = await decide('t.weber', request.id, 'line-manager', 'rejected', '  ')
    assert.equal(without.status, 422)
    assert.equal(without.body.code, 'reason-required')
    const rejected = await decide('t.weber', request.id, 'line-manager', 'rejected', 'Bürgeramt ist unterbesetzt.')
    assert.equal(rejected.body.state, 'rejected')
    assert.equal((await decide('t.weber', request.id, 'line-manager')).body.code, 'step-passed')
    const { body: seen } = await by('j.sommer').request(`/api/telework/requests/${request.id}`)
    assert.equal(seen.records.at(-1).reason, 'Bürgeramt ist unterbesetzt.')
  })

  test('of two decisions at once one wins, the other finds the step passed', async () => {
    const { body: request } = await file('j.sommer', '2026-12-01', '2026-12-31')
    const answers = await Promise.all([
      decide('t.weber', request.id, 'line-manager'),
      decide('t.weber', request.id, 'line-manager', 'rejected', 'Nein.'),
    ])
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409])
    assert.equal(answers.find((answer) => answer.status === 409)?.body.code, 'step-passed')
    const { body: seen } = await by('j.sommer').request(`/api/telework/requests/${request.id}`)
    assert.equal(seen.records.length, 2)
  })

  test('of two overlapping requests at once one is filed', async () => {
    const answers = await Promise.all([
      file('j.sommer', '2027-01-01', '2027-01-31'),
      file('j.sommer', '2027-01-15', '2027-02-15'),
    ])
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [201, 409])
    assert.equal(answers.find((answer) => answer.status === 409)?.body.code, 'overlapping-request')
  })

  test('what goes beyond the rules is refused with every field, and what takes no part too', async () => {
    const answer = await by('j.sommer').request('/api/telework/requests', {
      body: { from: '2028-01-01', until: '2030-01-01', week: [{ weekday: 2, from: '04:00', until: '22:00' }] },
    })
    assert.equal(answer.status, 422)
    assert.equal(answer.body.code, 'outside-programme-limits')
    assert.ok(answer.body.fields.length >= 3, JSON.stringify(answer.body.fields))
    assert.equal((await file('p.fremd', '2026-05-01', '2026-05-31')).body.code, 'not-in-programme')
  })

  test('an agreement is ended by its person alone; others revoke it with notice and a reason', async () => {
    const { body: mine } = await by('j.sommer').request('/api/telework')
    const [agreement] = mine.agreements
    const path = `/api/telework/agreements/${agreement.id}`
    const end = (account: string) => by(account).request(`${path}/end`, { body: { reason: null } })
    const notice = (account: string, until: string, reason: string | null) =>
      by(account).request(`${path}/notice`, { body: { until, reason } })
    assert.equal((await end('p.fremd')).status, 404)
    assert.equal((await end('a.kern')).body.code, 'not-permitted')
    assert.equal((await notice('a.kern', '2026-04-30', null)).body.code, 'reason-required')
    assert.equal((await notice('a.kern', '2026-03-10', 'Umzug')).body.code, 'outside-programme-limits')
    assert.equal((await notice('a.kern', '2026-04-30', 'Amt zieht um.')).body.until, '2026-04-30')
    assert.equal((await end('j.sommer')).body.endedAt, server.clock.now.toISOString())
    assert.equal((await end('j.sommer')).status, 200, 'twice changes nothing')
    const { body: seen } = await by('i.thal').request('/api/approvals')
    assert.deepEqual(seen.agreements, [])
  })

  test('a criterion of which the directory says nothing is put to whoever approves, and to nobody else', async () => {
    const files = smallCity.map(({ path, text }) => ({
      path,
      text: text.replace('monthsInRole: 0, shareOfFullTime: 0', 'monthsInRole: 6, shareOfFullTime: 50'),
    }))
    const published = await by('verwaltung').request('/api/administration/configuration', {
      body: { files, reason: 'Kriterien' },
    })
    assert.equal(published.status, 201, JSON.stringify(published.body))
    await server.services.database
      .updateTable('person')
      .set({ share_of_full_time: 80 })
      .where('account', '=', 't.weber')
      .execute()
    const { body: request } = await file('t.weber', '2027-03-01', '2027-03-31')
    const questions = async (account: string) =>
      (await by(account).request(`/api/telework/requests/${request.id}`)).body.unchecked.map(
        ({ de }: { de: string }) => de,
      )
    const expected = ['Ist die Person seit mindestens 6 Monaten in ihrer jetzigen Tätigkeit?']
    assert.deepEqual([await questions('a.kern'), await questions('t.weber')], [expected, []])
    const [waiting] = (await by('a.kern').request('/api/approvals')).body.waiting.filter(
      ({ id }: { id: string }) => id === request.id,
    )
    assert.equal(waiting.unchecked.length, 1)
    assert.equal((await decide('a.kern', request.id, 'line-manager')).status, 200)
    assert.deepEqual(await questions('a.kern'), [], 'she has said what she knows')
  })

  test('what was recorded cannot be changed', async () => {
    const { database } = server.services
    await assert.rejects(database.updateTable('telework_record').set({ reason: 'anders' }).execute(), /only ever added/)
    await assert.rejects(database.deleteFrom('telework_record').execute(), /only ever added/)
  })
})

function idsOf(answer: { body: Record<string, { id: string }[]> }, list: string): string[] {
  return (answer.body[list] ?? []).map(({ id }) => id)
}

function openBodies(request: { steps: { body: string; state: string }[] }): string[] {
  return request.steps.filter(({ state }) => state === 'open').map(({ body }) => body)
}
