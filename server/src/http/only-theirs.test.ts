import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Route } from '@nahtlos/contract/api/route'
import { routes } from '@nahtlos/contract/api/routes'
import sharp from 'sharp'
import type { Browser } from '../testing/browser.ts'
import { type Town, town, townStaff } from '../testing/town.ts'

const nobodys = '00000000-0000-4000-8000-00000000dead'
const week = [{ weekday: 1, from: '07:00', until: '16:00' }]
const purpose = 'Verdacht auf Anmeldung durch Fremde'
const items = [
  'desk',
  'chair',
  'legs',
  'screen',
  'keyboard',
  'space',
  'light',
  'daylight',
  'glare',
  'noise',
  'air',
  'cables',
  'electricity',
  'privacy',
  'lockable',
]

/** Whose things are looked for: words that stand in what is Jana Sommer's, and in nothing of anybody else. */
const marks = ['Jana Sommer', 'GEHEIM-4711', 'Küchentisch-4711']

/** They approved or decided, and may act on the agreement; k.berg stands in for t.weber. */
const approvers = ['t.weber', 'k.berg', 'a.kern', 'i.thal']
/** They may end or suspend what was agreed, in her case without any part in the request that is open. */
const watching = ['p.amt', 'b.auftragt']
/** They have a step of the open request, or are informed of it. */
const asked = ['r.rat', 's.vertreter', 'g.stellung']

/**
 * Who sees something of her in a list or record, by path: whoever is not named here must find none of the words.
 * Each line is a decision about data protection, and a new route that tells her name has to be added here.
 */
const entitled: Readonly<Record<string, readonly string[]>> = {
  '/api/program-requests': ['verwaltung'],
  '/api/equipment/devices': ['g.lager'],
  '/api/equipment/devices/:device': ['g.lager'],
  '/api/equipment/documents/:document': ['g.lager'],
  '/api/equipment/export': ['g.lager'],
  '/api/equipment/people': ['g.lager'],
  '/api/equipment/wanted': ['g.lager'],
  // Whoever decides names a deputy, and finds colleagues by name for it.
  '/api/approvals/people': [...approvers, ...watching, ...asked, 'o.kopf'],
  '/api/home-workplace/checks': ['s.icher'],
  '/api/home-workplace/checks/:check': ['s.icher'],
  '/api/home-workplace/checks/:check/photos/:photo': ['s.icher'],
  '/api/privacy/look-ups': ['d.schutz', 'd.zwei'],
  '/api/privacy/look-ups/mine': ['r.pruef'],
  '/api/privacy/erasures': ['d.schutz', 'd.zwei'],
  '/api/archive/offers/:offer': ['k.archiv'],
  '/api/archive/offers/:offer/file': ['k.archiv'],
  '/api/approvals': [...approvers, ...watching, ...asked],
  // Her head of department enters absences for her, and her deputy knows for whom he stands in.
  '/api/approvals/absences': ['a.kern', 'k.berg'],
  // The open one: to whoever has her turn later it does not exist yet.
  '/api/telework/requests/:request': ['t.weber', 'k.berg', ...asked],
  '/api/telework/team': ['t.weber', 'k.berg'],
  '/api/help-desk/people': ['h.hilft'],
  '/api/administration/people': ['verwaltung'],
  '/api/administration/sessions': ['verwaltung'],
  '/api/administration/mail': ['verwaltung'],
}

/** Parts of paths that name no record of somebody's programme, each with where its test is. */
const elsewhere: Readonly<Record<string, string>> = {
  token: 'the address itself is the secret: calendar/feeds, agreements.test.ts',
  scope: "always one of the caller's own two calendars",
  connection: 'brokering/brokering.test.ts',
  access: 'settings/accesses.test.ts',
  template: "the caller's own settings, or those of an access: settings/accesses.test.ts",
  inspection: 'vault/routes.test.ts',
  draft: 'configuration/drafts.test.ts',
  revision: 'configuration/configuration.test.ts',
  kind: 'documents of the configuration: configuration/drafts.test.ts',
  id: 'documents of the configuration: configuration/drafts.test.ts',
  host: 'machines, hosts/',
  role: 'machines, enrolment/',
  name: 'machines, enrolment/',
}

describe('every list and every record, asked for by every role', () => {
  let place: Town
  const params = new Map<string, string>()
  const accounts = [...townStaff.map(({ account }) => account), 'verwaltung']
  const others = () =>
    accounts
      .filter((account) => account !== 'j.sommer')
      .map((account): [string, Browser] => [account, place.by(account)])
  /** The value of a part of a path: an identifier of hers. */
  const hers = (route: Route) => (name: string) => params.get(namedElse(route.path) ?? name) ?? nobodys

  before(async () => {
    place = await town()
    const { database } = place.server.services
    const { id: person } = await database
      .selectFrom('person')
      .select('id')
      .where('account', '=', 'j.sommer')
      .executeTakeFirstOrThrow()
    const ask = async (account: string, url: string, body?: unknown) => {
      const answer = await place.post(account, url, body)
      assert.ok(answer.status < 300, `${url}: ${JSON.stringify(answer.body)}`)
      return answer.body
    }
    params.set('person', person)
    params.set('account', 'j.sommer')
    // The deputy of her line manager has his part as long as he is away.
    const deputy = 'k.berg'
    await ask('t.weber', '/api/approvals/absences', { from: '2026-03-01', until: '2026-03-31', deputy })
    const away = await ask('verwaltung', '/api/approvals/absences', {
      person: 'j.sommer',
      from: '2026-03-01',
      until: '2026-03-31',
      deputy,
    })
    params.set('absence', away.id)

    const agreement = await place.agree('j.sommer', {
      until: '2026-05-31',
      task: 'GEHEIM-4711',
      equipment: { needed: ['notebook'], held: '' },
    })
    params.set('agreement', agreement.id)
    const [swap] = (await place.get('j.sommer', `/api/telework/agreements/${agreement.id}/swaps`)).body
    const changed = await ask('j.sommer', `/api/telework/agreements/${agreement.id}/changes`, {
      kind: 'swap',
      gives: swap.gives,
      takes: swap.takes[0],
    })
    params.set('change', changed.changes[0].id)
    const [paper] = (await place.get('j.sommer', `/api/telework/requests/${agreement.request}/documents`)).body
    params.set('document', paper.id)
    // With everything that only a few may know, and waiting for those few.
    const wish = { from: '2026-06-01', familyDuties: true, representative: true, protectionNeed: 'high' }
    params.set('request', await place.file('j.sommer', wish))
    await place.approve('t.weber', params.get('request') ?? '')

    const card = { type: 'screen', serial: 'GEHEIM-4711', model: 'Bildschirm', attributes: [] }
    params.set('device', (await ask('g.lager', '/api/equipment/devices', card)).id)
    await ask('g.lager', `/api/equipment/devices/${params.get('device')}/hand-over`, { person, dueOn: null })
    const { documents } = (await place.get('g.lager', `/api/equipment/devices/${params.get('device')}`)).body
    params.set('deviceDocument', documents[0].id)

    const answers = items.map((item) => ({
      item,
      yes: item !== 'desk',
      note: item === 'desk' ? 'Küchentisch-4711' : null,
    }))
    params.set('check', (await ask('j.sommer', '/api/home-workplace', { answers })).check.id)
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#bca' } })
      .jpeg()
      .toBuffer()
    const { check } = await ask('j.sommer', '/api/home-workplace/photos', { photo: picture.toString('base64') })
    params.set('photo', check.photos[0])

    const period = { account: 'j.sommer', purpose, from: '2026-03-01T00:00:00.000Z', until: '2026-03-31T00:00:00.000Z' }
    params.set('lookUp', (await ask('r.pruef', '/api/privacy/look-ups', period)).id)
    params.set('erasure', (await ask('d.schutz', '/api/privacy/erasures', { account: 'j.sommer', reason: purpose })).id)
    params.set('session', (await ask('j.sommer', '/api/sessions', { workspace: 'soziales', app: null })).id)
    const at = place.server.clock.now
    const closed = {
      subject: agreement.request,
      person,
      offered_at: at,
      until_at: at,
      decision: null,
      decided_by: null,
    }
    const offer = await database
      .insertInto('archive_offer')
      .values({ class: 'closed-request', ...closed })
      .returning('id')
      .executeTakeFirstOrThrow()
    params.set('offer', offer.id)
    const mail = await database
      .insertInto('mail')
      .values({ person, made_at: at, next_at: at, refused_at: at, trouble: '550' })
      .returning('id')
      .executeTakeFirstOrThrow()
    params.set('mail', mail.id)
    const asked = { state: 'asked' as const, purpose, asked_at: at }
    params.set('refusal', await refused('/usr/bin/perl'))
    params.set('programRequest', await refused('/usr/bin/python3', asked))

    async function refused(path: string, more: Partial<typeof asked> = {}): Promise<string> {
      const row = await database
        .insertInto('program_request')
        .values({
          ...{ person, workspace: 'soziales', path, forbidden: false, first_at: at, last_at: at, times: 1 },
          origin: 'installed',
          ...more,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    }
  })
  after(() => place[Symbol.asyncDispose]())

  const readable = routes.filter((route) => route.method === 'GET' && route.stream === undefined)

  test('knows a record of hers for every route that names one: a new route has to be added to this table', () => {
    const unknown = routes.flatMap(({ method, path }) =>
      namesIn(path)
        .filter((name) => !params.has(name) && elsewhere[name] === undefined)
        .map((name) => `${method} ${path}: nobody says whose :${name} it is`),
    )
    assert.deepEqual(unknown, [])
    const stale = Object.keys(elsewhere).filter((name) => !routes.some(({ path }) => namesIn(path).includes(name)))
    assert.deepEqual(stale, [])
    const gone = Object.keys(entitled).filter((path) => !routes.some((route) => route.path === path))
    assert.deepEqual(gone, [])
  })

  test('shows only what is theirs: nobody finds her name, device or home who is not entitled to', async () => {
    const found: string[] = []
    for (const route of readable) {
      for (const [account, browser] of others()) {
        if (entitled[route.path]?.includes(account)) continue
        const answer = await browser.request(`${pathOf(route, hers(route))}${queryOf(route)}`)
        const text = JSON.stringify(answer.body ?? '')
        // A file says nothing that could be searched: whoever gets it sees it.
        const isFile = route.file !== undefined && namesIn(route.path).some((name) => params.has(name))
        if (answer.status === 200 && (isFile || marks.some((mark) => text.includes(mark))))
          found.push(`${account} reads of her at ${route.path}`)
      }
    }
    assert.deepEqual(found, [])
  })

  test('and those who are entitled do find it, so that the words are good for finding', async () => {
    const blind: string[] = []
    for (const route of readable) {
      for (const account of entitled[route.path] ?? []) {
        const url = `${pathOf(route, hers(route))}${queryOf(route)}`
        const answer = await place.get(account, url)
        const text = JSON.stringify(answer.body ?? '')
        const sees =
          route.file !== undefined || route.path.endsWith(':photo') || marks.some((mark) => text.includes(mark))
        if (answer.status !== 200 || !sees) blind.push(`${account} ${route.path}: ${answer.status}`)
      }
    }
    assert.deepEqual(blind, [])
  })

  test('answers the same to "not there" and "not yours", for every route with a record in its path', async () => {
    const differing: string[] = []
    const withRecord = routes.filter((route) => namesIn(route.path).some((name) => params.has(name)))
    assert.ok(withRecord.length > 40, `only ${withRecord.length} routes`)
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
        const theirs = await ask(hers(route))
        const none = await ask((name) => (name === 'account' ? 'n.iemand' : nobodys))
        if (theirs !== none) differing.push(`${account} ${route.method} ${route.path}: ${theirs} / ${none}`)
      }
    }
    assert.deepEqual(differing, [])
  })

  test('and a good body is asked with, so that what is compared is whose thing it is', async () => {
    const faulty: string[] = []
    for (const route of routes) {
      if (route.body === undefined || !namesIn(route.path).some((name) => params.has(name))) continue
      const parsed = route.body.safeParse(bodies[route.path] ?? {})
      if (!parsed.success) faulty.push(`${route.method} ${route.path}`)
    }
    assert.deepEqual(faulty, [])
  })
})

const days = { from: '2026-04-06', until: '2026-04-10' }
const device = { type: 'screen', serial: 'GEHEIM-4712', model: 'Bildschirm', attributes: [] }

/** Bodies that are good in form, so that a refusal is about whose thing it is. */
const bodies: Readonly<Record<string, unknown>> = {
  '/api/approvals/:request': { step: 0, round: 1, outcome: 'rejected', reason: 'Nein.' },
  '/api/approvals/:request/objection': { outcome: 'contest-dismissed', reason: 'Nein.' },
  '/api/approvals/changes/:change': { outcome: 'refused', reason: 'Nein.' },
  '/api/telework/requests/:request/correction': { from: '2026-06-01', until: '2026-08-31', week },
  '/api/telework/requests/:request/objection': { reason: 'Nein.' },
  '/api/telework/requests/:request/withdrawal': {},
  '/api/telework/agreements/:agreement/changes': { kind: 'period', ...days, week },
  '/api/telework/agreements/:agreement/notice': { until: '2026-05-01', reason: 'Nein.' },
  '/api/telework/agreements/:agreement/suspension': { reason: 'Nein.' },
  '/api/telework/agreements/:agreement/resumption': { reason: 'Nein.' },
  '/api/telework/agreements/:agreement/end': { reason: null },
  '/api/privacy/look-ups/:lookUp/decision': { granted: false },
  '/api/archive/offers/:offer/decision': { decision: 'declined' },
  '/api/home-workplace/checks/:check/assessment': { accepted: false, remark: 'Nein.' },
  '/api/equipment/devices/:device': device,
  '/api/equipment/devices/:device/due': { dueOn: null },
  '/api/equipment/devices/:device/hand-over': { person: nobodys, dueOn: null },
  '/api/equipment/devices/:device/restocking': { note: 'x' },
  '/api/equipment/devices/:device/retirement': { note: 'x' },
  '/api/equipment/devices/:device/return': { answers: [] },
  '/api/equipment/wanted/:agreement/settlement': { item: 'notebook', note: 'schon da' },
  '/api/administration/people/:account/leaving': { on: '2026-03-31' },
  '/api/program-refusals/:refusal/request': { purpose },
  '/api/program-requests/:request/decision': { grant: 'no', answer: 'Nein.' },
}

/** Those whose task it is to act on such records; the tests of their capability say what they may do. */
function mayAct(route: Route, account: string): boolean {
  const { path } = route
  if (path.startsWith('/api/equipment/devices') || path.startsWith('/api/equipment/wanted'))
    return account === 'g.lager'
  if (path.startsWith('/api/home-workplace/checks')) return account === 's.icher'
  if (path.startsWith('/api/privacy/look-ups')) return ['d.schutz', 'd.zwei', 'r.pruef'].includes(account)
  if (path.startsWith('/api/privacy/erasures')) return ['d.schutz', 'd.zwei'].includes(account)
  if (path.startsWith('/api/archive')) return account === 'k.archiv'
  // Her head of department may take back what was entered for her.
  if (path === '/api/approvals/absences/:absence') return ['a.kern', 'verwaltung'].includes(account)
  if (path.startsWith('/api/approvals/:request') || path.startsWith('/api/telework/requests'))
    return ['t.weber', 'k.berg', ...asked].includes(account)
  if (path.startsWith('/api/telework/agreements')) return [...approvers, ...watching].includes(account)
  if (path === '/api/approvals/changes/:change') return approvers.includes(account)
  return (
    (path.startsWith('/api/administration') || path.startsWith('/api/program-requests')) && account === 'verwaltung'
  )
}

/** Two kinds of records go by one name in paths. */
function namedElse(path: string): string | null {
  if (path.startsWith('/api/equipment/documents')) return 'deviceDocument'
  return path.startsWith('/api/program-requests') ? 'programRequest' : null
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
}

function pathOf(route: Route, value: (name: string) => string): string {
  return route.path.replace(/:(\w+)/g, (_all, name: string) => (name === 'revision' ? '1' : value(name)))
}

function queryOf(route: Route): string {
  return route.query?.safeParse({ q: 'Jana' }).success ? '?q=Jana' : ''
}
