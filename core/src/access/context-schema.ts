import { Environment, type ObjectSchema } from '@marcbachmann/cel-js'
import { conditionVariables } from '@nahtlos/contract/access/condition-names'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { AgreementFacts } from './agreement-facts.ts'
import type { CivilTime } from './civil-time.ts'
import { registerOwnFunctions } from './condition-functions.ts'

export const contextSchema = conditionVariables satisfies ObjectSchema

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
  /** Whatever is absent without a session is an error to whoever looks at it. */
  readonly session: { readonly running: boolean; readonly minutes?: bigint }
  readonly app: { readonly id?: string }
  readonly host: { readonly id?: string; readonly pool?: string }
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
    ...sessionVariables(context),
    listener: context.listener,
    secondFactor: context.secondFactor,
  }
}

const noSession = { session: { running: false }, app: {}, host: {} }

function sessionVariables({ at, session }: Context): Pick<ContextVariables, 'session' | 'app' | 'host'> {
  if (session === undefined) return noSession
  const minutes = Math.max(0, Math.floor((Date.parse(at) - Date.parse(session.startedAt)) / 60_000))
  return {
    session: { running: true, minutes: BigInt(minutes) },
    app: { id: session.app ?? '' },
    host: { id: session.host, pool: session.pool },
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
