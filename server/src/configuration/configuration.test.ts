import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from '../testing/browser.ts'
import { administrator, importWithSignIn, smallStaff } from '../testing/people.ts'
import { smallCity } from '../testing/small-city.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'
import { holdPublished } from './published.ts'

const path = '/api/administration/configuration'

describe('the configuration', () => {
  let server: TestServer
  let browser: Browser
  before(async () => {
    server = await testServer()
    assert.equal(server.services.published.current(), null, 'a fresh server has none, and starts')
    browser = (await administrator(server)).browser
  })
  after(() => server[Symbol.asyncDispose]())

  test('its files come back byte for byte', async () => {
    const { body } = await browser.request(`${path}/1`)
    assert.deepEqual(body.files, smallCity)
    const strange = smallCity.map((file) => ({
      ...file,
      text: `\uFEFF# ü 😀 \u2028  \r\n${file.text.replaceAll('\n', '  \r\n')}# no end of line`,
    }))
    const draft = (await browser.request('/api/administration/drafts', { body: { title: 'x', files: strange } })).body
    const kept = (await browser.request(`/api/administration/drafts/${draft.id}`)).body
    assert.deepEqual([kept.files, kept.faults], [strange, []], 'marks, line breaks and spaces as well')
    const half = smallCity.map((file) => ({ ...file, text: `${file.text}# \uD83D` }))
    assert.equal((await browser.request(`${path}/validation`, { body: { files: half } })).status, 400)
    await browser.request(`/api/administration/drafts/${draft.id}`, { method: 'DELETE' })
    assert.equal((await browser.request(`${path}/2`)).status, 404)
    const { body: revisions } = await browser.request(path)
    assert.deepEqual(
      revisions.map(({ number, author, reason }: Record<string, unknown>) => [number, author, reason]),
      [[1, 'Vera Waltung', 'Anfang']],
    )
  })

  test('a faulty one says where it is wrong and leaves the present one in force', async () => {
    const files = smallCity.map((file) => ({ ...file, text: file.text.replace('pool: main', 'pool: mein') }))
    const { body: validation } = await browser.request(`${path}/validation`, { body: { files } })
    assert.equal(validation.faults.length, 1)
    assert.equal(validation.faults[0].document, 'Workspace/soziales')
    const refused = await browser.request(path, { body: { files, reason: 'Tippfehler' } })
    assert.equal(refused.status, 422)
    assert.equal(refused.body.code, 'configuration-invalid')
    assert.match(refused.body.fields[0].path, /^city\.yaml:\d+:\d+$/)
    assert.equal(server.services.published.current()?.revision, 1)
    assert.equal((await browser.request('/api/administration/zones')).body.length, 2)
  })

  test('a new one is in force at once, in other replicas too', async () => {
    const replica = await holdPublished(
      server.services.database,
      server.services.signals,
      server.services.log,
      server.services.revisionKeys,
    )
    assert.equal(replica.current()?.revision, 1)
    const files = smallCity.map((file) => ({ ...file, text: file.text.replace('de: Amt,', 'de: Im Amt,') }))
    const published = await browser.request(path, { body: { files, reason: 'Umbenannt' } })
    assert.equal(published.body.number, 2)
    const { body: me } = await browser.request('/api/me')
    assert.equal(me.zone.title.de, 'Im Amt')
    // The replica was told by the same transaction; its next look waits for the one that is under way.
    await replica.refresh()
    assert.equal(replica.current()?.revision, 2)
  })

  test('two at once become two revisions', async () => {
    const publish = (reason: string) => browser.request(path, { body: { files: smallCity, reason } })
    const answers = await Promise.all([publish('eins'), publish('zwei')])
    assert.deepEqual(answers.map((answer) => answer.body.number).sort(), [3, 4])
  })

  test('a published revision cannot be changed', async () => {
    const { database } = server.services
    await assert.rejects(database.updateTable('revision').set({ reason: 'anders' }).execute(), /only ever added/)
    await assert.rejects(database.deleteFrom('revision_file').execute(), /only ever added/)
  })

  test('each zone comes with an address that lies in it', async () => {
    const { body } = await browser.request('/api/administration/zones')
    assert.deepEqual(
      body.map(({ id, exampleAddress }: Record<string, string>) => [id, exampleAddress]),
      [
        ['home', '0.0.0.1'],
        ['office', '10.20.0.1'],
      ],
    )
  })

  test('a simulation says what somebody would get, and is recorded', async () => {
    await importWithSignIn(browser, smallStaff)
    const found = await browser.request('/api/administration/people?q=Sommer')
    assert.deepEqual(
      found.body.map(({ account }: { account: string }) => account),
      ['j.sommer'],
    )
    const person = found.body[0].id
    const context = {
      at: '2026-03-04T10:00:00.000Z',
      listener: 'office',
      clientAddress: '10.20.1.1',
      secondFactor: false,
    }
    const inside = await browser.request('/api/administration/simulation', { body: { person, context } })
    assert.equal(inside.body.zone, 'office')
    assert.deepEqual(
      inside.body.workspaces.map(({ id, available }: Record<string, unknown>) => [id, available]),
      [['soziales', true]],
    )
    const outside = await browser.request('/api/administration/simulation', {
      body: { person, context: { ...context, listener: 'outside', clientAddress: '198.51.100.7', secondFactor: true } },
    })
    assert.equal(outside.body.workspaces[0].available, false)
    assert.equal(outside.body.workspaces[0].refusals[0].code, 'agreement-missing')
    const event = await server.services.database
      .selectFrom('event')
      .select('details')
      .where('kind', '=', 'person.simulated')
      .executeTakeFirstOrThrow()
    assert.deepEqual(event.details, { person })
  })
})
