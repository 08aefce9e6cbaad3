import { Environment, type ObjectSchema } from '@marcbachmann/cel-js'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { AgreementFacts } from './agreement-facts.ts'
import type { CivilTime } from './civil-time.ts'
import { contains, parseAddress, parseNetwork } from './network.ts'

/**
 * The variables of conditions and their CEL types. This table is the documentation, the type check and the shape of
 * the values in one:
 *
 * - `person.account`, `person.department`, `person.groups`, `person.roles`: who asks
 * - `zone.id`, `zone.outside`: the network place; no rule is asked where there is no zone
 * - `listener`, `client.address`: the gateway's listener and the client's IP address
 * - `secondFactor`: whether the sign-in had one
 * - `time.*`: the city's wall clock; `weekday` is 1 on Monday, `date` is written `2026-03-02`
 * - `agreement.exists`, `.today`, `.now`: whether an agreement holds on this date, has this weekday, and this hour
 */
export const contextSchema = {
  person: { account: 'string', department: 'string', groups: 'list<string>', roles: 'list<string>' },
  zone: { id: 'string', outside: 'bool' },
  client: { address: 'string' },
  time: { weekday: 'int', hour: 'int', minute: 'int', date: 'string' },
  agreement: { exists: 'bool', today: 'bool', now: 'bool' },
  listener: 'string',
  secondFactor: 'bool',
} as const satisfies ObjectSchema

/** The values of the variables, as the evaluator wants them: integers are `bigint`. */
export interface ContextVariables {
  readonly person: Pick<PersonFacts, 'account' | 'department' | 'groups' | 'roles'>
  readonly zone: { readonly id: string; readonly outside: boolean }
  readonly client: { readonly address: string }
  readonly time: {
    readonly weekday: bigint
    readonly hour: bigint
    readonly minute: bigint
    readonly date: string
  }
  readonly agreement: { readonly exists: boolean; readonly today: boolean; readonly now: boolean }
  readonly listener: string
  readonly secondFactor: boolean
}

export function contextVariables(
  person: PersonFacts,
  context: Context,
  zone: { readonly id: string; readonly outside: boolean },
  civil: CivilTime,
  agreement: AgreementFacts,
): ContextVariables {
  return {
    person: { account: person.account, department: person.department, groups: person.groups, roles: person.roles },
    zone: { id: zone.id, outside: zone.outside },
    client: { address: context.clientAddress },
    time: {
      weekday: BigInt(civil.weekday),
      hour: BigInt(civil.hour),
      minute: BigInt(civil.minute),
      date: civil.date,
    },
    agreement: { exists: agreement.exists, today: agreement.today, now: agreement.now },
    listener: context.listener,
    secondFactor: context.secondFactor,
  }
}

/** Limits that no sensible condition meets; they keep one document from holding up every decision. */
const limits = { maxAstNodes: 400, maxDepth: 24, maxListElements: 200, maxMapEntries: 20, maxCallArguments: 8 }

function makeEnvironment(): Environment {
  const environment = new Environment({ limits })
  for (const [name, declared] of Object.entries(contextSchema)) {
    if (typeof declared === 'string') environment.registerVariable(name, declared)
    else environment.registerVariable({ name, schema: declared })
  }
  return environment.registerFunction('inCidr(string, string): bool', inCidr)
}

/** Throws where one of the two is not what it should be: a condition that cannot be evaluated counts as denied. */
function inCidr(addressText: string, networkText: string): boolean {
  const address = parseAddress(addressText)
  const network = parseNetwork(networkText)
  if (address === null) throw new Error(`"${addressText}" is not an IP address`)
  if (network === null) throw new Error(`"${networkText}" is not a network such as 10.0.0.0/8`)
  return contains(network, address)
}

export const conditionEnvironment = makeEnvironment()
