/** An IP address as a number; IPv4-mapped IPv6 addresses (RFC 4291 section 2.5.5.2) are the IPv4 address they carry. */
export interface Address {
  readonly family: 4 | 6
  readonly bits: bigint
}

/** A network: all addresses of a family that share the first `prefix` bits. */
export interface Network extends Address {
  readonly prefix: number
}

const mappedPrefix = 0xffffn

/** Reads an IPv4 or IPv6 address; null where it is none. A zone index (`fe80::1%eth0`) is left off. */
export function parseAddress(text: string): Address | null {
  const plain = text.split('%', 1)[0] ?? ''
  if (!plain.includes(':')) {
    const bits = parseIpv4(plain)
    return bits === null ? null : { family: 4, bits }
  }
  const bits = parseIpv6(plain)
  if (bits === null) return null
  return bits >> 32n === mappedPrefix ? { family: 4, bits: bits & 0xffff_ffffn } : { family: 6, bits }
}

/** Thousands of decisions are about a handful of addresses: each is read once. */
const known = new Map<string, Address>()

/** The same as `parseAddress`, remembering those that it was asked for last. */
export function knownAddress(text: string): Address | null {
  const found = known.get(text)
  if (found !== undefined) return found
  const address = parseAddress(text)
  if (address === null) return null
  if (known.size >= 256) known.clear()
  known.set(text, address)
  return address
}

/** Reads a network in CIDR notation (RFC 4632, RFC 4291 section 2.3); null where it is none. */
export function parseNetwork(text: string): Network | null {
  const [before, after, ...rest] = text.split('/')
  if (before === undefined || after === undefined || rest.length > 0 || !/^\d{1,3}$/.test(after)) return null
  const address = parseAddress(before)
  if (address === null || before.includes('%')) return null
  // An IPv4-mapped network of at least 96 bits is the IPv4 network it carries.
  const mapped = address.family === 4 && before.includes(':')
  const prefix = Number(after) - (mapped ? 96 : 0)
  const length = address.family === 4 ? 32 : 128
  if (prefix < 0 || prefix > length) return null
  const hostBits = BigInt(length - prefix)
  return { family: address.family, bits: (address.bits >> hostBits) << hostBits, prefix }
}

/** Whether the address lies in the network. Families never mix: `::/0` holds no IPv4 address. */
export function contains(network: Network, address: Address): boolean {
  if (network.family !== address.family) return false
  const hostBits = BigInt((network.family === 4 ? 32 : 128) - network.prefix)
  return network.bits >> hostBits === address.bits >> hostBits
}

function parseIpv4(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  let bits = 0n
  for (const part of parts) {
    // A leading zero is refused: some programs read it as octal, so two readers would see two addresses.
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null
    bits = (bits << 8n) | BigInt(part)
  }
  return bits
}

function parseIpv6(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const head = groupsOf(halves[0] ?? '', halves.length === 1)
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '', true) : []
  if (head === null || tail === null) return null
  const missing = 8 - head.length - tail.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null
  return [...head, ...Array<bigint>(missing).fill(0n), ...tail].reduce((bits, group) => (bits << 16n) | group, 0n)
}

/** The 16-bit groups of one half of an address; the last may be written as IPv4 where it ends the address. */
function groupsOf(text: string, ends: boolean): bigint[] | null {
  if (text === '') return []
  const parts = text.split(':')
  const groups: bigint[] = []
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const bits = ends && index === parts.length - 1 ? parseIpv4(part) : null
      if (bits === null) return null
      groups.push(bits >> 16n, bits & 0xffffn)
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(part)) return null
      groups.push(BigInt(`0x${part}`))
    }
  }
  return groups
}
