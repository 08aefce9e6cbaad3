import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pino } from 'pino'
import { realSystem } from '../system/real-system.ts'
import { type Contained, contained } from '../testing/contained.ts'
import { mostNames, TakenNames } from './taken-names.ts'

const system = realSystem()
let place: Contained
before(async () => {
  place = await contained()
})
after(() => place.close())

/** What every session has can listen under as many names as it is told to. */
async function session(id: string, names: number) {
  const own = randomBytes(4).toString('hex')
  const listens = Array.from({ length: names }, (_, index) => `<listen>unix:abstract=nahtlos-${own}-${index}</listen>`)
  await writeFile(join(place.home, `${id}.conf`), `<busconfig>${listens.join('')}</busconfig>`, { mode: 0o644 })
  const bus = ['dbus-daemon', `--config-file=${id}.conf`, '--nofork', '--print-address=1']
  const child = await place.start(bus)
  await once(child.stdout ?? assert.fail(), 'data')
  return { id, first: async () => (await system.children(child.pid ?? 0))[0] ?? null }
}

test('a session that takes the socket names of the host is ended, and no other', async (t) => {
  const sessions = [await session('usual', 10), await session('greedy', mostNames + 10)]
  const ended: string[] = []
  const log = pino({ level: 'silent' })
  const names = new TakenNames({ system, log, sessions: () => sessions, end: (id) => ended.push(id) })
  t.after(() => names.close())
  await names.look()
  assert.deepEqual(ended, ['greedy'])
})
