import assert from 'node:assert/strict'
import type { DirectoryPerson } from '@nahtlos/contract/api/administration'
import { Secret, TOTP } from 'otpauth'
import type { z } from 'zod'
import type { Browser } from './browser.ts'
import { smallCity } from './small-city.ts'
import type { TestServer } from './test-server.ts'

export const administratorPassword = 'Rathausuhr schlägt Mittag'
export const ownPassword = 'Vier Tauben am Brunnen'

/** Signs in; the answer says what is due. */
export async function signIn(browser: Browser, account: string, password: string) {
  return browser.request('/api/sign-in', { body: { account, password } })
}

/** Sets up an authenticator app and returns what makes its codes. */
export async function setUpSecondFactor(server: TestServer, browser: Browser): Promise<() => string> {
  const begun = await browser.request('/api/second-factor', { method: 'POST' })
  assert.equal(begun.status, 200, JSON.stringify(begun.body))
  const totp = new TOTP({ secret: Secret.fromBase32(begun.body.secret) })
  const code = () => totp.generate({ timestamp: server.clock.now.getTime() })
  const confirmed = await browser.request('/api/second-factor/confirmation', { body: { code: code() } })
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body))
  // The next code is another one.
  server.advance(30_000)
  return code
}

/** Makes the first administrator and returns her browser, fully signed in, with the small city published. */
export async function administrator(server: TestServer): Promise<{ browser: Browser; code: () => string }> {
  const browser = server.browser('office')
  const made = await browser.request('/api/first-administrator', {
    body: {
      secret: await server.firstRunSecret(),
      account: 'verwaltung',
      name: 'Vera Waltung',
      password: administratorPassword,
    },
  })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  assert.equal((await signIn(browser, 'verwaltung', administratorPassword)).body.due, 'set-up-second-factor')
  const code = await setUpSecondFactor(server, browser)
  const published = await browser.request('/api/administration/configuration', {
    body: { files: smallCity, reason: 'Anfang' },
  })
  assert.equal(published.status, 201, JSON.stringify(published.body))
  return { browser, code }
}

type Person = z.input<typeof DirectoryPerson>

/** Imports people with first passwords; answers those by account. */
export async function importWithSignIn(browser: Browser, people: Person[]): Promise<Map<string, string>> {
  const imported = await browser.request('/api/administration/people', {
    body: { people: people.map((person) => ({ ...person, signIn: true })) },
  })
  assert.equal(imported.status, 200, JSON.stringify(imported.body))
  return new Map(
    imported.body.firstPasswords.map(({ account, password }: { account: string; password: string }) => [
      account,
      password,
    ]),
  )
}

/** A browser in the office whose person replaced her first password and is signed in. */
export async function staff(server: TestServer, account: string, first: string | undefined): Promise<Browser> {
  const browser = server.browser('office')
  assert.ok(first, `${account} has a first password`)
  assert.equal((await signIn(browser, account, first)).body.due, 'new-password')
  const chosen = await browser.request('/api/sign-in/password', { body: { present: first, next: ownPassword } })
  assert.equal(chosen.status, 200, JSON.stringify(chosen.body))
  return browser
}

/** Somebody of the social services who works under a line manager and a head of department, and IT. */
export const smallStaff: Person[] = [
  { account: 'j.sommer', name: 'Jana Sommer', department: 'sozialamt', manager: 't.weber' },
  { account: 't.weber', name: 'Tom Weber', department: 'sozialamt', manager: 'a.kern' },
  { account: 'a.kern', name: 'Anna Kern', department: 'sozialamt', manager: null, roles: ['head-of-department'] },
  { account: 'i.thal', name: 'Ida Thal', department: 'ordnungsamt', manager: null, roles: ['it-approver'] },
  { account: 'p.fremd', name: 'Paul Fremd', department: 'ordnungsamt', manager: null },
  { account: 'g.lager', name: 'Gerd Lager', department: 'ordnungsamt', manager: null, roles: ['equipment-manager'] },
  { account: 'h.hilft', name: 'Hanna Hilft', department: 'ordnungsamt', manager: null, roles: ['help-desk'] },
  { account: 'r.pruef', name: 'Rita Pruef', department: 'ordnungsamt', manager: null, roles: ['auditor'] },
  { account: 'd.schutz', name: 'Doris Schutz', department: 'ordnungsamt', manager: null, roles: ['data-protection'] },
  { account: 'd.zwei', name: 'Dirk Zwei', department: 'ordnungsamt', manager: null, roles: ['data-protection'] },
  { account: 'k.archiv', name: 'Karl Archiv', department: 'ordnungsamt', manager: null, roles: ['archivist'] },
  { account: 's.icher', name: 'Sina Icher', department: 'ordnungsamt', manager: null, roles: ['occupational-safety'] },
  { account: 'o.kopf', name: 'Olga Kopf', department: 'ordnungsamt', manager: null, roles: ['head-of-department'] },
]
