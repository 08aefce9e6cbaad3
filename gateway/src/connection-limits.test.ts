import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isLoopback, limitKey, plainAddress } from './client-address.ts'
import { ConnectionLimits } from './connection-limits.ts'

describe('connection limits', () => {
  it('cap all connections, those of one address, and how fast one address opens them', () => {
    const limits = new ConnectionLimits({ connections: 3, connectionsPerAddress: 2, connectionRate: 3 })
    assert.equal(limits.enter('a', 0), 'admitted')
    assert.equal(limits.enter('a', 0), 'admitted')
    assert.equal(limits.enter('a', 0), 'too-many-of-address')
    assert.equal(limits.enter('b', 0), 'admitted')
    assert.equal(limits.enter('c', 0), 'too-many')
    limits.leave('a')
    assert.equal(limits.enter('a', 0), 'admitted')
    limits.leave('a')
    assert.equal(limits.enter('a', 100), 'too-fast')
    assert.equal(limits.enter('a', 400), 'admitted')
  })

  it('forget an address only when it owes nothing, so that leaving and coming again buys no credit', () => {
    const limits = new ConnectionLimits({ connections: 9, connectionsPerAddress: 9, connectionRate: 1 })
    assert.equal(limits.enter('a', 0), 'admitted')
    limits.sweep(5000)
    assert.equal(limits.addresses, 1)
    limits.leave('a')
    assert.equal(limits.enter('a', 5000), 'admitted')
    limits.leave('a')
    limits.sweep(5100)
    assert.equal(limits.enter('a', 5100), 'too-fast')
    limits.sweep(6000)
    assert.deepEqual([limits.addresses, limits.open], [0, 0])
  })
})

describe('client addresses', () => {
  it('count an IPv6 subscriber as one', () => {
    assert.equal(limitKey('192.0.2.1'), '192.0.2.1')
    assert.equal(limitKey('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64')
    assert.equal(limitKey('2001:db8:1:2::9'), '2001:db8:1:2::/64')
    assert.equal(limitKey('2001:db8::9'), '2001:db8:0:0::/64')
  })

  it('are written as zones are', () => {
    assert.equal(plainAddress('::ffff:192.0.2.1'), '192.0.2.1')
    assert.equal(plainAddress('2001:db8::9'), '2001:db8::9')
  })

  it('are loopback only where nobody else can reach them', () => {
    for (const host of ['127.0.0.1', '127.8.8.8', '::1', 'localhost', 'amt.localhost'])
      assert.ok(isLoopback(host), host)
    for (const host of ['0.0.0.0', '::', '128.0.0.1', '10.0.0.1', 'localhost.example', 'example', ''])
      assert.equal(isLoopback(host), false, host)
  })
})
