import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { System } from '../system/system.ts'
import { endDenied } from './denied-processes.ts'

const denied = '/usr/bin/game'

/** A session of which each look finds what the next of these lists says runs a denied program; a signal ends none. */
function session(looks: readonly (readonly number[])[]) {
  const signals: string[] = []
  let look = -1
  let running: readonly number[] = []
  const system: Partial<System> = {
    companions: async () => {
      look += 1
      running = looks[look] ?? []
      return [5, 6]
    },
    readText: async (path) => {
      const pid = Number(path.split('/')[2])
      if (path.endsWith('status')) return 'Uid:\t1000\t1000\t1000\t1000\n'
      if (path.endsWith('maps')) return `0-1 r-xp 0 0:0 1  ${running.includes(pid) ? denied : '/bin/sh'}\n`
      return 'sh\0'
    },
    process: async (pid) => ({ pid, parent: 1, name: 'game', startTime: '1' }),
    exited: async () => undefined,
    signal: (pid, signal) => {
      signals.push(`${signal} ${pid}`)
      return true
    },
  }
  return { system: system as System, signals }
}
const end = (system: System, patience: number) =>
  endDenied(system, { first: 1, uid: 1000 }, new Set([denied]), patience)

test('a program that comes up while the others save is asked to save as well', async () => {
  const { system, signals } = session([[5], [5, 6], [6], []])
  assert.equal(await end(system, 60_000), 2)
  assert.deepEqual(signals, ['SIGTERM 5', 'SIGTERM 6'])
})

test('what does not end in time is killed, and each is asked once', async () => {
  const looks = Array.from({ length: 1_000 }, () => [5])
  const { system, signals } = session(looks)
  assert.equal(await end(system, 200), 1)
  assert.equal(signals[0], 'SIGTERM 5')
  assert.ok(signals.slice(1).every((each) => each === 'SIGKILL 5') && signals.length > 1, signals.join())
})

test('without patience nothing is asked', async () => {
  const { system, signals } = session([[5], []])
  assert.equal(await end(system, 0), 1)
  assert.deepEqual(signals, ['SIGKILL 5'])
})
