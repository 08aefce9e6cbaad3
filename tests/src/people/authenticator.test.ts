import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TOTP } from 'otpauth'
import { Authenticator } from './authenticator.ts'

const secret = 'JBSWY3DPEHPK3PXP'

test('whenever a code is read, it is still taken ten seconds later, and none comes twice', async (t) => {
  t.mock.timers.enable({ apis: ['Date'] })
  for (let second = 0; second < 30; second += 1) {
    const now = 1_800_000_000_000 + second * 1000
    t.mock.timers.setTime(now)
    const app = new Authenticator(secret)
    const codes = [await app.code(), await app.code()]
    const deltas = codes.map((token) => new TOTP({ secret }).validate({ token, window: 1, timestamp: now + 10_000 }))
    assert.ok(
      deltas.every((delta) => delta !== null),
      `second ${second}: ${deltas}`,
    )
    assert.notEqual(codes[0], codes[1])
  }
})
