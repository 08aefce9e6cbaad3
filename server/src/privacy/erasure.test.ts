import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'
import { sql } from 'kysely'
import sharp from 'sharp'
import type { Browser, TestAnswer } from '../testing/browser.ts'
import { moveTo } from '../testing/days.ts'
import { dumpOf } from '../testing/dump.ts'
import { administrator, importWithSignIn, ownPassword, signIn, smallStaff, staff } from '../testing/people.ts'
import { smallCity } from '../testing/small-city.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'
import { namedInRules } from './named-in-rules.ts'

const person = {
  account: 'z.xylophon',
  name: 'Zacharias Xylophonius-Özil',
  department: 'sozialamt',
  manager: 't.weber',
  mail: 'zacharias@xylophon.example',
}
const week = [{ weekday: 1, from: '07:00', until: '16:00' }]

describe('a person who is deleted', () => {
  let server: TestServer
  let id: string
  /** A revision that named her, and is not in force any more. */
  let revision = 0
  let another: string
  const browsers = new Map<string, Browser>()
  const by = (account: string) => browsers.get(account) as Browser
  const post = (account: string, path: string, body: unknown = undefined): Promise<TestAnswer> =>
    by(account).request(path, { method: 'POST', ...(body === undefined ? {} : { body }) })
  const backUp = () => dumpOf(server.services.database)

  before(async () => {
    server = await testServer()
    const { browser } = await administrator(server)
    browsers.set('verwaltung', browser)
    // She decides for somebody, too: what she decided is the other's, that it was she is hers.
    const under = { account: 'u.nter', name: 'Uwe Nter', department: 'sozialamt', manager: person.account }
    const people = [...smallStaff, person, under]
    const passwords = await importWithSignIn(browser, people)
    for (const { account } of people) browsers.set(account, await staff(server, account, passwords.get(account)))
    const { database } = server.services
    id = (
      await database.selectFrom('person').select('id').where('account', '=', person.account).executeTakeFirstOrThrow()
    ).id

    another = (
      await database.selectFrom('person').select('id').where('account', '=', 'u.nter').executeTakeFirstOrThrow()
    ).id

    const own = await post(person.account, '/api/telework/requests', { from: '2026-03-09', until: '2026-08-31', week })
    for (const [account, step] of [
      ['t.weber', 0],
      ['a.kern', 1],
      ['i.thal', 2],
    ] as const)
      assert.equal(
        (await post(account, `/api/approvals/${own.body.id}`, { step, round: 1, outcome: 'approved', reason: null }))
          .status,
        200,
      )
    const other = await post('u.nter', '/api/telework/requests', { from: '2026-03-09', until: '2026-08-31', week })
    const rejected = { step: 0, round: 1, outcome: 'rejected', reason: 'Noch in der Einarbeitung.' }
    assert.equal((await post(person.account, `/api/approvals/${other.body.id}`, rejected)).status, 200)

    const card = { type: 'screen', serial: 'BS-1', model: 'Bildschirm', attributes: [] }
    const device = (await post('g.lager', '/api/equipment/devices', card)).body.id
    await post('g.lager', `/api/equipment/devices/${device}/hand-over`, { person: id, dueOn: null })
    await by('g.lager').request(`/api/equipment/devices/${device}`)
    // What others wrote of her, and what she did to others and to the rules for all.
    const spare = (await post('g.lager', '/api/equipment/devices', { ...card, serial: 'BS-2' })).body.id
    const note = 'laut Herrn Xylophonius defekt, siehe ÖZIL und Zacharias Xylophonius-Özil'
    await post('g.lager', `/api/equipment/devices/${spare}/retirement`, { note })
    await by(person.account).request('/api/telework/draft', {
      method: 'PUT',
      body: { type: 'mobile-work', answers: { task: 'Xylophonius' } },
    })
    await server.services.events.record(server.services.database, {
      at: server.clock.now,
      kind: 'configuration.published',
      actor: id,
      clientAddress: '10.20.3.4',
      details: { revision: 77 },
    })
    // Her home with a photo, a training, a calendar, an absence in which she stands in, and a look at her log.
    const { checklist } = (await by(person.account).request('/api/home-workplace')).body
    const filled = checklist.map(({ id: item }: { id: string }) => ({ item, yes: true, note: null }))
    assert.equal(
      (
        await post(person.account, '/api/home-workplace', {
          answers: filled.map((one: object) => ({ ...one, note: person.name })),
        })
      ).status,
      201,
    )
    const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#bca' } })
      .jpeg()
      .toBuffer()
    assert.equal(
      (await post(person.account, '/api/home-workplace/photos', { photo: photo.toString('base64') })).status,
      201,
    )
    assert.equal((await post(person.account, '/api/telework/calendar', { scope: 'own' })).status, 201)
    const away = { from: '2026-03-02', until: '2026-03-30', deputy: person.account }
    assert.equal((await post('t.weber', '/api/approvals/absences', away)).status, 201)
    const purpose = `Hinweis auf Zacharias Xylophonius-Özil und auf Frau ÖZIL`
    const look = {
      account: person.account,
      purpose,
      from: '2026-02-01T00:00:00.000Z',
      until: '2026-03-02T00:00:00.000Z',
    }
    assert.equal((await post('r.pruef', '/api/privacy/look-ups', look)).status, 201)
    const started = await post(person.account, '/api/sessions', { workspace: 'soziales', app: null })
    assert.equal(started.status, 202)
    await signIn(server.browser('outside'), person.account, 'falsch geraten')
    const backEnd = await DirectoryBackEnd.open(server.services.server.vault.directory ?? '')
    await backEnd.put(`sealed/${id}/einstellungen`, Buffer.from('Zacharias Xylophonius-Özil'))
  })
  after(() => server[Symbol.asyncDispose]())

  test('is named by no rule in force: somebody has to take her out first', async () => {
    const other = { id: another, account: 'u.nter', name: 'Uwe Nter', mail: null }
    const publish = async (note: string, reason = 'Vermerk') => {
      const [first, ...rest] = smallCity
      assert.ok(first)
      const files = [{ ...first, text: `${first.text}\n# ${note}\n` }, ...rest]
      const body = { files, reason }
      assert.equal((await by('verwaltung').request('/api/administration/configuration', { body })).status, 201)
      return (await namedInRules(server.services, other)).map(({ en }) => en)
    }
    assert.deepEqual(await publish('Not for unter and u.nterberg.'), [], 'a word is a whole one')
    assert.deepEqual(await publish('Not for U.Nter.'), [`The configuration names her: ${smallCity[0]?.path}.`])
    await publish('Not for Frau ÖZIL.')
    assert.equal((await namedInRules(server.services, { ...person, id })).length, 1, 'an umlaut is the same letter')
    await publish(`Not for ${person.account} (Frau ÖZIL).`, `Wunsch von ${person.name}`)
    const former = server.services.published.newest()
    assert.ok(former)
    revision = former
    await server.services.database
      .with('made', (e) =>
        e
          .insertInto('draft')
          .values({
            title: `Ohne ${person.name}`,
            author: another,
            editors: [],
            base: null,
            made_at: server.clock.now,
            changed_at: server.clock.now,
            faulty: false,
            published_as: former,
          })
          .returning('id'),
      )
      .insertInto('draft_file')
      .columns(['draft', 'position', 'path', 'content'])
      .expression((e) =>
        e
          .selectFrom('made')
          .select((one) => [
            'made.id',
            one.lit(0).as('position'),
            one.val('rule.yaml').as('path'),
            one.val(Buffer.from(person.account)).as('content'),
          ]),
      )
      .execute()
    assert.deepEqual(await publish('For everybody.'), [], 'what was once in force does not hold it up')
  })

  test('is asked for by one and confirmed by another, and not while something is open', async () => {
    const wish = { account: person.account, reason: 'Ausgeschieden am 28. Februar' }
    const asked = await post('d.schutz', '/api/privacy/erasures', wish)
    assert.equal(asked.status, 201, JSON.stringify(asked.body))
    assert.deepEqual(
      asked.body.obstacles.map(({ de }: { de: string }) => de),
      ['Sie hat noch Geräte.', 'Eine Vereinbarung läuft noch.', 'Eine Sitzung läuft noch.'],
    )
    const confirm = (account: string) => post(account, `/api/privacy/erasures/${asked.body.id}/confirmation`)
    assert.equal((await confirm('d.schutz')).body.code, 'four-eyes')
    assert.equal((await confirm('d.zwei')).body.code, 'erasure-not-yet')
    assert.equal((await confirm('r.pruef')).body.code, 'not-permitted')
    assert.equal((await post('d.schutz', '/api/privacy/erasures', { ...wish, account: 'd.schutz' })).status, 404)
    // Rules are signed, so nothing is rewritten in them: somebody has to take her out first.
    const { database } = server.services
    const [author] = await database.selectFrom('person').select('id').where('account', '=', 'd.schutz').execute()
    const at = server.clock.now
    const draft = await database
      .insertInto('draft')
      .values({
        title: 'E',
        author: author?.id ?? '',
        editors: [],
        base: null,
        made_at: at,
        changed_at: at,
        faulty: false,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const content = Buffer.from(`when: 'person.account == "${person.account}"'`)
    await database
      .insertInto('draft_file')
      .values({ draft: draft.id, position: 0, path: 'rule.yaml', content })
      .execute()
    const { body: listed } = await by('d.zwei').request('/api/privacy/erasures')
    assert.equal(listed[0].obstacles.at(-1).de, `Entwurf ${draft.id} nennt sie: rule.yaml.`)
    await database.deleteFrom('draft').where('id', '=', draft.id).execute()
    assert.ok((await backUp()).includes('Zacharias Xylophonius-Özil'), 'until then the backup has her')
    await sql`checkpoint`.execute(server.services.database)
    assert.ok((await filesWith(server, [Buffer.from('Xylophonius')])).length > 2, 'until then files have her, too')
  })

  test('is in no table, no page, no log and no backup any more, searched byte by byte', async () => {
    const { database } = server.services
    const { body: mine } = await by(person.account).request('/api/equipment/mine')
    const answers = ['complete', 'undamaged', 'no-paper', 'wiped'].map((item) => ({ item, inOrder: true, note: null }))
    await post('g.lager', `/api/equipment/devices/${mine[0].id}/return`, { answers })
    const { body: telework } = await by(person.account).request('/api/telework')
    await post(person.account, `/api/telework/agreements/${telework.agreements[0].id}/end`, { reason: null })
    const { body: start } = await by(person.account).request('/api/start')
    await by(person.account).request(`/api/sessions/${start.sessions[0].id}`, { method: 'DELETE' })
    await moveTo(
      server,
      '2026-03-05T08:00:00.000Z',
      new Map([...browsers].filter(([account]) => account.startsWith('d.'))),
    )

    const { body: waiting } = await by('d.zwei').request('/api/privacy/erasures')
    assert.deepEqual(waiting[0].obstacles, [])
    const done = await post('d.zwei', `/api/privacy/erasures/${waiting[0].id}/confirmation`)
    assert.equal(done.status, 200, JSON.stringify(done.body))
    assert.equal(done.body.rows.person, 1)
    assert.equal(done.body.rows.telework_agreement, 1)

    const needles = [person.account, person.name, 'Zacharias', 'Xylophonius', 'Özil', 'ÖZIL', person.mail, id].map(
      (text) => Buffer.from(text),
    )
    needles.push(Buffer.from(id.replaceAll('-', ''), 'hex'))
    const dump = Buffer.from(await backUp())
    for (const needle of needles) {
      assert.ok(!dump.includes(needle), `the backup has ${needle}`)
      // Bytes stand in it as digits.
      assert.ok(!dump.includes(needle.toString('hex')), `the backup has ${needle} in digits`)
    }
    const former = await server.services.revisionKeys.load(database, revision)
    assert.match(
      former?.files[0]?.text ?? '',
      /Not for former-staff \(Frau former-staff\)/,
      'a former revision is rewritten, and its signature is good',
    )
    assert.ok(dump.includes(Buffer.from('Noch in der Einarbeitung.')), 'what she decided for another stays')
    assert.ok(dump.includes(Buffer.from('Ehemalige Person')))

    assert.deepEqual(await filesWith(server, needles), [])
    const trail = await database
      .selectFrom('event')
      .select(['kind', 'actor', 'client_address'])
      .where('actor', '=', '00000000-0000-4000-8000-000000000001')
      .orderBy('kind')
      .execute()
    assert.deepEqual(
      trail.map(({ kind }) => kind),
      ['configuration.published', 'telework.rejected'],
      'what she did to others and to the rules stays on record, and nothing of her own day',
    )
    assert.ok(trail.every(({ client_address }) => client_address === null))
    const retired = await database.selectFrom('device_record').select('note').where('deed', '=', 'retired').execute()
    assert.equal(retired[0]?.note, 'laut Herrn Ehemalige Person defekt, siehe Ehemalige Person und Ehemalige Person')
    const left = await database.selectFrom('person').select('id').where('account', '=', person.account).execute()
    assert.deepEqual(left, [])
  })

  test('leaves evidence that can be checked by whoever knows her id, and a case of another that still stands', async () => {
    const { body } = await by('d.schutz').request('/api/privacy/evidence')
    const [evidence] = body
    assert.deepEqual([evidence.class, evidence.reason, evidence.by], ['person', 'erasure', 'Dirk Zwei'])
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id))
    assert.equal(evidence.subject, Buffer.from(digest).toString('hex'))
    await signIn(by('u.nter'), 'u.nter', ownPassword)
    const { body: telework } = await by('u.nter').request('/api/telework')
    assert.equal(telework.requests[0].state, 'rejected')
    const decision = telework.requests[0].records.at(-1)
    assert.deepEqual([decision.by.name, decision.reason], ['Ehemalige Person', 'Noch in der Einarbeitung.'])
    assert.equal((await signIn(server.browser(), person.account, ownPassword)).body.code, 'sign-in-refused')
    await assert.rejects(server.services.database.deleteFrom('event').execute(), /only ever added/)
  })
})

/** The files of the whole state and vault in which one of these bytes is found. */
async function filesWith(server: TestServer, needles: readonly Buffer[]): Promise<string[]> {
  const found: string[] = []
  let files = 0
  for (const entry of await readdir(join(server.services.server.state, '..'), {
    recursive: true,
    withFileTypes: true,
  })) {
    // Signals on their way between replicas; PostgreSQL empties them at every start.
    if (!entry.isFile() || entry.parentPath.endsWith('pg_notify')) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      // A temporary file of the running database.
      if (error.code === 'ENOENT') return Buffer.alloc(0)
      throw error
    })
    files++
    if (needles.some((needle) => bytes.includes(needle))) found.push(path)
  }
  assert.ok(files > 900, `only ${files} files were searched`)
  return found
}
