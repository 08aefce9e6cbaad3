import { Environment, type ObjectSchema } from '@marcbachmann/cel-js'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { AgreementFacts } from './agreement-facts.ts'
import type { CivilTime } from './civil-time.ts'
import { registerOwnFunctions } from './condition-functions.ts'

/**
 * The variables of conditions and their CEL types. This table is the documentation, the type check and the shape of
 * the values in one:
 *
 * - `person.account`, `person.department`, `person.groups`, `person.roles`: who asks
 * - `zone.id`, `zone.outside`: the network place; no rule is asked where there is no zone
 * - `listener`, `client.address`: the gateway's listener and the client's IP address
 * - `secondFactor`: whether the sign-in had one
 * - `device.enrolled`: whether the client is an enrolled device
 * - `time.*`: the city's wall clock; `weekday` is 1 on Monday, `date` is written `2026-03-02`; `holiday` is a public
 *   holiday of the city, `workday` a day from Monday to Friday that is none
 * - `training.valid`, `homeWorkplace.valid`: whether her training, and the check of her workplace at home, count today
 * - `agreement.exists`, `.today`, `.now`: whether an agreement holds on this date, has this weekday, and this hour
 * - `agreement.protectionNeed`: `normal` or `high`, as it was approved; `none` where no agreement holds
 */
export const contextSchema = {
  person: { account: 'string', department: 'string', groups: 'list<string>', roles: 'list<string>' },
  zone: { id: 'string', outside: 'bool' },
  client: { address: 'string' },
  device: { enrolled: 'bool' },
  time: { weekday: 'int', hour: 'int', minute: 'int', date: 'string', holiday: 'bool', workday: 'bool' },
  agreement: { exists: 'bool', today: 'bool', now: 'bool', protectionNeed: 'string' },
  training: { valid: 'bool' },
  homeWorkplace: { valid: 'bool' },
  listener: 'string',
  secondFactor: 'bool',
} as const satisfies ObjectSchema

/** The values of the variables, as the evaluator wants them: integers are `bigint`. */
export interface ContextVariables {
  readonly person: Pick<PersonFacts, 'account' | 'department' | 'groups' | 'roles'>
  readonly zone: { readonly id: string; readonly outside: boolean }
  readonly client: { readonly address: string }
  readonly device: { readonly enrolled: boolean }
  readonly time: {
    readonly weekday: bigint
    readonly hour: bigint
    readonly minute: bigint
    readonly date: string
    readonly holiday: boolean
    readonly workday: boolean
  }
  readonly agreement: {
    readonly exists: boolean
    readonly today: boolean
    readonly now: boolean
    readonly protectionNeed: string
  }
  readonly training: { readonly valid: boolean }
  readonly homeWorkplace: { readonly valid: boolean }
  readonly listener: string
  readonly secondFactor: boolean
}

export function contextVariables(
  person: PersonFacts,
  context: Context,
  zone: { readonly id: string; readonly outside: boolean },
  civil: CivilTime,
  agreement: AgreementFacts,
  holiday: boolean,
): ContextVariables {
  return {
    person: { account: person.account, department: person.department, groups: person.groups, roles: person.roles },
    zone: { id: zone.id, outside: zone.outside },
    client: { address: context.clientAddress },
    device: { enrolled: context.enrolledDevice ?? false },
    time: {
      weekday: BigInt(civil.weekday),
      hour: BigInt(civil.hour),
      minute: BigInt(civil.minute),
      date: civil.date,
      holiday,
      workday: civil.weekday <= 5 && !holiday,
    },
    agreement: {
      exists: agreement.exists,
      today: agreement.today,
      now: agreement.now,
      protectionNeed: agreement.protectionNeed,
    },
    training: { valid: counts(person.proofs?.training, civil.date) },
    homeWorkplace: { valid: counts(person.proofs?.homeWorkplace, civil.date) },
    listener: context.listener,
    secondFactor: context.secondFactor,
  }
}

function counts(until: string | null | undefined, today: string): boolean {
  return until != null && today <= until
}

/** Limits that no sensible condition meets; they keep one document from holding up every decision. */
const limits = { maxAstNodes: 400, maxDepth: 24, maxListElements: 200, maxMapEntries: 20, maxCallArguments: 8 }

/** Evaluation is synchronous: what is evaluated now is what its functions look at. */
let evaluated: ContextVariables | null = null

function makeEnvironment(): Environment {
  const environment = new Environment({ limits })
  for (const [name, declared] of Object.entries(contextSchema)) {
    if (typeof declared === 'string') environment.registerVariable(name, declared)
    else environment.registerVariable({ name, schema: declared })
  }
  return registerOwnFunctions(environment, () => {
    if (evaluated === null) throw new Error('a function was called outside of a condition')
    return evaluated
  })
}

/** Calls a program of this environment with these variables. */
export function evaluateWith<T>(variables: ContextVariables, program: (variables: ContextVariables) => T): T {
  evaluated = variables
  try {
    return program(variables)
  } finally {
    evaluated = null
  }
}

export const conditionEnvironment = makeEnvironment()
