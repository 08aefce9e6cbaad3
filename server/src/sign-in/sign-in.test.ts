import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  administrator,
  administratorPassword,
  importWithSignIn,
  ownPassword,
  setUpSecondFactor,
  signIn,
  smallStaff,
  staff,
} from '../testing/people.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'

describe('sign-in', () => {
  let server: TestServer
  let codeOfAdministrator: () => string
  let passwords: Map<string, string>
  before(async () => {
    server = await testServer()
    const made = await administrator(server)
    codeOfAdministrator = made.code
    passwords = await importWithSignIn(made.browser, smallStaff)
  })
  after(() => server[Symbol.asyncDispose]())

  test('the first administrator is made once; afterwards the secret is gone and the way closed', async () => {
    const again = await server.browser().request('/api/first-administrator', {
      body: { secret: 'x'.repeat(32), account: 'zweite', name: 'Zweite', password: administratorPassword },
    })
    assert.equal(again.status, 403)
    assert.equal(again.body.code, 'not-permitted')
    await assert.rejects(server.firstRunSecret(), { code: 'ENOENT' })
    const firstRun = async (browser = server.browser()) => (await browser.request('/api/first-administrator')).body
    assert.deepEqual(await firstRun(), { due: false, place: 'office' })
    assert.equal((await firstRun(server.browser('outside'))).place, 'outside', 'nobody is known yet, the place is')
  })

  test('a wrong password and an unknown account get the very same answer', async () => {
    const known = await signIn(server.browser(), 'j.sommer', 'falsch')
    const unknown = await signIn(server.browser(), 'n.iemand', 'falsch')
    assert.equal(known.status, 401)
    assert.equal(known.body.code, 'sign-in-refused')
    assert.deepEqual(unknown.body, known.body)
    assert.equal(unknown.headers['set-cookie'], undefined)
  })

  test('an unknown account takes as long as a known one', async () => {
    const time = async (account: string) => {
      const start = performance.now()
      await signIn(server.browser(), account, 'falsch')
      return performance.now() - start
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 3; round++) {
      known.push(await time('i.thal'))
      unknown.push(await time(`n.iemand${round}`))
    }
    // Argon2 takes most of the time of either; an answer without it would be several times faster.
    assert.ok(Math.min(...unknown) > Math.min(...known) / 3, `${unknown} against ${known}`)
  })

  test('after five wrong passwords each further attempt waits longer, even with the right password', async () => {
    const browser = server.browser()
    for (let attempt = 0; attempt < 5; attempt++) assert.equal((await signIn(browser, 'p.fremd', 'falsch')).status, 401)
    const waits: number[] = []
    for (let round = 0; round < 3; round++) {
      assert.equal((await signIn(browser, 'p.fremd', 'falsch')).status, 401)
      const delayed = await signIn(browser, 'p.fremd', passwords.get('p.fremd') ?? '')
      assert.equal(delayed.status, 429)
      assert.equal(delayed.body.code, 'sign-in-delayed')
      assert.equal(Number(delayed.headers['retry-after']), delayed.body.retryAfter)
      waits.push(delayed.body.retryAfter)
      server.advance(delayed.body.retryAfter * 1000)
    }
    assert.deepEqual(waits, [1, 2, 4])
    const outside = await signIn(server.browser('outside'), 'p.fremd', passwords.get('p.fremd') ?? '')
    assert.equal(outside.status, 200, 'attempts in the office do not lock her out elsewhere')
    assert.equal((await signIn(browser, 'p.fremd', passwords.get('p.fremd') ?? '')).status, 200)
  })

  test('many attempts at once are no way around the delay', async () => {
    const attempts = Array.from({ length: 20 }, () => signIn(server.browser(), 'o.kopf', 'falsch'))
    const statuses = (await Promise.all(attempts)).map((answer) => answer.status)
    assert.equal(statuses.filter((status) => status === 401).length, 6)
    assert.equal(statuses.filter((status) => status === 429).length, 14)
    server.advance(10_000)
  })

  test('what looks like SQL is only a name that nobody has', async () => {
    const answer = await signIn(server.browser(), `' or 1=1; drop table person; --`, `' or ''='`)
    assert.equal(answer.status, 401)
    assert.equal(answer.body.code, 'sign-in-refused')
  })

  test('the cookie is HttpOnly and SameSite=Strict, and with TLS Secure and bound to its host', async () => {
    const plain = await signIn(server.browser(), 'j.sommer', passwords.get('j.sommer') ?? '')
    assert.match(String(plain.headers['set-cookie']), /^nahtlos=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const browser = server.browser()
    browser.scheme = 'https'
    const secure = await signIn(browser, 'j.sommer', passwords.get('j.sommer') ?? '')
    assert.match(
      String(secure.headers['set-cookie']),
      /^__Host-nahtlos=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    )
    assert.match(String(secure.headers['strict-transport-security']), /^max-age=\d{8,}/)
    assert.equal(plain.headers['strict-transport-security'], undefined)
  })

  test('a token that the browser brings is never taken over', async () => {
    const browser = server.browser()
    const planted = `nahtlos=${'A'.repeat(43)}`
    browser.cookie = planted
    assert.equal((await signIn(browser, 'j.sommer', passwords.get('j.sommer') ?? '')).status, 200)
    assert.notEqual(browser.cookie, planted)
    const attacker = server.browser()
    attacker.cookie = planted
    assert.equal((await attacker.request('/api/me')).status, 401)
  })

  test('a first password opens nothing but its own replacement, and that ends the other sign-ins', async () => {
    const first = passwords.get('t.weber') ?? ''
    const other = server.browser()
    await signIn(other, 't.weber', first)
    const refused = await other.request('/api/telework')
    assert.equal(refused.body.code, 'password-change-required')
    const weak = await other.request('/api/sign-in/password', { body: { present: first, next: 't.weber-t.weber' } })
    assert.deepEqual(weak.body.fields, [
      {
        path: 'next',
        message: { de: 'darf Ihren Benutzernamen nicht enthalten', en: 'must not contain the account name' },
      },
    ])
    const browser = await staff(server, 't.weber', first)
    assert.equal((await browser.request('/api/telework')).status, 200)
    assert.equal((await other.request('/api/me')).status, 401)
    assert.equal((await signIn(server.browser(), 't.weber', first)).status, 401)
  })

  test('an administrator gives her code in the office too, and gets a new token with it', async () => {
    const browser = server.browser()
    assert.equal((await signIn(browser, 'verwaltung', administratorPassword)).body.due, 'second-factor')
    const half = browser.cookie
    const refused = await browser.request('/api/administration/people?q=a')
    assert.equal(refused.body.code, 'second-factor-required')
    assert.equal(
      (await browser.request('/api/sign-in/second-factor', { body: { code: codeOfAdministrator() } })).body.due,
      'none',
    )
    assert.notEqual(browser.cookie, half)
    assert.equal((await browser.request('/api/administration/people?q=a')).status, 200)
    const old = server.browser()
    old.cookie = half
    assert.equal((await old.request('/api/me')).status, 401)
  })

  test('a code is good once', async () => {
    server.advance(60_000)
    const code = codeOfAdministrator()
    const first = server.browser()
    await signIn(first, 'verwaltung', administratorPassword)
    assert.equal((await first.request('/api/sign-in/second-factor', { body: { code } })).status, 200)
    const second = server.browser()
    await signIn(second, 'verwaltung', administratorPassword)
    const replayed = await second.request('/api/sign-in/second-factor', { body: { code } })
    assert.equal(replayed.status, 401)
    // The password is known to be right by then: what was wrong may be said.
    assert.equal(replayed.body.code, 'code-refused')
  })

  test('the same code brought twice at once is taken once', async () => {
    server.advance(60_000)
    const code = codeOfAdministrator()
    const browsers = [server.browser(), server.browser()]
    for (const browser of browsers) await signIn(browser, 'verwaltung', administratorPassword)
    const answers = await Promise.all(
      browsers.map((browser) => browser.request('/api/sign-in/second-factor', { body: { code } })),
    )
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 401])
  })

  test('wrong codes are delayed as wrong passwords are', async () => {
    const before = server.browser()
    await signIn(before, 'verwaltung', administratorPassword)
    server.advance(60_000)
    const good = await before.request('/api/sign-in/second-factor', { body: { code: codeOfAdministrator() } })
    assert.equal(good.status, 200, 'earlier attempts are forgotten')
    const browser = server.browser()
    await signIn(browser, 'verwaltung', administratorPassword)
    const wrong = () => browser.request('/api/sign-in/second-factor', { body: { code: '000000' } })
    for (let attempt = 0; attempt < 6; attempt++) assert.equal((await wrong()).status, 401)
    assert.equal((await wrong()).status, 429)
    server.advance(60_000)
    const right = await browser.request('/api/sign-in/second-factor', { body: { code: codeOfAdministrator() } })
    assert.equal(right.status, 200)
  })

  test('a sign-in of the office is half a one from outside until the code is given', async () => {
    const browser = server.browser('office')
    await signIn(browser, 't.weber', ownPassword)
    browser.listener = 'outside'
    const me = await browser.request('/api/me')
    assert.equal(me.body.due, 'set-up-second-factor')
    assert.deepEqual(me.body.zone, { id: 'home', title: { de: 'Zuhause', en: 'Home' }, outside: true })
    assert.equal((await browser.request('/api/telework')).body.code, 'second-factor-missing')
    const begun = await browser.request('/api/second-factor', { method: 'POST' })
    assert.equal(begun.body.code, 'second-factor-missing', 'it is set up inside only')

    browser.listener = 'office'
    const code = await setUpSecondFactor(server, browser)
    const outside = server.browser('outside')
    assert.equal((await signIn(outside, 't.weber', ownPassword)).body.due, 'second-factor')
    assert.equal((await outside.request('/api/telework')).body.code, 'second-factor-required')
    assert.equal((await outside.request('/api/sign-in/second-factor', { body: { code: code() } })).body.due, 'none')
    assert.equal((await outside.request('/api/telework')).status, 200)
  })

  test('a second factor is not set up with a password that was given long ago', async () => {
    const browser = server.browser()
    await signIn(browser, 'p.fremd', passwords.get('p.fremd') ?? '')
    server.advance(16 * 60_000)
    const begun = await browser.request('/api/second-factor', { method: 'POST' })
    assert.equal(begun.body.code, 'sign-in-not-fresh')
  })

  test('a sign-in ends by idleness, by age, and by signing out', async () => {
    const first = passwords.get('p.fremd') ?? ''
    const idle = server.browser()
    await signIn(idle, 'p.fremd', first)
    server.advance(121 * 60_000)
    assert.equal((await idle.request('/api/me')).body.code, 'not-signed-in')

    const busy = server.browser()
    await signIn(busy, 'p.fremd', first)
    for (let hour = 1; hour < 12; hour++) {
      server.advance(60 * 60_000)
      assert.equal((await busy.request('/api/me')).status, 200, `after ${hour} hours`)
    }
    server.advance(60 * 60_000)
    assert.equal((await busy.request('/api/me')).status, 401)

    const leaving = server.browser()
    await signIn(leaving, 'p.fremd', first)
    const token = leaving.cookie
    assert.equal((await leaving.request('/api/sign-out', { method: 'POST' })).status, 204)
    assert.equal(leaving.cookie, null)
    leaving.cookie = token
    assert.equal((await leaving.request('/api/me')).status, 401)
  })

  test('neither the database nor its record of events holds a password, a token, a code or a secret in clear', async () => {
    const browser = server.browser()
    await signIn(browser, 'Geheimes Passwort', 'ganz falsch')
    const { database, server: configuration } = server.services
    const events = await database.selectFrom('event').selectAll().execute()
    const text = JSON.stringify(events)
    assert.ok(events.some((event) => event.kind === 'sign-in.refused'))
    for (const secret of [administratorPassword, ownPassword, 'Geheimes', ...passwords.values()]) {
      assert.ok(!text.includes(secret))
    }
    const factors = await database.selectFrom('second_factor').select('secret').execute()
    for (const { secret } of factors) assert.ok(!/[A-Z2-7]{32}/.test(secret?.toString('latin1') ?? ''))
    const key = join(configuration.state, 'secrets.key')
    assert.equal((await stat(key)).mode & 0o777, 0o600)
    assert.equal(Buffer.from(await readFile(key, 'utf8'), 'base64url').length, 32)
  })

  test('an event cannot be changed or removed', async () => {
    const { database } = server.services
    await assert.rejects(database.deleteFrom('event').execute(), /only ever added/)
    await assert.rejects(database.updateTable('event').set({ kind: 'sign-in.accepted' }).execute(), /only ever added/)
  })
})
