import type { NetworkTarget, SessionNetwork } from '@nahtlos/contract/session/network'
import { contains, parseNetwork } from './network.ts'

/** What both let a session reach; nothing at all where they have no target or no port in common. Pure. */
export function stricterNetwork(one: SessionNetwork, other: SessionNetwork): SessionNetwork {
  if (one === 'none' || other === 'none') return 'none'
  if (one === 'host') return other
  if (other === 'host' || JSON.stringify(one) === JSON.stringify(other)) return one
  if ('ports' in one && 'ports' in other) {
    const ports = shared(one.ports, other.ports)
    return ports === null ? 'none' : { ports }
  }
  const targets = targetsOf(one).flatMap((each) => targetsOf(other).flatMap((against) => both(each, against) ?? []))
  return targets.length === 0 ? 'none' : { targets }
}

/** Ports bound TCP alone. */
function targetsOf(network: Exclude<SessionNetwork, string>): readonly NetworkTarget[] {
  if ('targets' in network) return network.targets
  return ['0.0.0.0/0', '::/0'].flatMap((to): NetworkTarget[] => [
    { to, protocol: 'tcp', ports: network.ports },
    { to, protocol: 'udp' },
  ])
}

function both(one: NetworkTarget, other: NetworkTarget): NetworkTarget | null {
  const to = narrower(one.to, other.to)
  const protocol = one.protocol ?? other.protocol
  if (to === null || (other.protocol ?? protocol) !== protocol) return null
  const ports = one.ports && other.ports ? shared(one.ports, other.ports) : (one.ports ?? other.ports)
  if (ports === null) return null
  return { to, ...(protocol === undefined ? {} : { protocol }), ...(ports === undefined ? {} : { ports }) }
}

/** The one that lies in the other; null where neither does. */
function narrower(one: string, other: string): string | null {
  const [first, second] = [parseNetwork(one), parseNetwork(other)]
  if (first === null || second === null) return null
  if (first.prefix >= second.prefix) return contains(second, first) ? one : null
  return contains(first, second) ? other : null
}

function shared(one: readonly number[], other: readonly number[]): number[] | null {
  const ports = one.filter((port) => other.includes(port))
  return ports.length === 0 ? null : ports
}
