import type {
  Body,
  Programme,
  ProgrammeRules,
  ProgrammeVariant,
  RulesOverride,
} from '@nahtlos/contract/configuration/programme'
import type { Slug } from '@nahtlos/contract/identifiers'
import type { WorkType } from '@nahtlos/contract/programme/work-type'
import { standardBodies } from './standard-bodies.ts'
import { standardRules, standardTypes } from './standard-rules.ts'

/** The documents that the rules of the programme are made of. */
export interface ProgrammeDocuments {
  readonly programme: Programme
  readonly variants: readonly ProgrammeVariant[]
}

/** The rules for one type in one department: the product's, the city's, those of the type, those of the department. */
export function rulesFor(
  { programme, variants }: ProgrammeDocuments,
  type: WorkType,
  department: Slug,
): ProgrammeRules {
  const own = variants.filter((variant) => variant.departments.includes(department) && (variant.type ?? type) === type)
  return [programme, standardTypes[type], programme.types[type] ?? {}, ...own.map(({ rules }) => rules)].reduce(
    over,
    standardRules,
  )
}

/**
 * All bodies: those that every administration has, and what the city says otherwise. Who may stand in is opened by
 * somebody's word alone, never by leaving it out.
 */
export function bodiesOf(programme: Programme): Readonly<Record<Slug, Body>> {
  const own = Object.entries(programme.bodies).map(([id, body]): [Slug, Body] => {
    const deputies = body.deputies ?? standardBodies[id]?.deputies
    return [id, deputies === undefined ? body : { ...body, deputies }]
  })
  return { ...standardBodies, ...Object.fromEntries(own) }
}

/** Lists and plain values are replaced; of the groups of rules only what the override names. */
function over(rules: ProgrammeRules, override: RulesOverride): ProgrammeRules {
  const plain = given({
    offered: override.offered,
    chain: override.chain,
    maximumHomeDays: override.maximumHomeDays,
    maximumMonths: override.maximumMonths,
    earliest: override.earliest,
    latest: override.latest,
  })
  return {
    ...rules,
    ...plain,
    form: { ...rules.form, ...given(override.form) },
    criteria: { ...rules.criteria, ...given(override.criteria) },
    quota: { ...rules.quota, ...given(override.quota) },
    refusal: { ...rules.refusal, ...given(override.refusal) },
    agreement: { ...rules.agreement, ...given(override.agreement) },
    texts: { ...rules.texts, ...given(override.texts) },
    documents: { ...rules.documents, ...given(override.documents) },
  }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without what was left out: an explicit `undefined` must not hide what stands below. */
function given<T extends object>(part: T | undefined): Given<T> {
  return Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)) as Given<T>
}
