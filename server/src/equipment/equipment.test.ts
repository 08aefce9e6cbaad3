import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Device } from '@nahtlos/contract/equipment/device'
import { sql } from 'kysely'
import type { Browser } from '../testing/browser.ts'
import {
  administrator,
  importWithSignIn,
  ownPassword,
  setUpSecondFactor,
  signIn,
  smallStaff,
  staff,
} from '../testing/people.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'
import { remindOfDevices } from './remind.ts'

const day = 86_400_000
const answers = ['complete', 'undamaged', 'no-paper', 'wiped'].map((item) => ({
  item,
  inOrder: true,
  note: null as string | null,
}))

describe('equipment', () => {
  let server: TestServer
  const browsers = new Map<string, Browser>()
  const ids = new Map<string, string>()
  const by = (account: string) => browsers.get(account) as Browser
  const idOf = (account: string) => ids.get(account) ?? ''
  const notices = async (account: string): Promise<string[]> =>
    (await by(account).request('/api/notices')).body.notices.map(({ kind }: { kind: string }) => kind)

  let serial = 0
  async function register(more: object = {}): Promise<Device> {
    const body = {
      type: 'notebook',
      serial: `NB-${++serial}`,
      model: 'Modell 7',
      attributes: ['privacy-screen', 'disk-encryption'],
      ...more,
    }
    const answer = await by('g.lager').request('/api/equipment/devices', { body })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return answer.body
  }
  const handOver = (device: string, account: string, dueOn: string | null = null, as = 'g.lager') =>
    by(as).request(`/api/equipment/devices/${device}/hand-over`, { body: { person: idOf(account), dueOn } })
  async function given(account: string, dueOn: string | null = null, more: object = {}): Promise<Device> {
    const { id } = await register(more)
    const answer = await handOver(id, account, dueOn)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }
  const giveBack = (device: string, list = answers) =>
    by('g.lager').request(`/api/equipment/devices/${device}/return`, { body: { answers: list } })

  before(async () => {
    server = await testServer()
    const { browser } = await administrator(server)
    browsers.set('verwaltung', browser)
    const passwords = await importWithSignIn(browser, smallStaff)
    for (const { account } of smallStaff) browsers.set(account, await staff(server, account, passwords.get(account)))
    const people = await server.services.database.selectFrom('person').select(['id', 'account']).execute()
    for (const { id, account } of people) ids.set(account, id)
  })
  after(() => server[Symbol.asyncDispose]())

  test('a notebook goes from the register to a person, who is told and confirms, and back into stock', async () => {
    const device = await given('j.sommer', '2026-08-31')
    assert.deepEqual(device.holding?.person.name, 'Jana Sommer')
    const { body: mine } = await by('j.sommer').request('/api/equipment/mine')
    assert.deepEqual(
      mine.map(({ id }: Device) => id),
      [device.id],
    )
    assert.deepEqual(await notices('j.sommer'), ['device-handed-over'])
    const confirmed = await by('j.sommer').request(`/api/equipment/mine/${device.id}/confirmation`, { method: 'POST' })
    assert.equal(confirmed.body.holding.confirmedAt, server.clock.now.toISOString())
    const back = await giveBack(device.id)
    assert.equal(back.body.state, 'in-stock')
    assert.deepEqual((await by('j.sommer').request('/api/equipment/mine')).body, [])
    const { body: whole } = await by('g.lager').request(`/api/equipment/devices/${device.id}`)
    assert.deepEqual(
      whole.records.map(({ deed }: { deed: string }) => deed),
      ['returned', 'confirmed', 'handed-over', 'registered'],
    )
    assert.deepEqual(whole.records[0].answers, answers)
  })

  test('without disk encryption and privacy screen a notebook is not handed over', async () => {
    const { id } = await register({ attributes: ['privacy-screen'] })
    const refused = await handOver(id, 'j.sommer')
    assert.deepEqual([refused.status, refused.body.code], [422, 'device-not-ready'])
    assert.deepEqual(refused.body.fields, [
      { path: 'attributes', message: { de: 'Datenträger verschlüsselt', en: 'Disk encrypted' } },
    ])
    const card = {
      type: 'notebook',
      serial: `NB-${serial}`,
      model: 'Modell 7',
      attributes: ['privacy-screen', 'disk-encryption'],
    }
    assert.equal(
      (await by('g.lager').request(`/api/equipment/devices/${id}`, { method: 'PUT', body: card })).status,
      200,
    )
    assert.equal((await handOver(id, 'j.sommer')).status, 200)
    assert.equal((await handOver(id, 't.weber')).body.code, 'device-step-refused', 'it is handed over already')
    await giveBack(id)
  })

  test('the same serial of the same type is one device, however it is written', async () => {
    const device = await register()
    const body = { type: 'notebook', serial: device.serial.toLowerCase(), model: 'X', attributes: [] }
    assert.equal((await by('g.lager').request('/api/equipment/devices', { body })).body.code, 'device-known')
    const unknown = await by('g.lager').request('/api/equipment/devices', {
      body: { ...body, type: 'toaster', attributes: ['warm'] },
    })
    assert.deepEqual(
      unknown.body.fields.map(({ path }: { path: string }) => path),
      ['type', 'attributes.0'],
    )
  })

  test('the device of somebody else is as little there as one that does not exist', async () => {
    const device = await given('t.weber')
    const nobodys = '00000000-0000-4000-8000-000000000000'
    for (const deed of ['confirmation', 'loss']) {
      const theirs = await by('j.sommer').request(`/api/equipment/mine/${device.id}/${deed}`, { method: 'POST' })
      const none = await by('j.sommer').request(`/api/equipment/mine/${nobodys}/${deed}`, { method: 'POST' })
      assert.equal(theirs.status, 404)
      assert.deepEqual(theirs.body, none.body)
    }
    // Who hands devices out has no private way to those of others either.
    assert.equal((await by('g.lager').request(`/api/equipment/mine/${device.id}/loss`, { method: 'POST' })).status, 404)
    assert.equal((await by('t.weber').request('/api/equipment/mine')).body.length, 1)
    await giveBack(device.id)
  })

  test('who hands devices out hands none to herself', async () => {
    const { id } = await register()
    assert.equal((await handOver(id, 'g.lager')).body.code, 'own-device')
  })

  test('one press on "lost" ends the other sign-ins and all sessions, and tells those who have to know', async () => {
    const { database } = server.services
    const device = await given('j.sommer')
    server.advance(1000)
    const elsewhere = server.browser('office')
    assert.equal((await signIn(elsewhere, 'j.sommer', ownPassword)).status, 200)
    assert.equal((await elsewhere.request('/api/equipment/mine')).status, 200)
    const started = await by('j.sommer').request('/api/sessions', { body: { workspace: 'soziales', app: null } })
    assert.equal(started.status, 202, JSON.stringify(started.body))
    const press = () => by('j.sommer').request(`/api/equipment/mine/${device.id}/loss`, { method: 'POST' })
    const { status, body } = await press()
    assert.equal(status, 200, JSON.stringify(body))
    assert.equal(body.device.state, 'lost')
    assert.deepEqual([body.signInsEnded, body.sessionsEnded, body.secondFactorRemoved], [1, 1, false])
    assert.equal((await elsewhere.request('/api/equipment/mine')).body.code, 'not-signed-in')
    assert.equal(
      (await by('j.sommer').request('/api/equipment/mine')).status,
      200,
      'she who reports it stays signed in',
    )
    const over = await database
      .selectFrom('session')
      .select('state')
      .where('id', '=', started.body.id)
      .executeTakeFirst()
    assert.ok(over && ['ended', 'ending'].includes(over.state))
    assert.equal((await notices('j.sommer'))[0], 'device-lost')
    assert.equal((await notices('g.lager'))[0], 'device-lost-by-another')
    assert.equal((await notices('verwaltung'))[0], 'device-lost-by-another')
    assert.equal((await press()).body.code, 'device-step-refused', 'pressed twice it is lost once')
    const event = await database.selectFrom('event').select('kind').where('kind', '=', 'device.lost').execute()
    assert.equal(event.length, 1)
  })

  test('a loss that is reported by telephone ends every sign-in, and a lost phone takes the second factor along', async () => {
    const { database } = server.services
    await setUpSecondFactor(server, by('t.weber'))
    const device = await given('t.weber', null, { type: 'phone', attributes: [] })
    const { body } = await by('g.lager').request(`/api/equipment/devices/${device.id}/loss`, { method: 'POST' })
    assert.equal(body.secondFactorRemoved, true)
    assert.equal(body.signInsEnded, 1)
    assert.equal((await by('t.weber').request('/api/equipment/mine')).body.code, 'not-signed-in')
    const left = await database
      .selectFrom('second_factor')
      .select('person')
      .where('person', '=', idOf('t.weber'))
      .execute()
    assert.deepEqual(left, [])
    await signIn(by('t.weber'), 't.weber', ownPassword)
    const outside = server.browser('outside')
    assert.equal(
      (await signIn(outside, 't.weber', ownPassword)).body.due,
      'set-up-second-factor',
      'from outside nothing opens',
    )
    const found = await by('g.lager').request(`/api/equipment/devices/${device.id}/restocking`, {
      body: { note: 'Fundbüro' },
    })
    assert.equal(found.body.state, 'in-stock')
  })

  test('what is due back is reminded of once before and once after, whatever the number of rounds', async () => {
    const device = await given('a.kern', '2026-04-01')
    const rounds = async () => {
      await remindOfDevices(server.services)
      await remindOfDevices(server.services)
    }
    await rounds()
    assert.deepEqual(await notices('a.kern'), ['device-handed-over'])
    server.clock.now = new Date('2026-03-18T08:00:00.000Z')
    await rounds()
    server.advance(day)
    await rounds()
    await signIn(by('a.kern'), 'a.kern', ownPassword)
    assert.deepEqual(await notices('a.kern'), ['device-due-soon', 'device-handed-over'])
    server.clock.now = new Date('2026-04-02T08:00:00.000Z')
    await rounds()
    await signIn(by('a.kern'), 'a.kern', ownPassword)
    await signIn(by('g.lager'), 'g.lager', ownPassword)
    assert.deepEqual(await notices('a.kern'), ['device-overdue', 'device-due-soon', 'device-handed-over'])
    const stock = (await by('g.lager').request('/api/equipment/stock')).body
    assert.equal(stock.find(({ type }: { type: string }) => type === 'notebook').overdue, 1)
    const due = await by('g.lager').request('/api/equipment/devices?dueUntil=2026-04-02')
    assert.deepEqual(
      due.body.devices.map(({ id }: Device) => id),
      [device.id],
    )
    await giveBack(device.id)
  })

  test('a search takes its text literally', async () => {
    const { body } = await by('g.lager').request(`/api/equipment/devices?q=${encodeURIComponent('%_%')}`)
    assert.deepEqual(body, { total: 0, devices: [] })
    assert.equal((await by('g.lager').request('/api/equipment/devices?q=modell')).body.total > 3, true)
  })

  test('notices are read by their person alone', async () => {
    await signIn(by('j.sommer'), 'j.sommer', ownPassword)
    const { body } = await by('j.sommer').request('/api/notices')
    const all = body.notices.map(({ id }: { id: string }) => id)
    assert.ok(body.unread > 0)
    await by('g.lager').request('/api/notices/read', { body: { notices: all } })
    assert.equal((await by('j.sommer').request('/api/notices')).body.unread, body.unread)
    assert.deepEqual((await by('j.sommer').request('/api/notices/read', { body: { notices: all } })).body, {
      unread: 0,
    })
  })

  describe('as CSV', () => {
    const send = (csv: string) => by('g.lager').request('/api/equipment/import', { body: { csv } })

    test('is imported whole, and a second time nothing changes', async () => {
      const lines = Array.from({ length: 500 }, (_, at) => `screen;BS-${at};"Bild;schirm ""24""";`)
      const csv = `type;serial;model;attributes\r\n${lines.join('\r\n')}\r\nnotebook;IMP-1;Modell 8;disk-encryption privacy-screen\r\n`
      assert.deepEqual((await send(csv)).body, { added: 501, changed: 0 })
      assert.deepEqual((await send(`\uFEFF${csv}`)).body, { added: 0, changed: 0 })
      assert.deepEqual((await send('type,serial,model\nscreen,bs-7,Anderer\n')).body, { added: 0, changed: 1 })
      const { body } = await by('g.lager').request('/api/equipment/devices?q=BS-8')
      assert.ok(body.devices.some(({ model }: Device) => model === 'Bild;schirm "24"'))
    })

    test('is recorded device by device, in the history of each and in the log', async () => {
      const events = async () => {
        const { body } = await by('g.lager').request('/api/equipment/devices?q=PROTO-')
        const ids = body.devices.map(({ id }: Device) => id)
        return server.services.database
          .selectFrom('event')
          .select(['kind', sql<string>`details ->> 'device'`.as('device')])
          .where(sql<boolean>`details ->> 'device' = any(${ids}::text[])`)
          .orderBy('id')
          .execute()
      }
      await send('type;serial;model\nscreen;PROTO-1;A\nscreen;PROTO-2;A\n')
      await send('type;serial;model\nscreen;proto-2;B\nscreen;PROTO-3;A\n')
      const { body } = await by('g.lager').request('/api/equipment/devices?q=PROTO-')
      assert.deepEqual(body.devices.map(({ serial, model }: Device) => [serial, model]).sort(), [
        ['PROTO-1', 'A'],
        ['PROTO-3', 'A'],
        ['proto-2', 'B'],
      ])
      const second = body.devices.find(({ serial }: Device) => serial === 'proto-2')
      const { body: whole } = await by('g.lager').request(`/api/equipment/devices/${second.id}`)
      assert.deepEqual(
        whole.records.map(({ deed, by: who }: { deed: string; by: { name: string } }) => [deed, who.name]),
        [
          ['changed', 'Gerd Lager'],
          ['registered', 'Gerd Lager'],
        ],
      )
      const logged = await events()
      assert.deepEqual(logged.map(({ kind }) => kind).sort(), [
        'device.changed',
        'device.registered',
        'device.registered',
        'device.registered',
      ])
      assert.equal(logged.filter(({ device }) => device === second.id).length, 2)
    })

    test('by two people at once adds each device once', async () => {
      const lines = (model: string) => Array.from({ length: 300 }, (_, at) => `screen;ZWEI-${at};${model}`)
      const [one, two] = [lines('A'), lines('B').reverse()]
      const answers = await Promise.all([one, two].map((all) => send(`type;serial;model\n${all.join('\n')}\n`)))
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200],
      )
      assert.equal(
        answers.reduce((sum, { body }) => sum + body.added, 0),
        300,
      )
    })

    test('with what no text may hold is refused by its line', async () => {
      for (const serial of ['NUL-\u0000', 'x'.repeat(300)]) {
        const answer = await send(`type;serial;model\nscreen;${serial};A\n`)
        assert.deepEqual([answer.status, answer.body.fields[0].path], [400, 'line.2.serial'])
      }
    })

    test('with a faulty line is refused whole, with the number of every one', async () => {
      const answer = await send(
        'type;serial;model;attributes\nscreen;NEU-1;A;\ntoaster;NEU-2;B;\nscreen;neu-1;C;\nscreen;;D;\nscreen;NEU-3;E;warm\n',
      )
      assert.equal(answer.status, 400)
      assert.deepEqual(
        answer.body.fields.map(({ path }: { path: string }) => path),
        ['line.3.type', 'line.4', 'line.5.serial', 'line.6.attributes.0'],
      )
      assert.equal((await by('g.lager').request('/api/equipment/devices?q=NEU-')).body.total, 0)
      assert.match((await send('serial;model\nX;Y\n')).body.fields[0].message.en, /no column type/)
      assert.equal((await send('type;serial;model\nscreen;"offen;A\n')).status, 400)
    })

    test('with more lines than one import takes is refused whole, and never cut off', async () => {
      const lines = Array.from({ length: 20_001 }, (_, at) => `screen;VIEL-${at};M`)
      const answer = await send(`type;serial;model\n${lines.join('\n')}\n`)
      assert.deepEqual([answer.status, answer.body.fields[0].path], [400, 'line.20002'])
      assert.equal((await by('g.lager').request('/api/equipment/devices?q=VIEL-')).body.total, 0)
    })

    test('goes out and comes back in unchanged, and no cell is a formula for a spreadsheet', async () => {
      await register({ model: '=HYPERLINK("http://example.org")', serial: 'FORMEL-1' })
      const { body } = await by('g.lager').request('/api/equipment/export')
      assert.match(body.name, /^devices-2026-\d\d-\d\d\.csv$/)
      assert.ok(body.csv.startsWith('\uFEFFtype;serial;model;attributes;state;holder'))
      assert.ok(!/(^|;|")[=+@]/m.test(body.csv.replaceAll('""', '')), 'a cell begins like a formula')
      assert.deepEqual((await send(body.csv)).body, { added: 0, changed: 0 })
    })
  })

  test('what was recorded of a device cannot be changed', async () => {
    const { database } = server.services
    await assert.rejects(database.deleteFrom('device_record').execute(), /only ever added/)
  })
})
