import { Environment, type ObjectSchema } from '@marcbachmann/cel-js'
import type { Slug } from '@nahtlos/contract/identifiers'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { Text } from '@nahtlos/contract/text'
import { conditionText, notBoolean } from '../access/condition-text.ts'
import { type NamedThing, namesIn } from '../access/named-things.ts'

/**
 * What a condition of a step can look at. This table is the documentation, the type check and the shape of the values:
 * `request.type`, `.kind` and `.protectionNeed` are words of the form, `.homeDays` counts the days of the week,
 * `.familyDuties` and `.representative` are the sealed answers.
 */
const requestSchema = {
  type: 'string',
  kind: 'string',
  department: 'string',
  protectionNeed: 'string',
  homeDays: 'int',
  familyDuties: 'bool',
  representative: 'bool',
} as const satisfies ObjectSchema

const environment = new Environment({
  limits: { maxAstNodes: 100, maxDepth: 12, maxListElements: 50, maxMapEntries: 5, maxCallArguments: 4 },
}).registerVariable({ name: 'request', schema: requestSchema })

/** What is wrong with a condition, with the place in its text; null where it is good. */
export function chainConditionFault(text: string): { readonly offset: number; readonly message: Text } | null {
  const checked = environment.check(text)
  if (!checked.valid) return { offset: checked.error?.range?.start ?? 0, message: conditionText(checked.error) }
  if (checked.type !== 'bool') return { offset: 0, message: notBoolean(checked.type ?? 'dyn') }
  if (/\bmatches\b/.test(text))
    return {
      offset: text.search(/\bmatches\b/),
      message: {
        de: 'matches ist nicht erlaubt, weil ein Muster Sekunden brauchen kann',
        en: 'matches is not allowed, because a pattern can take seconds',
      },
    }
  return namesIn(environment.parse(text).ast).strange[0] ?? null
}

/** The departments that a good condition names. */
export function chainConditionNames(text: string): readonly NamedThing[] {
  return namesIn(environment.parse(text).ast).things
}

/** Whether a step is needed for this application. One that cannot be evaluated is: better asked once too often. */
export function isNeeded(condition: string | undefined, application: TeleworkApplication, department: Slug): boolean {
  if (condition === undefined) return true
  if (chainConditionFault(condition) !== null) return true
  try {
    return (
      environment.evaluate(condition, {
        request: {
          type: application.type,
          kind: application.kind,
          department,
          protectionNeed: application.protectionNeed,
          homeDays: BigInt(application.week.length),
          familyDuties: application.familyDuties === true,
          representative: application.representative === true,
        },
      }) !== false
    )
  } catch {
    // Any failure of the evaluator means that the body is asked.
    return true
  }
}
