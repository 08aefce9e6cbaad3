import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { realSystem } from '../system/real-system.ts'
import { usedTickets } from './used-tickets.ts'

test('a ticket is good for one of many that come at once, and for nobody after a restart', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'tickets-'))
  t.after(() => rm(directory, { recursive: true }))
  const tickets = await usedTickets(realSystem(), directory)
  const claims = { jti: randomUUID(), exp: 1000 }
  const answers = await Promise.all(Array.from({ length: 20 }, () => tickets.spend(claims)))
  assert.equal(answers.filter(Boolean).length, 1)
  const restarted = await usedTickets(realSystem(), directory)
  assert.equal(await restarted.spend(claims), false)
  await restarted.forgetExpired(new Date(1_059_000))
  assert.equal(await restarted.spend(claims), false, 'clocks may be set back')
  await restarted.forgetExpired(new Date(1_061_000))
  assert.equal(await restarted.spend(claims), true, 'forgotten; refused as expired before it comes this far')
})
