import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NetworkTarget, SessionNetwork } from '@nahtlos/contract/session/network'
import fc from 'fast-check'
import { contains, parseAddress, parseNetwork } from './network.ts'
import { stricterNetwork } from './stricter-network.ts'

interface Message {
  readonly to: string
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
}

function reaches(network: SessionNetwork, { to, protocol, port }: Message): boolean {
  if (network === 'host' || network === 'none') return network === 'host'
  if ('ports' in network) return protocol === 'udp' || network.ports.includes(port)
  const address = parseAddress(to) ?? assert.fail()
  const holds = (target: NetworkTarget) => contains(parseNetwork(target.to) ?? assert.fail(), address)
  return network.targets.some(
    (target) =>
      holds(target) &&
      (target.protocol ?? protocol) === protocol &&
      (target.ports === undefined || target.ports.includes(port)),
  )
}

const port = fc.integer({ min: 1, max: 4 })
const protocol = fc.constantFrom('tcp' as const, 'udp' as const)
const ports = fc.uniqueArray(port, { minLength: 1 })
const to = fc.constantFrom(
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.1.2.3/32',
  '192.168.0.0/16',
  '::/0',
  '2001:db8::/32',
)
const target = fc.record({ to, protocol, ports }, { requiredKeys: ['to'] })
const network: fc.Arbitrary<SessionNetwork> = fc.oneof(
  fc.constant('host' as const),
  fc.constant('none' as const),
  fc.record({ ports }),
  fc.record({ targets: fc.array(target, { minLength: 1, maxLength: 4 }) }),
)
const message = fc.record({
  to: fc.constantFrom('10.1.2.3', '10.1.9.9', '10.200.0.1', '192.168.1.1', '8.8.8.8', '2001:db8::1', '2001:db9::1'),
  ...{ protocol, port },
})

const portsOf = (network: SessionNetwork) => (typeof network === 'object' && 'ports' in network ? network.ports : null)

/** Two lists of ports with none in common: no network at all, although each of them leaves UDP as it is. */
function haveNothingInCommon(one: SessionNetwork, other: SessionNetwork): boolean {
  const [first, second] = [portsOf(one), portsOf(other)]
  return first !== null && second !== null && !first.some((port) => second.includes(port))
}

test('of two networks the stricter holds, whichever comes first', () => {
  fc.assert(
    fc.property(network, network, message, (one, other, sent) => {
      const isReached = reaches(one, sent) && reaches(other, sent) && !haveNothingInCommon(one, other)
      assert.equal(reaches(stricterNetwork(one, other), sent), isReached)
    }),
    { numRuns: 1000 },
  )
})

test('two lists of ports with none in common leave no network', () => {
  assert.equal(stricterNetwork({ ports: [1] }, { ports: [2] }), 'none')
})

test('a network that is as the signed revision has it stays as it is written', () => {
  const written: SessionNetwork = { targets: [{ to: '10.0.0.0/8', ports: [443] }, { to: '10.0.0.53/32' }] }
  assert.equal(stricterNetwork(written, structuredClone(written)), written)
})
