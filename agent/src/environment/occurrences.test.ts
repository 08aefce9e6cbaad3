import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import { Occurrences } from './occurrences.ts'

/** A session whose screen lock is followed; answers what says a line and what the rules were told. */
async function followed(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const told: string[] = []
  const waiting: (() => void)[] = []
  let say: (line: string) => void = () => undefined
  const rules = {
    wants: (trigger: string) => trigger === 'lock' || trigger === 'unlock',
    environment: null,
    protectedPlaces: () => [],
    withholdsAnything: false,
    heal: async () => [],
    happened: ({ trigger }: { trigger: string }) => {
      told.push(trigger)
      return new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
  const system = {
    follow: (_argv: unknown, heard: (line: string) => void) => {
      say = heard
      return { ended: new Promise(() => undefined), close: () => undefined }
    },
  }
  const parts = { system, rules, door: { command: async () => [] }, home: '/', log: pino({ level: 'silent' }) }
  const occurrences = new Occurrences({ ...parts, now: () => 0 } as never)
  occurrences.begin(false)
  t.mock.timers.tick(2_000)
  await setImmediate()
  return {
    told,
    lock: (isLocked: boolean) => say(`   boolean ${isLocked}`),
    done: async () => {
      waiting.shift()?.()
      await setImmediate()
    },
    close: () => occurrences.close(),
  }
}

test('a screen that is locked and unlocked a thousand times meanwhile is told as it is at last', async (t) => {
  const { told, lock, done, close } = await followed(t)
  for (let times = 0; times < 1000; times++) {
    lock(true)
    lock(false)
  }
  lock(true)
  assert.deepEqual(told, ['lock'], 'nothing waits in a row')
  await done()
  assert.deepEqual(told, ['lock'], 'it is locked as it was')
  lock(false)
  lock(true)
  lock(false)
  await done()
  assert.deepEqual(told, ['lock', 'unlock'])
  close()
})
