import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Route } from '@nahtlos/contract/api/route'
import { routes } from '@nahtlos/contract/api/routes'
import type { Browser } from '../testing/browser.ts'
import { administrator, importWithSignIn, smallStaff, staff } from '../testing/people.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'

const nobodys = '00000000-0000-4000-8000-00000000dead'
const week = [{ weekday: 1, from: '07:00', until: '16:00' }]
const purpose = 'Verdacht auf Anmeldung durch Fremde'
const items = [
  'desk',
  'chair',
  'legs',
  'screen',
  'keyboard',
  'daylight',
  'glare',
  'air',
  'cables',
  'electricity',
  'privacy',
  'lockable',
]

/** Whose things are looked for: words that stand in what is Jana Sommer's, and in nothing of anybody else. */
const marks = ['Jana Sommer', 'GEHEIM-4711', 'Küchentisch-4711']

/**
 * Who sees something of her in a list or record, by path: whoever is not named here must find none of the words.
 * Each line is a decision about data protection, and a new route that tells her name has to be added here.
 */
const entitled: Readonly<Record<string, readonly string[]>> = {
  '/api/equipment/devices': ['g.lager'],
  '/api/equipment/devices/:device': ['g.lager'],
  '/api/equipment/export': ['g.lager'],
  '/api/equipment/people': ['g.lager'],
  // Whoever decides names a deputy, and finds colleagues by name for it.
  '/api/approvals/people': ['t.weber', 'a.kern', 'i.thal', 'o.kopf'],
  '/api/home-workplace/checks': ['s.icher'],
  '/api/home-workplace/checks/:check': ['s.icher'],
  '/api/privacy/look-ups': ['d.schutz', 'd.zwei'],
  '/api/privacy/look-ups/mine': ['r.pruef'],
  '/api/approvals': ['t.weber', 'a.kern'],
  '/api/telework/requests/:request': ['t.weber'],
  '/api/telework/team': ['t.weber', 'a.kern'],
  '/api/calendar/team': ['t.weber', 'a.kern'],
  '/api/help-desk/people': ['h.hilft'],
  '/api/administration/people': ['verwaltung'],
  '/api/administration/sessions': ['verwaltung'],
}

describe('every list and every record, asked for by every role', () => {
  let server: TestServer
  const browsers = new Map<string, Browser>()
  const params = new Map<string, string>()
  const by = (account: string) => browsers.get(account) as Browser
  const others = () => [...browsers].filter(([account]) => account !== 'j.sommer')

  before(async () => {
    server = await testServer()
    const { browser } = await administrator(server)
    const passwords = await importWithSignIn(browser, smallStaff)
    for (const { account } of smallStaff) browsers.set(account, await staff(server, account, passwords.get(account)))
    browsers.set('verwaltung', browser)
    const { database } = server.services
    const { id: person } = await database
      .selectFrom('person')
      .select('id')
      .where('account', '=', 'j.sommer')
      .executeTakeFirstOrThrow()
    const ask = async (account: string, url: string, body?: unknown) => {
      const answer = await by(account).request(url, { method: 'POST', ...(body === undefined ? {} : { body }) })
      assert.ok(answer.status < 300, `${url}: ${JSON.stringify(answer.body)}`)
      return answer.body
    }
    params.set(
      'request',
      (await ask('j.sommer', '/api/telework/requests', { from: '2026-03-09', until: '2026-08-31', week })).id,
    )
    const card = { type: 'screen', serial: 'GEHEIM-4711', model: 'Bildschirm', attributes: [] }
    params.set('device', (await ask('g.lager', '/api/equipment/devices', card)).id)
    await ask('g.lager', `/api/equipment/devices/${params.get('device')}/hand-over`, { person, dueOn: null })
    const answers = items.map((item) => ({
      item,
      yes: item !== 'desk',
      note: item === 'desk' ? 'Küchentisch-4711' : null,
    }))
    params.set('check', (await ask('j.sommer', '/api/home-workplace', { answers })).check.id)
    const wish = { account: 'j.sommer', purpose, from: '2026-03-01T00:00:00.000Z', until: '2026-03-31T00:00:00.000Z' }
    params.set('lookUp', (await ask('r.pruef', '/api/privacy/look-ups', wish)).id)
    params.set('session', (await ask('j.sommer', '/api/sessions', { workspace: 'soziales', app: null })).id)
  })
  after(() => server[Symbol.asyncDispose]())

  const readable = routes.filter((route) => route.method === 'GET' && route.stream === undefined)

  test('shows only what is theirs: nobody finds her name, device or home who is not entitled to', async () => {
    const found: string[] = []
    for (const route of readable) {
      for (const [account, browser] of others()) {
        const answer = await browser.request(`${pathOf(route, (name) => params.get(name) ?? nobodys)}${queryOf(route)}`)
        const text = JSON.stringify(answer.body ?? '')
        if (
          answer.status === 200 &&
          marks.some((mark) => text.includes(mark)) &&
          !entitled[route.path]?.includes(account)
        )
          found.push(`${account} reads of her at ${route.path}`)
      }
    }
    assert.deepEqual(found, [])
  })

  test('and those who are entitled do find it, so that the words are good for finding', async () => {
    const seen = new Set<string>()
    for (const route of readable) {
      for (const account of [...(entitled[route.path] ?? []), 'j.sommer']) {
        const url = `${pathOf(route, (name) => params.get(name) ?? nobodys)}${queryOf(route)}`
        const answer = await by(account).request(url)
        if (answer.status === 200 && marks.some((mark) => JSON.stringify(answer.body ?? '').includes(mark)))
          seen.add(account === 'j.sommer' ? 'j.sommer' : `${account} ${route.path}`)
      }
    }
    for (const sight of [
      'j.sommer',
      'g.lager /api/equipment/devices',
      's.icher /api/home-workplace/checks/:check',
      't.weber /api/approvals',
      'd.schutz /api/privacy/look-ups',
    ])
      assert.ok(seen.has(sight), `${sight}: ${[...seen].join(' | ')}`)
  })

  test('answers the same to "not there" and "not yours", for every route with a record in its path', async () => {
    const differing: string[] = []
    const withRecord = routes.filter((route) => [...params.keys()].some((name) => route.path.includes(`:${name}`)))
    assert.ok(withRecord.length > 15, `only ${withRecord.length} routes`)
    for (const route of withRecord) {
      for (const [account, browser] of others()) {
        if (entitled[route.path]?.includes(account) || mayAct(route, account)) continue
        const ask = async (value: (name: string) => string) => {
          const { status, body } = await browser.request(pathOf(route, value), {
            method: route.method,
            headOnly: route.stream === 'events',
            ...(route.body === undefined ? {} : { body: bodies[route.path] ?? {} }),
          })
          return JSON.stringify([status, body])
        }
        const theirs = await ask((name) => params.get(name) ?? nobodys)
        const none = await ask(() => nobodys)
        if (theirs !== none) differing.push(`${account} ${route.method} ${route.path}: ${theirs} / ${none}`)
      }
    }
    assert.deepEqual(differing, [])
  })
})

/** Bodies that are good in form, so that a refusal is about whose thing it is. */
const bodies: Readonly<Record<string, unknown>> = {
  '/api/approvals/:request': { step: 0, round: 1, outcome: 'rejected', reason: 'Nein.' },
  '/api/privacy/look-ups/:lookUp/decision': { granted: false },
  '/api/home-workplace/checks/:check/assessment': { accepted: false, remark: 'Nein.' },
  '/api/equipment/devices/:device/restocking': { note: 'x' },
  '/api/equipment/devices/:device/retirement': { note: 'x' },
  '/api/equipment/devices/:device/return': { answers: [] },
}

/** Those whose task it is to act on such records; the tests of their capability say what they may do. */
function mayAct(route: Route, account: string): boolean {
  const path = route.path
  if (path.startsWith('/api/equipment/devices')) return account === 'g.lager'
  if (path.startsWith('/api/home-workplace/checks')) return account === 's.icher'
  if (path.startsWith('/api/privacy/look-ups')) return ['d.schutz', 'd.zwei', 'r.pruef'].includes(account)
  // Whoever decides a later step of the chain may know that there is a request; what is in it, only in her turn.
  if (path.startsWith('/api/approvals')) return ['t.weber', 'a.kern', 'i.thal'].includes(account)
  if (path.startsWith('/api/telework/requests')) return account === 't.weber'
  return path.startsWith('/api/administration') && account === 'verwaltung'
}

function pathOf(route: Route, value: (name: string) => string): string {
  return route.path.replace(/:(\w+)/g, (_all, name: string) => (name === 'revision' ? '1' : value(name)))
}

function queryOf(route: Route): string {
  return route.query?.safeParse({ q: 'Jana' }).success ? '?q=Jana' : ''
}
