import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ArchiveOffer, Evidence } from '@nahtlos/contract/api/privacy'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { makeRounds } from '../rounds/rounds.ts'
import type { Browser, TestAnswer } from '../testing/browser.ts'
import { moveTo } from '../testing/days.ts'
import { administrator, importWithSignIn, smallStaff, staff } from '../testing/people.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'

const week = [{ weekday: 1, from: '07:00', until: '16:00' }]
const chain = ['line-manager', 'head-of-department', 'it']
const purpose = 'Verdacht auf Anmeldung durch Fremde am Montag'

/** The files of a ZIP answer, by name. */
function unzip({ status, headers, bytes }: TestAnswer): Map<string, Buffer> {
  assert.equal(status, 200)
  assert.equal(headers['content-type'], 'application/zip')
  return new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, Buffer.from(content)]))
}

describe('data protection', () => {
  let server: TestServer
  let admin: Browser
  const browsers = new Map<string, Browser>()
  const ids = new Map<string, string>()
  const by = (account: string) => browsers.get(account) as Browser
  const get = async (account: string, path: string) => (await by(account).request(path)).body
  const post = (account: string, path: string, body: unknown = undefined): Promise<TestAnswer> =>
    by(account).request(path, { method: 'POST', ...(body === undefined ? {} : { body }) })
  const file = async (account: string, from: string, until: string): Promise<string> => {
    const answer = await post(account, '/api/telework/requests', { from, until, week })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body.id
  }
  const decide = (account: string, request: string, step: string, outcome: string, reason: string | null = null) =>
    post(account, `/api/approvals/${request}`, { step: chain.indexOf(step), round: 1, outcome, reason })
  const approveAll = async (request: string) => {
    for (const [account, step] of [
      ['t.weber', 'line-manager'],
      ['a.kern', 'head-of-department'],
      ['i.thal', 'it'],
    ] as const)
      assert.equal((await decide(account, request, step, 'approved')).status, 200)
  }

  before(async () => {
    server = await testServer()
    admin = (await administrator(server)).browser
    const more = [{ account: 'z.xylo', name: 'Zacharias Xylophonius', department: 'sozialamt', manager: 't.weber' }]
    const people = [...smallStaff, ...more]
    const passwords = await importWithSignIn(admin, people)
    for (const { account } of people) browsers.set(account, await staff(server, account, passwords.get(account)))
    const rows = await server.services.database.selectFrom('person').select(['id', 'account']).execute()
    for (const { id, account } of rows) ids.set(account, id)
  })
  after(() => server[Symbol.asyncDispose]())

  test('one gets all that is stored of oneself, from every table, and nothing that is secret or of others', async () => {
    const request = await file('j.sommer', '2026-03-09', '2026-08-31')
    const foreign = await file('z.xylo', '2026-03-09', '2026-08-31')
    await decide('t.weber', foreign, 'line-manager', 'rejected', 'Bürgeramt ist unterbesetzt.')
    const mine = await get('j.sommer', '/api/privacy/mine')
    assert.equal(mine.person.account, 'j.sommer')
    assert.equal(mine.rows.telework_request[0].id, request)
    assert.equal(mine.rows.telework_record.length, 1)
    assert.ok(mine.rows.event.some(({ kind }: { kind: string }) => kind === 'telework.filed'))
    const text = JSON.stringify(mine)
    assert.ok(!text.includes('argon2') && !/hash|secret|token/.test(text), 'no key, hash or token')
    assert.ok(!text.includes(ids.get('z.xylo') ?? ''))
    const draft = { type: 'telework', about: null, answers: { task: 'Entwurf-4711' } }
    assert.equal((await by('j.sommer').request('/api/telework/draft', { method: 'PUT', body: draft })).status, 200)
    const files = unzip(await by('j.sommer').request('/api/privacy/mine/file'))
    const inFile = JSON.parse(files.get('data.json')?.toString() ?? '')
    assert.equal(inFile.rows.telework_request[0].id, request)
    assert.equal(inFile.rows['telework_draft (sealed)'][0].answers.task, 'Entwurf-4711')
    assert.deepEqual(
      inFile.rows['telework_version (sealed)'].map(({ round }: { round: number }) => round),
      [1],
    )
    const papers = [...files].filter(([name]) => name.startsWith('documents/'))
    assert.equal(papers.length, mine.rows.telework_document.length)
    for (const [name, bytes] of papers) assert.match(bytes.toString('latin1', 0, 5), /^%PDF-/, name)
    assert.ok(papers.some(([name]) => name.includes('-request-1-')))
    const weber = await get('t.weber', '/api/privacy/mine')
    assert.equal(weber.acted['telework_record.by'], 1)
    assert.ok(!JSON.stringify(weber.rows.telework_request ?? []).includes(foreign), 'the request of another is hers')
    assert.ok(!JSON.stringify(weber).includes('unterbesetzt'))
    await post('j.sommer', `/api/telework/requests/${request}/withdrawal`)
  })

  test('every list and record that shows somebody to another is on the list of looks that she sees', async () => {
    const looks = async (account: string): Promise<string[]> =>
      (await get(account, '/api/privacy/looks')).map(
        ({ by: who, what }: { by: string; what: { en: string } }) => `${who}: ${what.en}`,
      )
    const card = { type: 'screen', serial: 'LOOK-1', model: 'Bildschirm', attributes: [] }
    const { body: device } = await post('g.lager', '/api/equipment/devices', card)
    await post('g.lager', `/api/equipment/devices/${device.id}/hand-over`, { person: ids.get('z.xylo'), dueOn: null })
    const before = new Set(await looks('z.xylo'))
    await get('g.lager', '/api/equipment/devices?q=LOOK')
    await get('g.lager', '/api/equipment/people?q=xylo')
    await get('h.hilft', '/api/help-desk/people?q=xylo')
    await admin.request('/api/administration/people?q=xylo')
    await get('t.weber', '/api/approvals')
    const fresh = (await looks('z.xylo')).filter((look) => !before.has(look))
    for (const look of [
      'Gerd Lager: looked at your devices',
      'Gerd Lager: looked at your entry in the directory',
      'Hanna Hilft: looked at your entry in the directory',
      'Vera Waltung: looked at your entry in the directory',
    ])
      assert.ok(fresh.includes(look), `${look} is missing in ${fresh.join('; ')}`)
    assert.ok((await looks('z.xylo')).includes('Tom Weber: looked at your request'), 'what was decided, too')
    assert.deepEqual(
      (await looks('g.lager')).filter((look) => look.startsWith('Gerd')),
      [],
      'a look at oneself is none',
    )
    const answers = ['complete', 'undamaged', 'no-paper', 'wiped'].map((item) => ({ item, inOrder: true, note: null }))
    await post('g.lager', `/api/equipment/devices/${device.id}/return`, { answers })
  })

  test('numbers of departments that are too small are told together, and never of one alone', async () => {
    const { database } = server.services
    const groups = (await admin.request('/api/statistics')).body
    const sum = (list: { people: number }[]) => list.reduce((total, { people }) => total + people, 0)
    const all = await database.selectFrom('person').select('id').execute()
    assert.deepEqual(
      groups.map(({ department }: { department: string | null }) => department),
      [null],
    )
    assert.equal(sum(groups), all.length)
    const forecast = (await admin.request('/api/administration/capacity')).body.departments
    assert.deepEqual(
      forecast.map(({ department, staff }: { department: string | null; staff: number }) => [department, staff]),
      [[null, all.length]],
      'a small department could be computed from the sum of all and the others',
    )
    const left = (departed_at: Date | null) =>
      database
        .updateTable('person')
        .set({ departed_at })
        .where('id', '=', ids.get('p.fremd') ?? '')
        .execute()
    await left(server.clock.now)
    assert.equal(sum((await admin.request('/api/statistics')).body), all.length - 1, 'who left counts for no group')
    await left(null)
    assert.equal((await by('r.pruef').request('/api/statistics')).status, 403)
  })

  test('the help desk may ask what somebody would get for a reason that she reads, of what is in force, and others may not', async () => {
    const context = {
      at: '2026-03-09T09:00:00.000Z',
      listener: 'office',
      clientAddress: '10.20.3.4',
      secondFactor: false,
    }
    const question = { person: ids.get('p.fremd'), context }
    const reason = 'Herr Fremd fragt, warum er nicht drucken kann.'
    const ask = (account: string, body: object, way = '') =>
      by(account).request(`/api/help-desk/simulation${way}`, { body })
    const answer = await ask('h.hilft', { ...question, reason })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    assert.equal(answer.body.zone, 'office')
    const near = await ask('h.hilft', { ...question, reason, workspace: 'soziales' }, '/nearest')
    assert.equal(near.status, 200, JSON.stringify(near.body))
    const choices = await by('h.hilft').request('/api/help-desk/simulation/choices')
    assert.deepEqual(
      choices.body.zones.map(({ id }: { id: string }) => id),
      ['home', 'office'],
    )
    const told = (await get('p.fremd', '/api/privacy/looks')) as { by: string; what: { de: string }; purpose: string }[]
    assert.deepEqual(
      told.map(({ by: who, what, purpose: why }) => [who, what.de, why]),
      [['Hanna Hilft', 'hat angesehen, was Sie öffnen dürfen', reason]],
    )
    const events = await server.services.database
      .selectFrom('event')
      .select(['kind', 'details'])
      .where('actor', '=', ids.get('h.hilft') ?? '')
      .where('kind', '=', 'person.simulated')
      .execute()
    assert.deepEqual(
      events.map(({ details }) => details),
      [{ person: ids.get('p.fremd') }, { person: ids.get('p.fremd') }],
      'both looks are on record, and the reason is not in the log',
    )
    // Without a reason, about drafts or files, about nobody: refused, and no look.
    for (const [body, status] of [
      [question, 400],
      [{ ...question, reason: 'kurz' }, 400],
      [{ ...question, reason, revision: 1 }, 400],
      [{ ...question, reason, files: [{ path: 'a.yaml', text: 'kind: City' }] }, 400],
      [{ ...question, reason, person: '00000000-0000-4000-8000-00000000dead' }, 404],
    ] as const)
      assert.equal((await ask('h.hilft', body)).status, status, JSON.stringify(body))
    assert.equal((await by('h.hilft').request('/api/administration/simulation', { body: question })).status, 403)
    for (const account of ['j.sommer', 'a.kern', 'r.pruef', 'd.schutz', 'k.archiv', 'g.lager', 's.icher'])
      for (const way of ['', '/nearest'])
        assert.equal((await ask(account, { ...question, reason, workspace: 'soziales' }, way)).status, 403, account)
    assert.equal((await admin.request('/api/help-desk/simulation', { body: { ...question, reason } })).status, 403)
    assert.equal((await get('p.fremd', '/api/privacy/looks')).length, 1)
  })

  test('what would alter it is as much of a look', async () => {
    const context = {
      at: '2026-03-09T09:00:00.000Z',
      listener: 'office',
      clientAddress: '10.20.3.4',
      secondFactor: false,
    }
    const body = { person: ids.get('o.kopf'), context, workspace: 'soziales' }
    assert.equal((await admin.request('/api/administration/simulation/nearest', { body })).status, 200)
    assert.equal((await get('o.kopf', '/api/privacy/looks')).length, 1)
  })

  test('who looked is shown to whom was looked at', async () => {
    const context = {
      at: '2026-03-09T09:00:00.000Z',
      listener: 'office',
      clientAddress: '10.20.3.4',
      secondFactor: false,
    }
    for (let times = 0; times < 3; times++)
      await admin.request('/api/administration/simulation', { body: { person: ids.get('j.sommer'), context } })
    const looks = await get('j.sommer', '/api/privacy/looks')
    assert.deepEqual(
      looks.map(({ by: who, what }: { by: string; what: { de: string } }) => [who, what.de]),
      [['Vera Waltung', 'hat angesehen, was Sie öffnen dürfen']],
    )
    assert.deepEqual(await get('t.weber', '/api/privacy/looks'), [])
    await file('t.weber', '2026-09-01', '2026-09-30')
    for (let times = 0; times < 3; times++) await by('a.kern').request('/api/approvals')
    assert.deepEqual(
      (await get('t.weber', '/api/privacy/looks')).map(({ by: who, what }: { by: string; what: { de: string } }) => [
        who,
        what.de,
      ]),
      [['Anna Kern', 'hat Ihren Antrag angesehen']],
    )
  })

  describe('a look at one person’s log', () => {
    const wish = { account: 'j.sommer', purpose, from: '2026-03-01T00:00:00.000Z', until: '2026-03-31T00:00:00.000Z' }
    let lookUp: string

    test('needs a purpose, and is asked for by auditors alone', async () => {
      const short = await post('r.pruef', '/api/privacy/look-ups', { ...wish, purpose: 'darum' })
      assert.equal(short.body.fields[0].path, 'purpose')
      assert.equal((await post('d.schutz', '/api/privacy/look-ups', wish)).body.code, 'not-permitted')
      assert.equal((await post('r.pruef', '/api/privacy/look-ups', { ...wish, account: 'r.pruef' })).status, 404)
      assert.equal((await post('r.pruef', '/api/privacy/look-ups', { ...wish, account: 'niemand' })).status, 404)
      const asked = await post('r.pruef', '/api/privacy/look-ups', wish)
      assert.equal(asked.body.state, 'waiting')
      lookUp = asked.body.id
      assert.equal(
        (await by('r.pruef').request(`/api/privacy/look-ups/${lookUp}/events`)).status,
        404,
        'not granted yet',
      )
    })

    test('is decided by a second person, who is not the one looked at', async () => {
      const { database } = server.services
      const both = database.updateTable('person').set({ roles: ['auditor', 'data-protection'] })
      await both.where('account', '=', 'r.pruef').execute()
      const own = await post('r.pruef', `/api/privacy/look-ups/${lookUp}/decision`, { granted: true })
      assert.equal(own.body.code, 'four-eyes')
      await both.where('account', '=', 'j.sommer').execute()
      assert.equal((await post('j.sommer', `/api/privacy/look-ups/${lookUp}/decision`, { granted: true })).status, 404)
      assert.deepEqual(await get('j.sommer', '/api/privacy/look-ups'), [], 'she does not even see it among the others')
      await database.updateTable('person').set({ roles: [] }).where('account', '=', 'j.sommer').execute()
      await database
        .updateTable('person')
        .set({ roles: ['auditor'] })
        .where('account', '=', 'r.pruef')
        .execute()
      const granted = await post('d.schutz', `/api/privacy/look-ups/${lookUp}/decision`, { granted: true })
      assert.deepEqual([granted.body.state, granted.body.decidedBy], ['granted', 'Doris Schutz'])
      assert.equal(
        (await post('d.zwei', `/api/privacy/look-ups/${lookUp}/decision`, { granted: false })).body.code,
        'step-passed',
      )
    })

    test('opens her events to the one who asked, for a day, and tells her with the purpose', async () => {
      const events = await get('r.pruef', `/api/privacy/look-ups/${lookUp}/events`)
      assert.ok(events.some(({ kind, acted }: { kind: string; acted: boolean }) => kind === 'telework.filed' && acted))
      assert.equal((await by('d.schutz').request(`/api/privacy/look-ups/${lookUp}/events`)).status, 403)
      const [look] = await get('j.sommer', '/api/privacy/looks')
      assert.deepEqual([look.by, look.what.de, look.purpose], ['Rita Pruef', 'hat Ihr Protokoll angesehen', purpose])
      await moveTo(server, '2026-03-03T08:10:00.000Z', browsers)
      const later = await by('r.pruef').request(`/api/privacy/look-ups/${lookUp}/events`)
      const never = await by('r.pruef').request('/api/privacy/look-ups/00000000-0000-4000-8000-000000000000/events')
      assert.equal(later.status, 404)
      assert.deepEqual(later.body, never.body)
      assert.equal((await get('r.pruef', '/api/privacy/look-ups/mine'))[0].state, 'over')
    })
  })

  describe('the clocks of retention', () => {
    const offers = (): Promise<ArchiveOffer[]> => get('k.archiv', '/api/archive/offers')
    const evidences = async (kind: Evidence['class']) =>
      ((await get('d.schutz', '/api/privacy/evidence')) as Evidence[]).filter((one) => one.class === kind)
    const requestsOf = async (account: string) =>
      (await get(account, '/api/telework')).requests.map(({ id }: { id: string }) => id)
    let agreed: string

    test('a rejected request is offered to the archive after half a year, not a day before', async () => {
      agreed = await file('j.sommer', '2026-03-09', '2026-12-31')
      await approveAll(agreed)
      await moveTo(server, '2026-09-01T08:00:00.000Z', browsers)
      await makeRounds(server.services)
      assert.deepEqual(await offers(), [])
      await moveTo(server, '2026-09-04T08:00:00.000Z', browsers)
      await makeRounds(server.services)
      await makeRounds(server.services)
      const list = await offers()
      assert.deepEqual(
        list.map((offer) => offer.class),
        ['closed-request', 'closed-request'],
      )
      assert.ok(!JSON.stringify(list).includes('Xylophonius'), 'the list names nobody')
      const notices = (await get('k.archiv', '/api/notices')).notices
      assert.equal(notices.length, 2)
    })

    test('the archive reads a case, which its person sees, and what it takes is destroyed here', async () => {
      const rejected = (await requestsOf('z.xylo'))[0]
      const whole = []
      for (const { id } of await offers()) whole.push(await get('k.archiv', `/api/archive/offers/${id}`))
      const taken = whole.find(({ rows }) => rows.telework_request[0].id === rejected)
      assert.ok(taken.rows.telework_record.some(({ reason }: { reason: string }) => reason?.includes('unterbesetzt')))
      assert.equal((await get('z.xylo', '/api/privacy/looks'))[0].what.de, 'hat Ihren Vorgang für das Archiv angesehen')
      const decision = (word: string) =>
        post('k.archiv', `/api/archive/offers/${taken.offer.id}/decision`, { decision: word })
      assert.equal((await decision('taken')).body.code, 'case-not-saved')
      const files = unzip(await by('k.archiv').request(`/api/archive/offers/${taken.offer.id}/file`))
      assert.equal(JSON.parse(files.get('case.json')?.toString() ?? '').rows.telework_request[0].id, rejected)
      const papers = [...files.keys()].filter((name) => name.startsWith('documents/'))
      assert.equal(papers.length, taken.rows.telework_document.length)
      assert.ok(papers.some((name) => name.includes('-decision-1-')))
      assert.ok((await offers()).some(({ savedAt }) => savedAt !== null))
      assert.equal((await decision('taken')).body.decision, 'taken')
      assert.equal((await decision('declined')).body.decision, 'taken', 'a word that was given stays')
      await makeRounds(server.services)
      assert.deepEqual(await requestsOf('z.xylo'), [])
      const [evidence] = await evidences('closed-request')
      assert.equal(evidence?.reason, 'archive-taken')
      assert.equal(evidence.rows.telework_request, 1)
      assert.ok((evidence.rows.telework_record ?? 0) >= 2)
      assert.match(evidence.subject, /^[0-9a-f]{64}$/)
      assert.ok(!JSON.stringify(evidence).includes(rejected))
    })

    test('an archive that says nothing has said no, when its time is over', async () => {
      assert.equal((await offers()).length, 1)
      await moveTo(server, '2027-02-28T08:00:00.000Z', browsers)
      await makeRounds(server.services)
      assert.equal((await offers()).length, 1)
      await moveTo(server, '2027-03-04T08:00:00.000Z', browsers)
      await makeRounds(server.services)
      assert.deepEqual(await offers(), [])
      assert.deepEqual(
        (await evidences('closed-request')).map(({ reason }) => reason),
        ['archive-silent', 'archive-taken'],
      )
    })

    test('an ended agreement goes with its request three years later; meanwhile it stays', async () => {
      await moveTo(server, '2029-12-31T08:00:00.000Z', browsers)
      await makeRounds(server.services)
      assert.deepEqual(await requestsOf('j.sommer'), [agreed])
      await moveTo(server, '2030-01-02T08:00:00.000Z', browsers)
      await makeRounds(server.services)
      const [offer] = await offers()
      assert.equal(offer?.class, 'ended-agreement')
      await post('k.archiv', `/api/archive/offers/${offer.id}/decision`, { decision: 'declined' })
      await makeRounds(server.services)
      assert.deepEqual(await requestsOf('j.sommer'), [])
      assert.equal((await evidences('ended-agreement'))[0]?.rows.telework_agreement, 1)
    })

    test('old events, looks and notices went too, with evidence of how many and none of whom', async () => {
      const { database } = server.services
      const oldest = await database
        .selectFrom('event')
        .select((e) => e.fn.min('at').as('at'))
        .executeTakeFirstOrThrow()
      assert.ok(oldest.at >= new Date('2029-01-02'))
      assert.ok((await evidences('event')).some(({ rows }) => (rows.event ?? 0) > 0))
      assert.deepEqual(await get('j.sommer', '/api/privacy/looks'), [])
      assert.ok((await evidences('look')).length > 0)
    })

    test('absences, trainings and asked looks go as well when their clocks have run out', async () => {
      const { database } = server.services
      const [person, other] = (
        await database.selectFrom('person').select('id').orderBy('account').limit(2).execute()
      ).map(({ id }) => id)
      assert.ok(person !== undefined && other !== undefined)
      const away = (from_date: string, until_date: string) => ({ person, deputy: other, from_date, until_date })
      await database
        .insertInto('absence')
        .values([away('2029-06-01', '2029-07-01'), away('2029-06-01', '2029-07-02')])
        .execute()
      await database
        .insertInto('training')
        .values(
          [person, other].map((each, at) => ({
            person: each,
            done_on: '2028-01-01',
            valid_until: at === 0 ? '2029-01-01' : '2029-01-02',
            recorded_by: other,
          })),
        )
        .execute()
      await sql`insert into look_up (person, asked_by, asked_at, purpose, from_at, until_at)
        select ${person}, ${other}, at::timestamptz, 'Prüfung', at::timestamptz, at::timestamptz
        from unnest(array['2028-01-01', '2028-01-03']) as at`.execute(database)
      await makeRounds(server.services)
      const left = async (table: 'absence' | 'training' | 'look_up') =>
        (await database.selectFrom(table).selectAll().where('person', 'in', [person, other]).execute()).length
      assert.deepEqual([await left('absence'), await left('training'), await left('look_up')], [1, 1, 1])
      assert.equal((await evidences('absence'))[0]?.rows.absence, 1)
    })

    test('and without a deletion that leaves evidence nothing of it can be removed', async () => {
      const { database } = server.services
      for (const table of ['event', 'telework_record', 'device_record', 'deletion_evidence', 'revision'] as const)
        await assert.rejects(database.deleteFrom(table).execute(), /only ever added/, table)
    })
  })

  test('what is written down is told to everybody, with the clocks of the configuration', async () => {
    const { logged, never } = await get('j.sommer', '/api/privacy/logged')
    assert.equal(logged.find(({ id }: { id: string }) => id === 'sign-in').months, 12)
    assert.ok(never.length > 3)
  })

  test('the drafts are made of the real configuration', async () => {
    const drafts = await get('d.schutz', '/api/privacy/drafts')
    const [record, assessment] = drafts.map(({ markdown }: { markdown: { de: string } }) => markdown.de)
    assert.match(record, /# Verzeichnis der Verarbeitungstätigkeiten: Musterstadt/)
    assert.match(record, /Beschäftigte von 2 Ämtern; davon nehmen 1 an der Telearbeit teil/)
    assert.match(record, /\| Abgelehnte und zurückgezogene Anträge \| Falls Sie widersprechen \| 6 \|/)
    assert.match(record, /es werden keine E-Mails verschickt/)
    assert.match(assessment, /2 Netzbereiche, 1 Zugriffsregeln/)
    assert.ok(!/undefined|NaN|\[object/.test(record + assessment))
  })
})
