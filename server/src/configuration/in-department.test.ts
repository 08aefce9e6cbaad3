import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeRounds } from '../rounds/rounds.ts'
import type { Browser } from '../testing/browser.ts'
import { moveTo } from '../testing/days.ts'
import { administrator, importWithSignIn, smallStaff, staff } from '../testing/people.ts'
import { smallCity } from '../testing/small-city.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'

const otherwise = `kind: HomeWorkplace
id: home
otherwise:
  - departments: [ordnungsamt]
    trainingMonths: 6
    checklist: [{ id: door, title: { de: Die Tür lässt sich schließen., en: The door can be closed. } }]
---
kind: Equipment
id: equipment
otherwise:
  - departments: [sozialamt]
    handedOverOnlyWith: { phone: [managed] }
    returnChecklist: [{ id: files, title: { de: Akten sind zurück, en: Files are back } }]
---
kind: Notifications
id: notifications
otherwise:
  - departments: [sozialamt]
    words: [{ notice: device-handed-over, title: { de: Hier im Sozialamt, en: Here }, text: { de: Bitte sehen Sie nach., en: Please look. } }]
---
kind: DataProtection
id: data-protection
otherwise:
  - departments: [ordnungsamt]
    officer: { de: Zimmer 7, en: Room 7 }
    retention: { notice: { months: 3 } }
`

describe('what one department rules otherwise', () => {
  let server: TestServer
  const browsers = new Map<string, Browser>()
  const by = (account: string) => browsers.get(account) as Browser
  const get = async (account: string, path: string) => (await by(account).request(path)).body
  const post = (account: string, path: string, body: unknown) => by(account).request(path, { method: 'POST', body })
  const idOf = async (account: string) =>
    (
      await server.services.database
        .selectFrom('person')
        .select('id')
        .where('account', '=', account)
        .executeTakeFirstOrThrow()
    ).id

  before(async () => {
    server = await testServer()
    const { browser } = await administrator(server)
    const files = [...smallCity, { path: 'otherwise.yaml', text: otherwise }]
    const published = await browser.request('/api/administration/configuration', { body: { files, reason: 'Ämter' } })
    assert.equal(published.status, 201, JSON.stringify(published.body))
    const passwords = await importWithSignIn(browser, smallStaff)
    for (const { account } of smallStaff) browsers.set(account, await staff(server, account, passwords.get(account)))
  })
  after(() => server[Symbol.asyncDispose]())

  test('is its own checklist, and how long a training holds', async () => {
    await post('s.icher', '/api/trainings', { accounts: ['j.sommer', 'p.fremd'], on: '2026-03-01' })
    const [there, elsewhere] = [
      await get('p.fremd', '/api/home-workplace'),
      await get('j.sommer', '/api/home-workplace'),
    ]
    assert.deepEqual([there.trainingUntil, elsewhere.trainingUntil], ['2026-09-01', '2027-03-01'])
    assert.equal(there.checklist.length, 1)
    assert.ok(elsewhere.checklist.length > 1, 'the city has the whole list')
    const answers = [{ item: 'door', yes: true, note: null }]
    assert.equal((await post('p.fremd', '/api/home-workplace', { answers })).status, 201)
    assert.equal((await post('j.sommer', '/api/home-workplace', { answers })).status, 400)
    const all = elsewhere.checklist.map(({ id }: { id: string }) => ({ item: id, yes: true, note: null }))
    assert.equal((await post('j.sommer', '/api/home-workplace', { answers: all })).status, 201)
    const [hers] = (await get('s.icher', '/api/home-workplace/checks')).filter(
      ({ person }: { person: { name: string } }) => person.name === 'Jana Sommer',
    )
    const seen = await get('s.icher', `/api/home-workplace/checks/${hers.id}`)
    assert.deepEqual(seen.checklist, elsewhere.checklist, 'whoever assesses reads the questions that were answered')
  })

  test('is what a device needs before its people get it, and what is looked at when it comes back', async () => {
    const register = async (serial: string) =>
      (await post('g.lager', '/api/equipment/devices', { type: 'phone', serial, model: 'Eins', attributes: [] })).body
        .id
    const [first, second] = [await register('A-1'), await register('A-2')]
    const handOver = async (device: string, account: string) =>
      post('g.lager', `/api/equipment/devices/${device}/hand-over`, { person: await idOf(account), dueOn: null })
    assert.equal((await handOver(first, 'j.sommer')).body.code, 'device-not-ready')
    assert.equal((await handOver(first, 'p.fremd')).status, 200)
    const card = { type: 'phone', serial: 'A-2', model: 'Eins', attributes: ['managed'] }
    await by('g.lager').request(`/api/equipment/devices/${second}`, { method: 'PUT', body: card })
    assert.equal((await handOver(second, 'j.sommer')).status, 200)
    const { returnChecklist } = await get('g.lager', `/api/equipment/devices/${second}`)
    assert.deepEqual(
      returnChecklist.map(({ id }: { id: string }) => id),
      ['files'],
    )
    const answers = [{ item: 'files', inOrder: true, note: null }]
    assert.equal((await post('g.lager', `/api/equipment/devices/${first}/return`, { answers })).status, 400)
    assert.equal((await post('g.lager', `/api/equipment/devices/${second}/return`, { answers })).status, 200)
  })

  test('is how its people are told', async () => {
    const titles = async (account: string) =>
      (await get(account, '/api/notices')).notices
        .filter(({ kind }: { kind: string }) => kind === 'device-handed-over')
        .map(({ title }: { title: { de: string } }) => title.de)
    assert.deepEqual(await titles('j.sommer'), ['Hier im Sozialamt'])
    assert.deepEqual(await titles('p.fremd'), ['Ein Gerät wurde Ihnen ausgegeben'])
  })

  test('is how long what its people were told is kept, and who answers for it', async () => {
    const [there, elsewhere] = [
      await get('p.fremd', '/api/privacy/logged'),
      await get('j.sommer', '/api/privacy/logged'),
    ]
    const months = ({ logged }: { logged: { id: string; months: number }[] }) =>
      logged.find(({ id }) => id === 'notice')?.months
    assert.deepEqual([months(there), months(elsewhere)], [3, 12])
    assert.deepEqual([there.officer.de, elsewhere.officer.de], ['Zimmer 7', '[bitte eintragen]'])
    await moveTo(server, '2026-06-30T08:00:00.000Z', browsers)
    await makeRounds(server.services)
    const kept = async (account: string) => {
      const { notices } = await get(account, '/api/notices')
      return notices.some(({ at }: { at: string }) => at < '2026-03-05')
    }
    assert.deepEqual([await kept('p.fremd'), await kept('j.sommer')], [false, true])
    const drafts = await get('d.schutz', '/api/privacy/drafts')
    assert.match(drafts[0].markdown.de, /Abweichend in einzelnen Ämtern[\s\S]*Ordnungsamt – .*Zimmer 7.*3 Monate/)
  })
})
