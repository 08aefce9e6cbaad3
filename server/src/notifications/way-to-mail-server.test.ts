import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { issueWebCertificate } from '../authority/authority.ts'
import { performRounds } from '../rounds/perform-rounds.ts'
import { readServerConfiguration, ServerConfiguration } from '../server-configuration.ts'
import { mailServer } from '../testing/mail-server.ts'
import { administrator, importWithSignIn, smallStaff } from '../testing/people.ts'
import { temporaryDirectory } from '../testing/temporary-state.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'
import { openPostOffice } from './post-office.ts'
import { sendMails } from './send-mails.ts'
import { tell } from './tell.ts'

const secret = 'Notebook Modell 7 (GEHEIM-4711)'
const from = { name: 'Stadt Musterstadt', address: 'portal@musterstadt.example' }
const portal = 'https://arbeitsplatz.musterstadt.example/'

describe('the way to the mail server', () => {
  const opened = new AsyncDisposableStack()
  const password = 'Postgeheimnis 12'
  let directory: string
  let server: TestServer
  let certificate: { key: string; cert: string }
  let person: string
  after(() => opened.disposeAsync())
  before(async () => {
    directory = opened.use(await temporaryDirectory()).path
    server = opened.use(await testServer())
    const { state } = server.services.server
    const issued = await issueWebCertificate(join(state, 'authority'), ['127.0.0.1', 'localhost'])
    certificate = { key: issued.key, cert: issued.certificate }
    await writeFile(join(directory, 'authority.pem'), issued.authority)
    await writeFile(join(directory, 'password'), `${password}\n`)
    const { browser } = await administrator(server)
    await importWithSignIn(browser, [{ ...(smallStaff[0] ?? assert.fail()), mail: 'staff@musterstadt.example' }])
    const { database } = server.services
    person = (
      await database
        .selectFrom('person')
        .select('id')
        .where('mail', '=', 'staff@musterstadt.example')
        .executeTakeFirstOrThrow()
    ).id
  })

  /** A mail server that wants the password, and only over an encrypted connection. */
  const strict = (more: Parameters<typeof mailServer>[0] = {}) =>
    mailServer({
      ...certificate,
      onAuth: ({ username, password: given }, session, done) => {
        if (!session.secure || username !== 'portal' || given !== password) done(new Error('no'))
        else done(null, { user: username })
      },
      ...more,
    })

  /** What the server makes of these settings, written into its configuration file as an administrator would. */
  async function settings(port: number, more: object = {}): Promise<NonNullable<ServerConfiguration['mail']>> {
    const mail = {
      ...{ host: 'localhost', port, from, portal },
      authority: join(directory, 'authority.pem'),
      account: { user: 'portal', passwordFile: join(directory, 'password') },
      ...more,
    }
    const { state, internal, enrolment, vault } = server.services.server
    const file = join(directory, `${randomUUID()}.json`)
    await writeFile(file, JSON.stringify({ state, internal, enrolment, vault, mail }))
    return (await readServerConfiguration(file)).mail ?? assert.fail('no mail was configured')
  }

  async function post(mail: NonNullable<ServerConfiguration['mail']>) {
    const office = await openPostOffice(mail)
    try {
      return await office.post({ id: randomUUID(), to: 'a@b.example', subject: 'S', text: 'T', date: new Date() })
    } finally {
      office.close()
    }
  }

  test('is encrypted and needs the password, and a foreign certificate is no mail server', async () => {
    await using mails = await strict()
    const good = await settings(mails.port)
    assert.deepEqual(await post(good), { outcome: 'sent', trouble: null })
    assert.equal((await post({ ...good, authority: null })).outcome, 'away', 'an authority that nobody trusts')
    await writeFile(join(directory, 'wrong'), 'falsch')
    const wrong = await settings(mails.port, { account: { user: 'portal', passwordFile: join(directory, 'wrong') } })
    assert.equal((await post(wrong)).outcome, 'away', 'a wrong password is no fault of the mail')
    assert.equal(
      (await post({ ...good, account: null })).outcome,
      'away',
      'that it wants a name is no fault of the mail',
    )
    assert.equal(mails.received.length, 1)
  })

  test('is encrypted from the first byte where the settings say so', async () => {
    await using mails = await strict({ secure: true })
    assert.deepEqual(await post(await settings(mails.port, { security: 'tls' })), { outcome: 'sent', trouble: null })
    assert.equal(mails.received.length, 1)
  })

  test('carries nothing, neither mail nor password, to a server that offers no encryption or has another name', async () => {
    let asked = 0
    await using plain = await mailServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_given, _session, done) => {
        asked += 1
        done(null, { user: 'portal' })
      },
    })
    for (const security of ['starttls', 'tls'])
      assert.equal((await post(await settings(plain.port, { security }))).outcome, 'away', security)
    const other = await issueWebCertificate(join(server.services.server.state, 'authority'), ['mail.elsewhere.example'])
    await using named = await strict({ key: other.key, cert: other.certificate })
    assert.equal((await post(await settings(named.port))).outcome, 'away', 'a name that is not asked for')
    assert.deepEqual([asked, plain.received.length, named.received.length], [0, 0, 0])
  })

  test('is opened anew with the password that stands there now, and each mail that waited comes once', async () => {
    const passwordFile = join(directory, 'password-of-rounds')
    const { database } = server.services
    const refused = Promise.withResolvers<void>()
    const all = Promise.withResolvers<void>()
    const came: string[] = []
    await using mails = await strict({
      onAuth: ({ password: given }, session, done) => {
        if (session.secure && given === password) return done(null, { user: 'portal' })
        done(new Error('no'))
        refused.resolve()
      },
      answer: ({ headers }) => {
        came.push(headers.get('message-id') ?? '')
        if (came.length === 3) all.resolve()
        return 'take'
      },
    })
    const mail = await settings(mails.port, { account: { user: 'portal', passwordFile } })
    // There is no password at all at first: nothing else of the rounds may stop for that.
    const services = { ...server.services, server: { ...server.services.server, mail } }
    const say = () =>
      tell(services, database, {
        people: [person],
        kind: 'device-lost',
        key: randomUUID(),
        about: { de: secret, en: secret },
      })
    const warned = Promise.withResolvers<void>()
    const log = server.services.log.child({})
    log.error = ((_error: unknown, text: string) => {
      if (text.startsWith('mails could not be sent')) warned.resolve()
    }) as typeof log.error
    const leading = performRounds({ ...services, log })
    try {
      await warned.promise
      await writeFile(passwordFile, 'falsch')
      await say()
      await refused.promise
      await untilWritten(
        async () => (await database.selectFrom('mail').select('trouble').execute())[0]?.trouble != null,
      )
      await writeFile(passwordFile, password)
      server.advance(60_000)
      await say()
      await say()
      await all.promise
      await untilWritten(
        async () =>
          (await database.selectFrom('mail').select('id').where('sent_at', 'is', null).execute()).length === 0,
      )
      const again = await openPostOffice(mail)
      assert.deepEqual(await sendMails(services, again), { sent: 0, away: false }, 'nothing is left to send')
      again.close()
    } finally {
      await leading.close()
    }
    assert.equal(new Set(came).size, 3)
    assert.equal(came.length, 3)
  })

  test('is never open beyond this machine', () => {
    const mail = { host: 'mail.example', port: 25, security: 'none', from, portal }
    const parsed = ServerConfiguration.shape.mail.safeParse(mail)
    assert.equal(parsed.success, false)
  })
})

/** Until what the sender does after the mail server's word stands in the database. */

async function untilWritten(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve))
}
