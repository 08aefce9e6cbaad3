import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { parseProcessStat } from './system/process-stat.ts'
import { type TestHost, testHost } from './testing/test-host.ts'
import { mousepad, testOrder } from './testing/test-order.ts'

/** `./nahtlos bench churn` is the long run, of 500. */
const count = Number(process.env.NAHTLOS_CHURN ?? 12)
const atOnce = 4

let host: TestHost
before(async () => {
  host = await testHost()
})
after(() => host.close())

/** Something that neither needs long nor ends by itself. */
const idle = { ...mousepad, id: 'idle', command: ['sleep', '1000000'] }

test(`${count} sessions started and ended at random, with the agent killed in between, leave nothing over`, {
  timeout: 60_000 + count * 10_000,
}, async (t) => {
  let agent = await host.startAgent()
  const present = new Map<string, SessionOrder>()
  const all: SessionOrder[] = []
  let kills = 0
  while (all.length < count || present.size > 0) {
    if (all.length < count && present.size < atOnce) {
      const order = testOrder({ target: { workspace: 'soziales', app: 'idle' }, apps: [idle] })
      present.set(order.id, order)
      all.push(order)
    }
    host.desire([...present.values()])
    const ids = [...present.keys()]
    const last = all.length === count
    // Some are ended while they start, some when they run.
    if (ids.length === atOnce || last) {
      const id = ids[randomInt(ids.length)] ?? ''
      if (randomInt(3) > 0) await host.server.session(host.name, id, ({ state }) => state !== 'preparing')
      present.delete(id)
    }
    host.desire([...present.values()])
    if (randomInt(4) === 0) {
      // Any moment of a start or an end, chosen by chance: this wait is what is tested.
      await setTimeout(randomInt(300))
      await agent.kill()
      agent = await host.startAgent()
      kills += 1
    }
  }
  await agent.kill()
  agent = await host.startAgent()
  host.desire([])
  const since = Date.now()
  const over = (state: string) => state === 'ended' || state === 'failed'
  await host.server.reported(host.name, ({ at, sessions }) => at > since && sessions.every(({ state }) => over(state)))
  assert.deepEqual(await host.leftOvers(), [])
  const persons = new Set(all.map(({ person }) => person.uid))
  assert.deepEqual(await processesOf(persons), [])
  const lost: string[] = []
  for (const name of await readdir(join(host.directory, 'state/sessions'))) {
    const { detail, state } = JSON.parse(await readFile(join(host.directory, 'state/sessions', name), 'utf8'))
    if (state === 'failed' || detail !== null) lost.push(`${state}: ${detail}`)
  }
  assert.deepEqual(lost, [])
  t.diagnostic(`${all.length} sessions, ${kills + 1} agents killed`)
})

async function processesOf(uids: ReadonlySet<number>): Promise<string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const owner = await stat(`/proc/${pid}`).catch(() => null)
    // What has ended and only waits for its parent to hear of it is nothing any more.
    const alive = parseProcessStat(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))
    if (owner !== null && uids.has(owner.uid) && alive) found.push(`${pid} ${alive.name}`)
  }
  return found
}
