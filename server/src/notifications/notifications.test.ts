import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import { sql } from 'kysely'
import { performRounds } from '../rounds/perform-rounds.ts'
import { makeRounds } from '../rounds/rounds.ts'
import type { ServerConfiguration } from '../server-configuration.ts'
import type { Browser } from '../testing/browser.ts'
import { type MailServer, mailServer } from '../testing/mail-server.ts'
import {
  administrator,
  administratorPassword,
  importWithSignIn,
  ownPassword,
  signIn,
  smallStaff,
  staff,
} from '../testing/people.ts'
import { smallCity } from '../testing/small-city.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'
import { makeDailyMails } from './daily-mail.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'
import { sendMails } from './send-mails.ts'
import { tell } from './tell.ts'

const secret = 'Notebook Modell 7 (GEHEIM-4711)'
const from = { name: 'Stadt Musterstadt', address: 'portal@musterstadt.example' }
const portal = 'https://arbeitsplatz.musterstadt.example/'

describe('notifications by mail', () => {
  const opened = new AsyncDisposableStack()
  let server: TestServer
  let mails: MailServer
  let office: PostOffice
  let code: () => string
  const browsers = new Map<string, Browser>()
  const ids = new Map<string, string>()
  const by = (account: string) => browsers.get(account) as Browser

  before(async () => {
    mails = opened.use(await mailServer())
    const mail = { host: '127.0.0.1', port: mails.port, security: 'none' as const, authority: null, account: null }
    server = opened.use(await testServer({ mail: { ...mail, from, portal } }))
    const made = await administrator(server)
    const { browser } = made
    code = made.code
    browsers.set('verwaltung', browser)
    const withMail = smallStaff.map((person) => ({ ...person, mail: `${person.account}@musterstadt.example` }))
    const passwords = await importWithSignIn(browser, withMail)
    for (const account of ['j.sommer', 't.weber'])
      browsers.set(account, await staff(server, account, passwords.get(account)))
    const people = await server.services.database.selectFrom('person').select(['id', 'account']).execute()
    for (const { id, account } of people) ids.set(account, id)
    office = await openPostOffice({ ...mail, from, portal })
    opened.defer(() => office.close())
  })
  after(() => opened.disposeAsync())
  beforeEach(async () => {
    const { database } = server.services
    await database.deleteFrom('notice').execute()
    await database.deleteFrom('mail').execute()
    await database.deleteFrom('mail_choice').execute()
    mails.received.length = 0
    mails.answer = () => 'take'
  })

  const say = (account: string, kind: NoticeKind = 'device-lost', key: string = randomUUID()) =>
    tell(server.services, server.services.database, {
      people: [ids.get(account) ?? ''],
      kind,
      key,
      about: { de: secret, en: secret },
    })
  const send = () => sendMails(server.services, office)
  const choose = (account: string, rhythm: string) =>
    by(account).request('/api/notices/mail', { method: 'PUT', body: { rhythm } })

  test('what is urgent goes out at once, in the language of the person, and says nothing of the case', async () => {
    await say('j.sommer')
    assert.deepEqual(await send(), { sent: 1, away: false })
    const [letter] = mails.received
    assert.equal(letter?.to, 'j.sommer@musterstadt.example')
    assert.equal(letter.headers.get('subject'), 'Ein Gerät von Ihnen ist als verloren gemeldet')
    assert.match(letter.text, /https:\/\/arbeitsplatz\.musterstadt\.example\/equipment\r\n/)
    assert.equal(letter.headers.get('auto-submitted'), 'auto-generated')
    assert.match(letter.headers.get('message-id') ?? '', /^<[0-9a-f-]{36}@musterstadt\.example>$/)
    for (const word of ['GEHEIM', 'Modell', 'Sommer', 'Jana', ids.get('j.sommer') ?? ''])
      assert.ok(!`${letter.text}${letter.headers.get('subject')}`.includes(word), word)
    assert.deepEqual(await send(), { sent: 0, away: false }, 'once is once')
    await server.services.database
      .updateTable('person')
      .set({ language: 'en' })
      .where('account', '=', 't.weber')
      .execute()
    await say('t.weber')
    await send()
    assert.equal(mails.received[1]?.headers.get('subject'), 'A device of yours was reported lost')
  })

  test('what is told twice is one notice and one mail', async () => {
    await say('j.sommer', 'device-lost', 'the same')
    await say('j.sommer', 'device-lost', 'the same')
    await send()
    assert.equal(mails.received.length, 1)
    assert.equal((await by('j.sommer').request('/api/notices')).body.notices.length, 1)
  })

  test('a deed that fails tells nobody', async () => {
    const { database } = server.services
    const deed = database.transaction().execute(async (transaction) => {
      await tell(server.services, transaction, { people: [ids.get('j.sommer') ?? ''], kind: 'device-lost', key: 'x' })
      throw new Error('the deed failed')
    })
    await assert.rejects(deed, /the deed failed/)
    assert.deepEqual(await send(), { sent: 0, away: false })
  })

  test('what is not urgent waits for the daily mail, which comes once and tells what is unread', async () => {
    server.clock.now = new Date('2026-03-10T05:30:00.000Z')
    await say('j.sommer', 'device-handed-over')
    await say('j.sommer', 'device-handed-over')
    await say('j.sommer', 'device-due-soon')
    await say('t.weber', 'device-due-soon')
    await signIn(by('t.weber'), 't.weber', ownPassword)
    const read = (await by('t.weber').request('/api/notices')).body.notices.map(({ id }: { id: string }) => id)
    await by('t.weber').request('/api/notices/read', { body: { notices: read } })
    await makeRounds(server.services)
    assert.deepEqual(await send(), { sent: 0, away: false }, 'half past six in the city is before seven')
    server.clock.now = new Date('2026-03-10T06:00:00.000Z')
    await makeRounds(server.services)
    await makeRounds(server.services)
    await send()
    assert.deepEqual(
      mails.received.map(({ to }) => to),
      ['j.sommer@musterstadt.example'],
      'who has read it gets none',
    )
    const [letter] = mails.received
    assert.equal(letter?.headers.get('subject'), '3 Mitteilungen für Sie')
    assert.match(letter?.text ?? '', /- Ein Gerät wurde Ihnen ausgegeben \(2\)\r\n/)
    await say('j.sommer', 'device-returned')
    server.advance(3_600_000)
    await makeRounds(server.services)
    await send()
    assert.equal(mails.received.length, 1, 'what comes later waits for tomorrow')
    server.clock.now = new Date('2026-03-11T06:00:00.000Z')
    await makeRounds(server.services)
    await send()
    assert.equal(mails.received[1]?.headers.get('subject'), 'Eine Mitteilung für Sie')
  })

  test('everybody chooses: each at once, all of a day together, or in the portal alone; urgent ones come anyhow', async () => {
    await signIn(by('j.sommer'), 'j.sommer', ownPassword)
    await signIn(by('t.weber'), 't.weber', ownPassword)
    assert.deepEqual((await by('j.sommer').request('/api/notices/mail')).body, {
      rhythm: 'daily',
      address: 'j.sommer@musterstadt.example',
      sent: true,
      dailyMailAt: '07:00',
    })
    assert.equal((await choose('j.sommer', 'at-once')).body.rhythm, 'at-once')
    await choose('t.weber', 'never')
    for (const account of ['j.sommer', 't.weber']) await say(account, 'device-handed-over')
    await makeRounds(server.services)
    await send()
    assert.deepEqual(
      mails.received.map(({ to }) => to),
      ['j.sommer@musterstadt.example'],
    )
    await say('t.weber', 'device-lost')
    await send()
    assert.equal(mails.received.length, 2)
  })

  test('whoever changes from daily to at once is still mailed what came before', async () => {
    server.clock.now = new Date('2026-03-12T05:30:00.000Z')
    await signIn(by('j.sommer'), 'j.sommer', ownPassword)
    await say('j.sommer', 'device-handed-over')
    await choose('j.sommer', 'at-once')
    server.clock.now = new Date('2026-03-12T06:00:00.000Z')
    await makeRounds(server.services)
    await send()
    assert.deepEqual(
      mails.received.map(({ headers }) => headers.get('subject')),
      ['Eine Mitteilung für Sie'],
    )
  })

  test('the daily mail reaches a whole city at once', async () => {
    const { database } = server.services
    server.clock.now = new Date('2026-03-13T06:00:00.000Z')
    await sql`with many as (
        insert into person (account, name, department, mail)
        select 'many.' || n, 'Many ' || n, 'sozialamt', 'many.' || n || '@musterstadt.example'
        from generate_series(1, 10000) n returning id)
      insert into notice (key, person, kind, at) select 'many ' || id, id, 'device-handed-over', ${server.clock.now}
        from many`.execute(database)
    const queued = () => database.selectFrom('mail').select('daily_on').execute()
    for (const _ of [1, 2]) await makeDailyMails(server.services)
    assert.equal((await queued()).length, 10_000)
    const { rows } = await sql<{ told: number }>`select count(distinct mail)::int as told from notice`.execute(database)
    assert.equal(rows[0]?.told, 10_000, 'each tells her own notices')
    await sql`delete from person where account like 'many.%'`.execute(database)
  })

  test('a mail server that is busy is asked again later, and more and more seldom', async () => {
    let refusals = 2
    mails.answer = () => (refusals-- > 0 ? { code: 451, text: 'try again later' } : 'take')
    await say('j.sommer')
    assert.deepEqual(await send(), { sent: 0, away: false })
    assert.deepEqual(await send(), { sent: 0, away: false }, 'not before its time')
    server.advance(60_000)
    await send()
    server.advance(60_000)
    await send()
    assert.equal(refusals, 0, 'the second pause is longer')
    server.advance(240_000)
    assert.equal((await send()).sent, 1)
    assert.equal(mails.received.length, 1)
  })

  test('while the mail server is away nothing is lost, and others come before the one that met the silence', async () => {
    await mails.stop()
    for (let count = 0; count < 5; count++) await say('j.sommer')
    assert.deepEqual(await send(), { sent: 0, away: true })
    const queue = (await freshAdministrator()).body
    assert.equal(queue.waiting, 5)
    const again = await mailServer({ port: mails.port })
    opened.use(again)
    mails = again
    server.advance(60_000)
    assert.deepEqual(await send(), { sent: 5, away: false })
    assert.equal(mails.received.length, 5)
  })

  test('a connection that breaks before the mail server said yes is no mail, and one that breaks after it comes with the same id', async () => {
    const seen: string[] = []
    let drops = 1
    mails.answer = (letter) => {
      seen.push(letter.headers.get('message-id') ?? '')
      return drops-- > 0 ? 'drop' : 'take'
    }
    await say('j.sommer')
    assert.deepEqual(await send(), { sent: 0, away: true })
    server.advance(60_000)
    assert.equal((await send()).sent, 1)
    assert.equal(seen.length, 2)
    assert.equal(seen[0], seen[1])

    // The mail server takes it, and at that very moment the database's connection dies: nobody wrote it down.
    let kills = 1
    mails.answer = async (letter) => {
      seen.push(letter.headers.get('message-id') ?? '')
      if (kills-- > 0)
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where pid <> pg_backend_pid() and state = 'idle in transaction'`.execute(server.services.database)
      return 'take' as const
    }
    await say('j.sommer')
    await assert.rejects(send())
    assert.equal((await send()).sent, 1)
    assert.equal(seen.length, 4)
    assert.equal(seen[2], seen[3], 'a mail program drops the second one')
  })

  test('several senders at once send each mail once', async () => {
    for (let count = 0; count < 40; count++) await say('j.sommer')
    const second = await openPostOffice({
      ...(server.services.server.mail as NonNullable<ServerConfiguration['mail']>),
    })
    const sent = await Promise.all([send(), sendMails(server.services, second), send()])
    second.close()
    assert.equal(
      sent.reduce((sum, one) => sum + one.sent, 0),
      40,
    )
    assert.equal(new Set(mails.received.map(({ headers }) => headers.get('message-id'))).size, 40)
    assert.equal(mails.received.length, 40)
  })

  test('what the mail server will never take is shown to administrators and does not hold up others', async () => {
    mails.answer = ({ to }) => (to.startsWith('j.sommer') ? { code: 550, text: 'no such mailbox' } : 'take')
    await say('j.sommer')
    await say('t.weber')
    assert.equal((await send()).sent, 1)
    const { body } = await freshAdministrator()
    assert.equal(body.waiting, 0)
    assert.equal(body.refused.length, 1)
    assert.equal(body.refused[0].person, 'Jana Sommer')
    assert.match(body.refused[0].trouble, /no such mailbox/)
    mails.answer = () => 'take'
    const retry = () =>
      by('verwaltung').request(`/api/administration/mail/${body.refused[0].id}/retry`, { method: 'POST' })
    assert.equal((await retry()).body.waiting, 1)
    assert.equal((await retry()).status, 404, 'it waits already')
    assert.equal((await send()).sent, 1)
  })

  test('whose address was taken away gets no mail, and whom it told of was deleted neither', async () => {
    await say('j.sommer')
    await server.services.database.updateTable('person').set({ mail: null }).where('account', '=', 'j.sommer').execute()
    assert.deepEqual(await send(), { sent: 0, away: false })
    await server.services.database
      .updateTable('person')
      .set({ mail: 'j.sommer@musterstadt.example' })
      .where('account', '=', 'j.sommer')
      .execute()
    assert.deepEqual(await send(), { sent: 0, away: false })
  })

  test('the city has words of its own, and a line break in them makes no header', async () => {
    const words = `kind: Notifications
id: n
dailyMailAt: "06:00"
greeting: { de: Guten Morgen, en: Good morning }
dailyTitle: { de: "Heute {count} Neuigkeiten", en: "{count} news today" }
dailyLead: { de: Das ist neu, en: This is new }
more: { de: Hier steht es, en: It stands here }
signature: { de: Fragen? Apparat 4712., en: Questions? Extension 4712. }
words:
  - notice: device-lost
    title: { de: "Verlust\\r\\nBcc: dieb@example.org", en: Loss }
    text: { de: Ein Gerät fehlt., en: A device is missing. }
`
    const files = [...smallCity, { path: 'notifications.yaml', text: words }]
    await renew()
    const published = await by('verwaltung').request('/api/administration/configuration', {
      body: { files, reason: 'Worte' },
    })
    assert.equal(published.status, 201, JSON.stringify(published.body))
    await say('j.sommer')
    await send()
    const [letter] = mails.received
    assert.equal(letter?.headers.get('subject'), 'Verlust Bcc: dieb@example.org')
    assert.equal(letter?.headers.has('bcc'), false)
    assert.match(
      letter?.text ?? '',
      /^Guten Morgen[\s\S]*Ein Gerät fehlt\.[\s\S]*Hier steht es[\s\S]*Fragen\? Apparat 4712\./,
    )
    for (const kind of ['device-handed-over', 'device-due-soon'] as const) await say('j.sommer', kind)
    await makeRounds(server.services)
    await send()
    const daily = mails.received[1]
    assert.equal(daily?.headers.get('subject'), 'Heute 2 Neuigkeiten')
    assert.match(daily.text, /^Guten Morgen\r\n\r\nDas ist neu\r\n[\s\S]*Hier steht es/)
  })

  test('a request tells each whose turn it is, and its person what came of it, each mail without a word of it', async () => {
    for (const account of ['j.sommer', 't.weber']) {
      await signIn(by(account), account, ownPassword)
      await choose(account, 'at-once')
    }
    const today = server.clock.now.toISOString().slice(0, 10)
    const until = `${Number(today.slice(0, 4)) + 1}-01-31`
    const week = [{ weekday: 1, from: '07:00', until: '16:00' }]
    const filed = await by('j.sommer').request('/api/telework/requests', { body: { from: today, until, week } })
    assert.equal(filed.status, 201, JSON.stringify(filed.body))
    await send()
    assert.deepEqual(
      mails.received.map(({ to, headers }) => [to, headers.get('subject')]),
      [['t.weber@musterstadt.example', 'A request waits for you']],
    )
    const reason = 'Die Einarbeitung dauert noch an, Begründung Quastenflosser.'
    const body = { step: 0, round: 1, outcome: 'rejected', reason }
    const decided = await by('t.weber').request(`/api/approvals/${filed.body.id}`, { body })
    assert.equal(decided.status, 200, JSON.stringify(decided.body))
    await send()
    const letter = mails.received[1]
    assert.equal(letter?.headers.get('subject'), 'Über Ihren Antrag ist entschieden')
    assert.equal(letter.to, 'j.sommer@musterstadt.example')
    for (const { text } of mails.received)
      for (const word of ['Quastenflosser', 'Sommer', 'Weber']) assert.ok(!text.includes(word))
  })

  test('a notice whose mail cannot be queued is not told either, and is told whole the next time', async () => {
    const { database } = server.services
    await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'no room'; end $$`.execute(
      database,
    )
    await sql`create trigger refuse before insert on mail execute function refuse()`.execute(database)
    const key = randomUUID()
    await assert.rejects(say('j.sommer', 'device-lost', key), /no room/)
    await sql`drop function refuse cascade`.execute(database)
    await say('j.sommer', 'device-lost', key)
    await send()
    assert.equal(mails.received.length, 1)
  })

  test('the leading replica sends by itself, as soon as somebody is told something', async () => {
    const arrived = Promise.withResolvers<void>()
    mails.answer = () => {
      arrived.resolve()
      return 'take' as const
    }
    const leading = performRounds(server.services)
    try {
      await say('j.sommer')
      await arrived.promise
    } finally {
      await leading.close()
    }
  })

  /** Days went by: she signs in again. */
  async function renew() {
    server.advance(30_000)
    await signIn(by('verwaltung'), 'verwaltung', administratorPassword)
    const answer = await by('verwaltung').request('/api/sign-in/second-factor', { body: { code: code() } })
    assert.equal(answer.body.due, 'none', JSON.stringify(answer.body))
  }
  async function freshAdministrator() {
    await renew()
    return by('verwaltung').request('/api/administration/mail')
  }
})
