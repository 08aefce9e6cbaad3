import assert from 'node:assert/strict'
import { test } from 'node:test'
import { administrator } from '../testing/people.ts'
import { testServer } from '../testing/test-server.ts'
import { recordLooks } from './record-look.ts'

test('lists of the same people that are looked at at once are all written down, in whatever order they come', async () => {
  await using server = await testServer()
  const { browser } = await administrator(server)
  const many = Array.from({ length: 1_500 }, (_, at) => ({
    account: `p.${at}`,
    name: `P ${at}`,
    department: 'sozialamt',
    manager: null,
    signIn: false,
  }))
  assert.equal((await browser.request('/api/administration/people', { body: { people: many } })).status, 200)
  const { services } = server
  const people = await services.database.selectFrom('person').select(['id', 'account']).orderBy('account').execute()
  const by = people.find(({ account }) => account === 'verwaltung')?.id ?? assert.fail()
  const ids = people.map(({ id }) => id)
  const orders = [ids, ids.toReversed(), ids.toSorted(), ids.toSorted().toReversed()]
  for (const what of ['devices', 'directory', 'sessions'] as const)
    await Promise.all(
      [...orders, ...orders].map((order) => recordLooks(services, services.database, { people: order, by, what })),
    )
  const looks = await services.database.selectFrom('look').select(['person', 'what']).execute()
  assert.equal(looks.length, 3 * many.length, 'each once, and none at herself')
})
