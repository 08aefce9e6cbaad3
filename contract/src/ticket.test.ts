import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { test } from 'node:test'
import { signTicket, type TicketClaims, ticketLifetime, ticketMaximumLength, ticketVerifier } from './ticket.ts'

const now = new Date('2026-03-02T08:00:00Z')
const seconds = now.getTime() / 1000
const claims: TicketClaims = {
  jti: '6f1f1a52-6a0c-4b55-9c8e-0f5a3f6f2a11',
  sub: '0b0f4a0e-3c53-4f0c-8d51-0d2f2a0f7a22',
  aud: 'host-a',
  session: '9a1f1a52-6a0c-4b55-9c8e-0f5a3f6f2a33',
  address: 'host-a.example:7084',
  listener: 'office',
  rights: ['control'],
  iat: seconds,
  exp: seconds + ticketLifetime,
}

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const verify = ticketVerifier({ keys: [jwk(publicKey, 'first')] })

function jwk(key: KeyObject, kid: string) {
  return { ...key.export({ format: 'jwk' }), kid, alg: 'EdDSA' } as { kty: string; kid: string }
}

test('a ticket says to gateway and agent what the server signed', async () => {
  assert.deepEqual(await verify(await signTicket(claims, privateKey, 'first'), now), { ok: true, claims })
})

test('a ticket ends when its seconds are over', async () => {
  const ticket = await signTicket(claims, privateKey, 'first')
  const later = new Date(now.getTime() + ticketLifetime * 1000)
  assert.deepEqual(await verify(ticket, later), { ok: false, refusal: 'expired' })
})

test('a changed, foreign or unsigned ticket is refused, each for its reason', async () => {
  const ticket = await signTicket(claims, privateKey, 'first')
  const [head = '', body = '', signature = ''] = ticket.split('.')
  const more = JSON.parse(Buffer.from(body, 'base64url').toString())
  more.rights = ['control', 'clipboard-out']
  const changed = [head, Buffer.from(JSON.stringify(more)).toString('base64url'), signature].join('.')
  assert.deepEqual(await verify(changed, now), { ok: false, refusal: 'forged' })
  const stranger = generateKeyPairSync('ed25519').privateKey
  assert.deepEqual(await verify(await signTicket(claims, stranger, 'first'), now), { ok: false, refusal: 'forged' })
  const unknown = await signTicket(claims, stranger, 'second')
  assert.deepEqual(await verify(unknown, now), { ok: false, refusal: 'unknown-key' })
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'nahtlos-ticket', kid: 'first' })).toString('base64url')
  assert.equal((await verify(`${none}.${body}.`, now)).ok, false)
})

test('what is no ticket is malformed, however long it is', async () => {
  for (const text of ['', 'x', 'a.b.c', '.'.repeat(ticketMaximumLength), 'a'.repeat(1_000_000)]) {
    assert.deepEqual(await verify(text, now), { ok: false, refusal: 'malformed' })
  }
  const lacking = { ...claims, listener: 'not a listener' }
  const ticket = await signTicket(lacking, privateKey, 'first')
  assert.deepEqual(await verify(ticket, now), { ok: false, refusal: 'malformed' })
})
