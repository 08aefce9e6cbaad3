import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AccountClash, groupWith, passwdWith } from './accounts.ts'

const host = 'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\n'
const anna = { account: 'anna.berg', uid: 100_001, name: 'Anna Berg' }

test('the person’s line comes after the host’s', () => {
  assert.equal(passwdWith(host, anna), `${host}anna.berg:x:100001:100001:Anna Berg:/home/anna.berg:/bin/bash\n`)
  assert.equal(groupWith('root:x:0:\n', anna), 'root:x:0:\nanna.berg:x:100001:\n')
})

test('a host that knows the person already is left as it is', () => {
  const known = `${host}anna.berg:x:100001:100001:Anna:/home/a:/bin/sh\n`
  assert.equal(passwdWith(known, anna), known)
})

test('a name or a number of the host’s own is refused', () => {
  assert.throws(() => passwdWith(host, { ...anna, account: 'root' }), AccountClash)
  assert.throws(() => passwdWith(host, { ...anna, uid: 33 }), AccountClash)
})

test('a person’s name can’t add a line or a field', () => {
  const text = passwdWith('', { ...anna, name: 'Eve:x:0:0\nroot2:x:0:0' })
  assert.equal(text.trimEnd().split('\n').length, 1)
  assert.equal(text.split(':').length, 7)
})
