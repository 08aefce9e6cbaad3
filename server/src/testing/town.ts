import assert from 'node:assert/strict'
import type { DirectoryPerson } from '@nahtlos/contract/api/administration'
import type { z } from 'zod'
import type { Browser, TestAnswer } from './browser.ts'
import { administrator, importWithSignIn, smallStaff, staff } from './people.ts'
import { smallCity } from './small-city.ts'
import { type TestServer, testServer } from './test-server.ts'

type Person = z.input<typeof DirectoryPerson>

/** The small staff, and somebody of each body that a chain may ask. */
export const townStaff: Person[] = [
  ...smallStaff,
  { account: 'k.berg', name: 'Karl Berg', department: 'sozialamt', manager: 't.weber' },
  { account: 'p.amt', name: 'Petra Amt', department: 'ordnungsamt', manager: null, groups: ['personalamt'] },
  { account: 'r.rat', name: 'Rolf Rat', department: 'ordnungsamt', manager: null, groups: ['personalrat'] },
  {
    account: 's.vertreter',
    name: 'Sina Vertreter',
    department: 'ordnungsamt',
    manager: null,
    groups: ['schwerbehindertenvertretung'],
  },
  {
    account: 'g.stellung',
    name: 'Gerda Stellung',
    department: 'ordnungsamt',
    manager: null,
    groups: ['gleichstellung'],
  },
  { account: 'b.auftragt', name: 'Berta Auftragt', department: 'ordnungsamt', manager: null, groups: ['datenschutz'] },
]

const chain = `chain:
  - { body: line-manager, days: 7, late: escalate, escalateTo: head-of-department }
  - parallel:
      - { body: severely-disabled, task: opinion, when: request.representative, confidential: true }
      - { body: equal-opportunity, task: opinion, when: request.familyDuties, late: consent, confidential: true }
      - { body: staff-council, task: inform }
  - { body: head-of-department, task: decide }
  - { body: data-protection, when: 'request.protectionNeed == "high"' }
  - it
types:
  mobile-work: { form: { ask: [] } }`

/** A server with this staff, a chain through every body, and everybody signed in at the office. */
export interface Town extends AsyncDisposable {
  readonly server: TestServer
  by(account: string): Browser
  post(account: string, path: string, body?: unknown): Promise<TestAnswer>
  get(account: string, path: string): Promise<TestAnswer>
  /** Files a request and answers its id. */
  file(account: string, more?: Record<string, unknown>): Promise<string>
  /** Takes the step of a request that waits for somebody, as the step wants to be taken. */
  approve(account: string, request: string): Promise<TestAnswer>
  /** Takes the open step with another outcome. */
  decide(account: string, request: string, outcome: string, more?: Record<string, unknown>): Promise<TestAnswer>
  /** Files a request that all approve, and answers the agreement. */
  agree(account: string, more?: Record<string, unknown>): Promise<{ id: string; request: string }>
}

/** `rules` are further lines of the city's programme. */
export async function town(rules = ''): Promise<Town> {
  await using opened = new AsyncDisposableStack()
  const server = opened.use(await testServer())
  const { browser } = await administrator(server)
  const files = smallCity.map((file) => ({
    ...file,
    text: file.text.replace('chain: [line-manager, head-of-department, it]', `${chain}\n${rules}`),
  }))
  const published = await browser.request('/api/administration/configuration', { body: { files, reason: 'Kette' } })
  assert.equal(published.status, 201, JSON.stringify(published.body))
  const passwords = await importWithSignIn(browser, townStaff)
  const browsers = new Map<string, Browser>([['verwaltung', browser]])
  for (const { account } of townStaff) browsers.set(account, await staff(server, account, passwords.get(account)))
  const by = (account: string): Browser => browsers.get(account) ?? assert.fail(`nobody is ${account}`)
  const post = (account: string, path: string, body?: unknown) =>
    by(account).request(path, { method: 'POST', ...(body === undefined ? {} : { body }) })
  const get = (account: string, path: string) => by(account).request(path)
  const file = async (account: string, more: Record<string, unknown> = {}): Promise<string> => {
    const week = [{ weekday: 1, from: '07:00', until: '16:00' }]
    const answer = await post(account, '/api/telework/requests', {
      from: '2026-03-09',
      until: '2026-08-31',
      week,
      ...more,
    })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body.id
  }
  const decide = async (account: string, request: string, outcome: string, more: Record<string, unknown> = {}) => {
    const { body } = await get(account, `/api/telework/requests/${request}`)
    const step = body.yours?.[0] ?? 0
    return post(account, `/api/approvals/${request}`, {
      step,
      round: body.round ?? 1,
      outcome,
      reason: null,
      ...more,
    })
  }
  const approve = async (account: string, request: string) => {
    const { body } = await get(account, `/api/telework/requests/${request}`)
    const task = body.steps?.find(({ number }: { number: number }) => number === body.yours[0])?.task
    return decide(account, request, task === 'opinion' ? 'consented' : 'approved')
  }
  const agree = async (account: string, more: Record<string, unknown> = {}) => {
    const request = await file(account, more)
    for (const approver of ['t.weber', 'a.kern', 'i.thal'])
      assert.equal((await approve(approver, request)).status, 200, approver)
    const { body } = await get(account, '/api/telework')
    const agreement = body.agreements.find((one: { request: string }) => one.request === request)
    assert.ok(agreement, 'the request became no agreement')
    return agreement
  }
  const kept = opened.move()
  return {
    server,
    by,
    post,
    get,
    file,
    approve,
    decide,
    agree,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
