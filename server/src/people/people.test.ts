import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from '../testing/browser.ts'
import { administrator, importWithSignIn, signIn, smallStaff } from '../testing/people.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'

const path = '/api/administration/people'

describe('people', () => {
  let server: TestServer
  let browser: Browser
  before(async () => {
    server = await testServer()
    browser = (await administrator(server)).browser
  })
  after(() => server[Symbol.asyncDispose]())

  const person = (account: string, more: object = {}) => ({
    account,
    name: `Name von ${account}`,
    department: 'sozialamt',
    manager: null,
    ...more,
  })

  test('ten thousand are imported in seconds, and a second time nothing changes', async () => {
    const batches = Array.from({ length: 5 }, (_, batch) =>
      Array.from({ length: 2000 }, (_, index) => person(`p${batch}-${index}`)),
    )
    const start = performance.now()
    for (const people of batches) assert.equal((await browser.request(path, { body: { people } })).body.added, 2000)
    assert.ok(performance.now() - start < 20_000, `${performance.now() - start} ms`)
    const again = await browser.request(path, { body: { people: batches[0] } })
    assert.deepEqual(again.body, { added: 0, updated: 0, firstPasswords: [], waiting: [] })
  })

  test('each gets a number of her own from 200000 on, and keeps it when she is imported again', async () => {
    const uids = async () =>
      server.services.database.selectFrom('person').select(['account', 'uid']).orderBy('uid').execute()
    const before = await uids()
    assert.equal(before[0]?.uid, 200_000)
    assert.equal(new Set(before.map(({ uid }) => uid)).size, before.length)
    await browser.request(path, { body: { people: [person('p0-0', { name: 'Neuer Name' }), person('neu')] } })
    const after = await uids()
    assert.deepEqual(after.slice(0, before.length), before)
    assert.equal(after.at(-1)?.uid, (before.at(-1)?.uid ?? 0) + 1, 'no number is wasted')
  })

  test('they are found by words in any order, with or without the letters of their language', async () => {
    const people = [person('m.yilmaz', { name: 'Mehmet Yılmaz' }), person('o.mueller', { name: 'Özlem Großmüller' })]
    await browser.request(path, { body: { people } })
    const found = async (text: string) =>
      (await browser.request(`${path}?q=${encodeURIComponent(text)}`)).body.map(
        ({ account }: { account: string }) => account,
      )
    for (const text of ['Yilmaz Mehmet', 'mehmet yılmaz', 'M.YILMAZ', 'YILMAZ'])
      assert.deepEqual(await found(text), ['m.yilmaz'], text)
    for (const text of ['grossmuller', 'Großmüller özlem', 'GROSSMUELLER', 'ozlem', 'ÖZLEM'])
      assert.deepEqual(await found(text), ['o.mueller'], text)
    for (const text of ['%', '_', '\\', 'Mehmet Müller']) assert.deepEqual(await found(text), [], text)
  })

  test('a first password is told once and never replaced by another import', async () => {
    const first = await importWithSignIn(browser, smallStaff)
    assert.equal(first.size, smallStaff.length)
    assert.match(first.get('j.sommer') ?? '', /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    assert.equal((await importWithSignIn(browser, smallStaff)).size, 0)
    assert.equal((await signIn(server.browser(), 'j.sommer', first.get('j.sommer') ?? '')).status, 200)
  })

  test('one faulty line is named and nothing of the list is taken', async () => {
    const people = [
      person('gut'),
      person('gut'),
      person('fremd', { department: 'gibtsnicht' }),
      person('selbst', { manager: 'selbst' }),
    ]
    const answer = await browser.request(path, { body: { people } })
    assert.equal(answer.status, 400)
    assert.deepEqual(
      answer.body.fields.map((field: { path: string }) => field.path),
      ['people.1.account', 'people.2.department', 'people.3.manager'],
    )
    assert.deepEqual((await browser.request(`${path}?q=gut`)).body, [])
  })

  test('an administrator cannot take her own role away by an import', async () => {
    const answer = await browser.request(path, { body: { people: [person('verwaltung')] } })
    assert.deepEqual(
      answer.body.fields.map((field: { path: string }) => field.path),
      ['people.0.roles'],
    )
  })

  test('whoever loses a role loses its rights with the next request', async () => {
    const roles = ['administrator']
    await browser.request(path, { body: { people: [person('zweite', { roles, signIn: true })] } })
    const { database } = server.services
    const held = () => database.selectFrom('person').select('roles').where('account', '=', 'zweite').executeTakeFirst()
    assert.deepEqual((await held())?.roles, roles)
    assert.equal((await browser.request(path, { body: { people: [person('zweite')] } })).body.updated, 1)
    assert.deepEqual((await held())?.roles, [])
  })

  test('a search takes its text literally and finds at most twenty', async () => {
    assert.equal((await browser.request(`${path}?q=p1-`)).body.length, 20)
    assert.deepEqual((await browser.request(`${path}?q=%25%25`)).body, [])
    assert.deepEqual((await browser.request(`${path}?q=${encodeURIComponent(`'; drop table person; --`)}`)).body, [])
    assert.equal((await browser.request(`${path}?q=`)).status, 400)
  })
})
