import assert from 'node:assert/strict'
import { BlockList, isIP } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { contains, parseAddress, parseNetwork } from './network.ts'

function holds(network: string, address: string): boolean | null {
  const [parsedNetwork, parsedAddress] = [parseNetwork(network), parseAddress(address)]
  return parsedNetwork === null || parsedAddress === null ? null : contains(parsedNetwork, parsedAddress)
}

test('an address lies in the networks it should', () => {
  assert.equal(holds('10.0.0.0/8', '10.255.1.2'), true)
  assert.equal(holds('10.0.0.0/8', '11.0.0.1'), false)
  assert.equal(holds('0.0.0.0/0', '203.0.113.7'), true)
  assert.equal(holds('2001:db8::/32', '2001:db8:1::5'), true)
  assert.equal(holds('::1/128', '::1'), true)
})

test('an IPv4-mapped IPv6 address is the IPv4 address, in networks too', () => {
  assert.equal(holds('10.0.0.0/8', '::ffff:10.1.2.3'), true)
  assert.equal(holds('10.0.0.0/8', '::FFFF:0a01:0203'), true)
  assert.equal(holds('::ffff:10.0.0.0/104', '10.9.9.9'), true)
  assert.equal(holds('::/0', '::ffff:10.1.2.3'), false)
})

test('what is no address or no network is none', () => {
  for (const text of [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1::2::3',
    ':::',
    '12345::',
    '1.2.3.4::',
    'x',
    '::1/64',
    '1:2:3:4:5:6:7:8:9',
  ])
    assert.equal(parseAddress(text), null, text)
  for (const text of [
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '::/129',
    '::ffff:10.0.0.0/95',
    '10.0.0.0/8/8',
    'fe80::%eth0/64',
  ])
    assert.equal(parseNetwork(text), null, text)
})

test('it reads the same addresses as Node does', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{1,20}$/)), (text) => {
      assert.equal(parseAddress(text) !== null, isIP(text) !== 0)
    }),
  )
})

test('it decides as the block list of Node does', () => {
  const pair = (address: fc.Arbitrary<string>, length: number, family: 'ipv4' | 'ipv6') =>
    fc.tuple(address, address, fc.integer({ min: 1, max: length }), fc.constant(family))
  const nearby = fc.oneof(fc.ipV4(), fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.1.1', '10.128.0.1'))
  fc.assert(
    fc.property(fc.oneof(pair(nearby, 32, 'ipv4'), pair(fc.ipV6(), 128, 'ipv6')), ([net, address, prefix, family]) => {
      const mapped = parseAddress(net)?.family !== parseAddress(address)?.family
      fc.pre(!mapped && !/::ffff:/i.test(net + address))
      const list = new BlockList()
      list.addSubnet(net, prefix, family)
      assert.equal(holds(`${net}/${prefix}`, address), list.check(address, family))
    }),
  )
})
