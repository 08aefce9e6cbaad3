import { BlockList, isIP, isIPv6, SocketAddress } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Names are not asked of the name service: only what is surely this machine counts as loopback. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true
  return isIP(host) !== 0 && loopback.check(host, isIPv6(host) ? 'ipv6' : 'ipv4')
}

/** The address in its shortest form; IPv4 mapped into IPv6 (RFC 4291 section 2.5.5.2) as IPv4, as zones are written. */
export function plainAddress(remote: string | undefined): string {
  if (remote === undefined) return ''
  return remote.startsWith('::ffff:') && isIP(remote.slice(7)) === 4 ? remote.slice(7) : remote
}

/** Whom a limit counts: an IPv4 address, or the /64 that one IPv6 subscriber holds (RFC 6177). */
export function limitKey(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = new SocketAddress({ address, family: 'ipv6' }).address.split('::')
  const front = head.split(':').filter((group) => group !== '')
  const back = tail?.split(':').filter((group) => group !== '') ?? []
  const groups = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
  return `${groups.slice(0, 4).join(':')}::/64`
}
