import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Permission, Route } from '@nahtlos/contract/api/route'
import { routes } from '@nahtlos/contract/api/routes'
import { ping } from '@nahtlos/contract/api/workplace'
import { Registry } from 'prom-client'
import type { Browser } from '../testing/browser.ts'
import { administrator, importWithSignIn, signIn, smallStaff, staff } from '../testing/people.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'
import type { Api } from './api.ts'
import { implement } from './implement.ts'
import { buildPublicApp } from './public-app.ts'

/** Roles that are a permission by themselves, and who of the small city holds them. */
const roles = {
  'equipment-manager': 'g.lager',
  'help-desk': 'h.hilft',
  auditor: 'r.pruef',
  'data-protection': 'd.schutz',
  archivist: 'k.archiv',
  'occupational-safety': 's.icher',
} as const
const holders = Object.keys(roles) as (keyof typeof roles)[]

type Standing = 'anonymous' | 'half' | 'staff' | 'approver' | 'administrator' | keyof typeof roles

/** Which standings a permission lets pass; everything else is refused. */
const passes: Record<Permission, readonly Standing[]> = {
  anyone: ['anonymous', 'half', 'staff', 'approver', 'administrator', ...holders],
  'first-run': ['anonymous', 'half', 'staff', 'approver', 'administrator', ...holders],
  'half-signed-in': ['half', 'staff', 'approver', 'administrator', ...holders],
  staff: ['staff', 'approver', 'administrator', ...holders],
  approver: ['approver'],
  administrator: ['administrator'],
  'configuration-editor': ['administrator'],
  'equipment-manager': ['equipment-manager'],
  'help-desk': ['help-desk'],
  auditor: ['auditor'],
  'data-protection': ['data-protection'],
  archivist: ['archivist'],
  'occupational-safety': ['occupational-safety'],
}

/** Refusals that come before anybody's things are looked at. */
const refusals = [
  'not-signed-in',
  'second-factor-required',
  'second-factor-missing',
  'password-change-required',
  'not-permitted',
]

describe('the public API', () => {
  let server: TestServer
  const browsers = new Map<Standing, Browser>()
  before(async () => {
    server = await testServer()
    const { browser } = await administrator(server)
    const passwords = await importWithSignIn(browser, smallStaff)
    const half = server.browser()
    await signIn(half, 'p.fremd', passwords.get('p.fremd') ?? '')
    browsers.set('anonymous', server.browser())
    browsers.set('half', half)
    browsers.set('staff', await staff(server, 'j.sommer', passwords.get('j.sommer')))
    browsers.set('approver', await staff(server, 't.weber', passwords.get('t.weber')))
    for (const role of holders) browsers.set(role, await staff(server, roles[role], passwords.get(roles[role])))
    browsers.set('administrator', browser)
  })
  after(() => server[Symbol.asyncDispose]())

  test('implements exactly the routes of the contract', () => {
    const names = (list: Iterable<Route>) => [...list].map((route) => `${route.method} ${route.path}`).sort()
    assert.deepEqual(names(server.api.implemented), names(routes))
    assert.equal(new Set(names(routes)).size, routes.length)
  })

  test('cannot have a route that the contract does not declare', async () => {
    const backDoor = (api: Api) => implement(api, { ...ping, path: '/api/back-door' }, async () => undefined)
    await assert.rejects(buildPublicApp(server.services, new Registry(), backDoor), /back-door is not declared/)
  })

  for (const route of routes.filter((one) => one.path !== '/api/sign-out')) {
    test(`${route.method} ${route.path} lets exactly those pass who have the permission "${route.permission}"`, async () => {
      for (const [standing, browser] of browsers) {
        const { cookie } = browser
        // A body that no schema accepts: who passes gets as far as being told so, and changes nothing.
        const answer = await browser.request(pathOf(route), {
          method: route.method,
          headOnly: route.stream === 'events' && passes[route.permission].includes(standing),
          ...(route.method === 'GET' ? {} : { body: ['nonsense'] }),
        })
        browser.cookie = cookie
        const refused = refusals.includes(answer.body?.code) && !('fields' in answer.body)
        assert.equal(
          !refused,
          passes[route.permission].includes(standing),
          `${standing}: ${answer.status} ${answer.body?.code}`,
        )
      }
    })
  }

  test('a request of a foreign page is refused, whatever it brings', async () => {
    const browser = browsers.get('staff')
    for (const headers of [
      { origin: 'https://example.org' },
      { origin: 'http://amt.localhost:7090' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await browser?.request('/api/sign-out', { method: 'POST', headers })
      assert.equal(answer?.status, 403)
      assert.equal(answer?.body.code, 'foreign-origin')
    }
    const own = { origin: 'http://amt.localhost:7080', 'sec-fetch-site': 'same-origin' }
    assert.notEqual((await server.browser().request('/api/sign-out', { method: 'POST', headers: own })).status, 403)
  })

  test('too large a body is refused, for staff earlier than for administrators', async () => {
    const body = { from: 'x'.repeat(100_000) }
    const large = await browsers.get('staff')?.request('/api/telework/requests', { body })
    assert.equal(large?.status, 413)
    assert.equal(large?.body.code, 'input-too-large')
    const configuration = await browsers.get('administrator')?.request('/api/administration/configuration/validation', {
      body: { files: [{ path: 'a.yaml', text: body.from }] },
    })
    assert.equal(configuration?.status, 200)
  })

  test('a body is not even read for those who may not call', async () => {
    const answer = await server.browser().request('/api/administration/people', { body: '{"broken' })
    assert.equal(answer.status, 401)
  })

  test('broken JSON, a wrong content type and wrong fields say what is wrong and where', async () => {
    const browser = server.browser()
    const broken = await browser.request('/api/sign-in', { body: '{"account":' })
    assert.equal(broken.status, 400)
    assert.equal(broken.body.code, 'invalid-input')
    const form = await browser.request('/api/sign-in', {
      body: 'account=a&password=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(form.body.code, 'invalid-input')
    const fields = await browser.request('/api/sign-in', { body: { account: 7, extra: true } })
    assert.deepEqual(fields.body.fields.map((field: { path: string }) => field.path).sort(), [
      '',
      'account',
      'password',
    ])
    const poisoned = await browser.request('/api/sign-in', { body: '{"__proto__":{"due":"none"}}' })
    assert.equal(poisoned.status, 400)
  })

  test('every answer carries the headers that protect it, and no API answer may be stored', async () => {
    for (const path of ['/api/me', '/api/first-administrator', '/api/nothing', '/nothing']) {
      const { headers } = await server.browser().request(path)
      assert.match(String(headers['content-security-policy']), /default-src 'none';script-src 'self';/)
      assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['referrer-policy'], 'no-referrer')
      assert.equal(headers['cache-control'], 'no-store', path)
    }
  })

  test('what is not there is a problem after RFC 9457', async () => {
    const { status, headers, body } = await server.browser().request('/api/nothing')
    assert.equal(status, 404)
    assert.match(String(headers['content-type']), /^application\/problem\+json/)
    assert.equal(body.type, 'urn:nahtlos:problem:not-found')
  })

  test('a flood from one address is stopped, others are served', async () => {
    const flooding = server.browser('outside')
    flooding.address = '203.0.113.9'
    let stopped = 0
    for (let batch = 0; batch < 61; batch++) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => flooding.request('/api/ping')))
      stopped += answers.filter((answer) => answer.status === 429 && answer.body.code === 'too-many-requests').length
    }
    assert.equal(stopped, 100)
    assert.equal((await server.browser().request('/api/ping')).status, 204)
  })

  test('a request without the word of a gateway gets nothing', async () => {
    const bare = await server.fastify.inject({ url: '/api/me' })
    assert.equal(bare.statusCode, 500)
    assert.doesNotMatch(bare.body, /listener/)
  })
})

/** A path with parameters that name nothing there is. */
function pathOf(route: Route): string {
  return route.path
    .replace(':host', 'nowhere')
    .replace(':revision', '99')
    .replace(':template', 'nothing')
    .replace(/:\w+/, '00000000-0000-4000-8000-000000000000')
}
