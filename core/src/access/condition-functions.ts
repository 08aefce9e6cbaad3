import type { Environment } from '@marcbachmann/cel-js'
import { WallTime } from '@nahtlos/contract/identifiers'
import { RE2JS } from 're2js'
import { minutesOf } from './civil-time.ts'
import { contains, knownAddress, type Network, parseNetwork } from './network.ts'

/** Minutes of the day: from inclusive, until exclusive. `22:00-06:00` goes over midnight. */
export interface Hours {
  readonly from: number
  readonly until: number
}

/** Reads `07:00-19:00`; null where it is none. */
export function parseHours(text: string): Hours | null {
  const [from = '', until = '', ...rest] = text.split('-')
  if (rest.length > 0 || !WallTime.safeParse(from).success || !WallTime.safeParse(until).success) return null
  return from === until ? null : { from: minutesOf(from), until: minutesOf(until) }
}

/** A regular expression of RE2: its time is linear in the text, whatever the pattern. Null where it is none. */
export function parsePattern(text: string): RE2JS | null {
  try {
    return RE2JS.compile(text)
  } catch {
    // Whatever the library has against it, the caller tells it at its place.
    return null
  }
}

/**
 * - `inCidr(address, "10.0.0.0/8")`: whether an address lies in a network
 * - `within("07:00-19:00")`: whether the city's clock shows a time in these hours
 * - `onHomeDay()`: whether an agreement has this weekday
 * - `fits(text, "^a+")`: whether a pattern of RE2 is found in a text
 */
export function registerOwnFunctions(environment: Environment, present: () => Present): Environment {
  const patterns = new Map<string, RE2JS>()
  const hours = new Map<string, Hours>()
  return environment
    .registerFunction('inCidr(string, string): bool', inCidr)
    .registerFunction('fits(string, string): bool', (text: string, pattern: string) => {
      const known = patterns.get(pattern) ?? parsePattern(pattern)
      if (known === null) throw new Error(`"${pattern}" is not a pattern`)
      // Patterns and hours are literals of documents, so there are few.
      patterns.set(pattern, known)
      return known.matcher(text).find()
    })
    .registerFunction('within(string): bool', (text: string) => {
      const known = hours.get(text) ?? parseHours(text)
      if (known === null) throw new Error(`"${text}" are no hours such as 07:00-19:00`)
      hours.set(text, known)
      const { hour, minute } = present().time
      const now = Number(hour) * 60 + Number(minute)
      const { from, until } = known
      return from < until ? from <= now && now < until : now >= from || now < until
    })
    .registerFunction('onHomeDay(): bool', () => present().agreement.today)
}

/** What functions look at that are given no arguments for it. */
interface Present {
  readonly time: { readonly hour: bigint; readonly minute: bigint }
  readonly agreement: { readonly today: boolean }
}

/** Throws where one of the two is not what it should be: a condition that cannot be evaluated counts as denied. */
function inCidr(addressText: string, networkText: string): boolean {
  const address = knownAddress(addressText)
  const network = networks.get(networkText) ?? parseNetwork(networkText)
  if (address === null) throw new Error(`"${addressText}" is not an IP address`)
  if (network === null) throw new Error(`"${networkText}" is not a network such as 10.0.0.0/8`)
  // Mostly literals of documents; what a condition puts together must not fill the memory.
  if (networks.size < 10_000) networks.set(networkText, network)
  return contains(network, address)
}

const networks = new Map<string, Network>()
