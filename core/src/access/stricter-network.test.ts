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

test('of two networks the stricter holds, whichever comes first', () => {
  fc.assert(
    fc.property(network, network, message, (one, other, sent) => {
      assert.equal(reaches(stricterNetwork(one, other), sent), reaches(one, sent) && reaches(other, sent))
    }),
    { numRuns: 1000 },
  )
})

test('a network that is as the signed revision has it stays as it is written', () => {
  const written: SessionNetwork = { targets: [{ to: '10.0.0.0/8', ports: [443] }, { to: '10.0.0.53/32' }] }
  assert.equal(stricterNetwork(written, structuredClone(written)), written)
})
