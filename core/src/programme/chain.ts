import type { ChainStep, ProgrammeRules } from '@nahtlos/contract/configuration/programme'
import type { PersonId, Slug } from '@nahtlos/contract/identifiers'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { RequestStep } from '@nahtlos/contract/programme/telework-request'
import type { Bodies } from './actor.ts'
import { isNeeded } from './chain-condition.ts'
import { stagesOf, withDecision } from './stages.ts'

/** Who could act as each body for one person; never the person. A body without an entry has nobody. */
export type Deciders = Readonly<Record<Slug, readonly PersonId[]>>

export interface ChainFacts {
  readonly rules: Pick<ProgrammeRules, 'chain'>
  readonly bodies: Bodies
  readonly application: TeleworkApplication
  readonly department: Slug
  readonly deciders: Deciders
}

export type Chain =
  | { readonly ok: true; readonly steps: RequestStep[] }
  /** Nobody could take these steps: such a request would wait for ever. */
  | { readonly ok: false; readonly without: readonly Slug[] }

const manager = 'line-manager'
const head = 'head-of-department'

/** The chain of one request: the steps that are needed, each with a body that somebody belongs to. */
export function chainFor(facts: ChainFacts): Chain {
  const { rules, application, department, deciders, bodies } = facts
  const asked = stagesOf(rules.chain)
    .map((stage) => stage.filter((step) => isNeeded(step.when, application, department)))
    .map((stage) => stage.flatMap((step) => placed(step, rules, deciders)))
    .map((stage) => stage.filter((step) => step.task !== 'inform' || membersOf(deciders, step.body).length > 0))
    .filter((stage) => stage.length > 0)
  const needed = withDecision(asked)
  if (needed === null) return { ok: false, without: [head] }
  const steps = needed.flatMap((stage, at) => stage.map((step) => ({ step: inPlaceOf(step, facts), stage: at })))
  const taking = steps.filter(({ step }) => step.task !== 'inform').map(({ step }) => step.body)
  const without = unfilled(taking, deciders)
  if (without.length > 0) return { ok: false, without }
  return { ok: true, steps: steps.map(({ step, stage }, number) => stepOf(step, number, stage, bodies)) }
}

/**
 * Where there is no line manager, or only the head of department would be it, who may not decide twice, the line
 * manager's step falls to the head of department.
 */
function placed(step: ChainStep, { chain }: Pick<ProgrammeRules, 'chain'>, deciders: Deciders): ChainStep[] {
  if (step.body !== manager) return [step]
  const headIsAsked = stagesOf(chain)
    .flat()
    .some((other) => other.body === head && other.task !== 'inform')
  const heads = headIsAsked ? membersOf(deciders, head) : []
  if (membersOf(deciders, manager).some((id) => !heads.includes(id))) return [step]
  if (headIsAsked && step.task !== 'decide') return []
  return [{ ...step, body: head, ...(step.escalateTo === head ? { late: 'remind', escalateTo: undefined } : {}) }]
}

/** A step falls to the body that acts instead where its own has nobody; being informed does not. */
function inPlaceOf(step: ChainStep, facts: Pick<ChainFacts, 'bodies' | 'deciders'>): ChainStep {
  const body = step.task === 'inform' ? step.body : bodyInstead(step.body, facts)
  if (body === step.body) return step
  return { ...step, body, ...(step.escalateTo === body ? { late: 'remind', escalateTo: undefined } : {}) }
}

/** The body itself where it has somebody, else the first of those that act instead and have somebody. */
export function bodyInstead(body: Slug, { bodies, deciders }: Pick<ChainFacts, 'bodies' | 'deciders'>): Slug {
  const tried = [body]
  for (let one: Slug | undefined = body; one !== undefined; ) {
    if (membersOf(deciders, one).length > 0) return one
    const next: Slug | undefined = bodies[one]?.instead
    if (next === undefined || tried.includes(next)) return body
    tried.push(next)
    one = next
  }
  return body
}

/** The bodies for which nobody is left when each of them is a different person (a matching by augmenting paths). */
function unfilled(bodies: readonly Slug[], deciders: Deciders): Slug[] {
  const takenBy = new Map<PersonId, number>()
  const place = (at: number, tried: Set<PersonId>): boolean =>
    membersOf(deciders, bodies[at] ?? '').some((id) => {
      if (tried.has(id)) return false
      tried.add(id)
      const other = takenBy.get(id)
      if (other !== undefined && !place(other, tried)) return false
      takenBy.set(id, at)
      return true
    })
  return bodies.filter((_, at) => !place(at, new Set()))
}

function membersOf(deciders: Deciders, body: Slug): readonly PersonId[] {
  return deciders[body] ?? []
}

function stepOf(step: ChainStep, number: number, stage: number, bodies: Bodies): RequestStep {
  const { body, task, days, late, escalateTo, binding, confidential } = step
  return {
    number,
    stage,
    body,
    title: bodies[body]?.title ?? { de: body, en: body },
    task,
    state: 'later',
    confidential,
    binding,
    days,
    remindAfter: step.remindAfter ?? Math.max(1, Math.floor(days / 2)),
    late,
    escalateTo: escalateTo ?? null,
    openedAt: null,
    dueAt: null,
    reminded: false,
    escalated: false,
  }
}
