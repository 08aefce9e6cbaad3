import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { EffectiveWorkspace, Explanation, Refusal, Resolution } from '@nahtlos/contract/access/resolution'
import type { Slug } from '@nahtlos/contract/identifiers'
import { Rights } from '@nahtlos/contract/rights'
import type {
  CompiledEnvironmentRule,
  CompiledProgramRule,
  CompiledRule,
  ConditionalRule,
  Configuration,
  FlatWorkspace,
} from '../configuration/configuration.ts'
import { type AgreementFacts, agreementFacts } from './agreement-facts.ts'
import { type Baseline, baseline } from './baseline.ts'
import { boundsOf } from './bounds.ts'
import type { CivilTime } from './civil-time.ts'
import { type ContextVariables, contextVariables } from './context-schema.ts'
import { environmentVerdict, type JudgedEnvironment, judgeEnvironment } from './environment.ts'
import { groupsOf } from './groups.ts'
import { programsOf } from './programs.ts'
import { judge, type Verdict } from './rules.ts'
import { boundedApps, withheldApps } from './withheld.ts'
import { type FoundZone, findZone } from './zone.ts'

const noGrant: Refusal = {
  code: 'no-grant',
  text: {
    de: 'Keine Zugriffsregel öffnet diesen Arbeitsplatz von hier.',
    en: 'No access rule opens this workspace from here.',
  },
  remedy: 'none',
}

/**
 * What one person gets in one context, with the reason for every line of it. Deny is the default; security fails
 * closed: whatever cannot be evaluated gives nothing and takes what it could take.
 */
export function resolve(configuration: Configuration, person: PersonFacts, context: Context): Resolution {
  const groups = groupsOf(configuration.membership, person)
  const facts = groups === person.groups ? person : { ...person, groups: [...groups] }
  const zone = findZone(configuration, context)
  const civil = configuration.clockwork.at(context.at)
  const agreement = agreementFacts(facts, civil)
  const base = baseline(configuration, facts, context, zone, agreement)
  const variables = zone === null ? null : variablesOf(configuration, facts, context, zone, civil, agreement)
  const offered = offeredTo(configuration, facts)
  const judged = variables === null ? null : judgesOf(configuration, facts, variables, offered.length > 1)
  const several = offered.length > 1
  const environment = conditionsOf(configuration.environmentOf, facts, variables, several, environmentOf, isShared)
  const programs = conditionsOf(configuration.programRulesOf, facts, variables, several, programOf, always)
  return {
    zone: zone?.zone.id ?? null,
    outside: zone?.zone.outside ?? true,
    workspaces: offered.map((workspace) =>
      effective(
        workspace,
        membershipOf(workspace, facts),
        base,
        judged?.(workspace) ?? [],
        judgeEnvironment(environment(workspace)),
        programsOf(workspace, programs(workspace)),
      ),
    ),
  }
}

/** The values of a condition's variables for this person in this context; null where no zone matches. */
export function variablesFor(
  configuration: Configuration,
  person: PersonFacts,
  context: Context,
): ContextVariables | null {
  const zone = findZone(configuration, context)
  if (zone === null) return null
  const facts = { ...person, groups: [...groupsOf(configuration.membership, person)] }
  const civil = configuration.clockwork.at(context.at)
  return variablesOf(configuration, facts, context, zone, civil, agreementFacts(facts, civil))
}

function offeredTo({ workspaces }: Configuration, { account, department, groups }: PersonFacts): FlatWorkspace[] {
  const offered: FlatWorkspace[] = []
  for (const workspace of workspaces.values())
    if (
      workspace.departments.has(department) ||
      workspace.people.has(account) ||
      groups.some((group) => workspace.groups.has(group))
    )
      offered.push(workspace)
  return offered
}

function variablesOf(
  configuration: Configuration,
  person: PersonFacts,
  context: Context,
  { zone }: FoundZone,
  civil: CivilTime,
  agreement: AgreementFacts,
): ContextVariables {
  return contextVariables(person, context, zone, civil, agreement, configuration.isHoliday(civil.date))
}

/** Judges the rules that speak of a workspace and of this person; each rule once, however many workspaces she has. */
function judgesOf(
  configuration: Configuration,
  person: PersonFacts,
  variables: ContextVariables,
  several: boolean,
): (workspace: FlatWorkspace) => Verdict[] {
  const known = new Map<CompiledRule, Verdict>()
  return ({ id }) => {
    const verdicts: Verdict[] = []
    for (const rule of configuration.rulesOf.get(id) ?? []) {
      if (rule.department !== null && rule.department !== person.department) continue
      // What is asked for once anyway need not be remembered.
      if (!several || rule.workspaces?.size === 1) {
        verdicts.push(judge(rule, variables))
        continue
      }
      let verdict = known.get(rule)
      if (verdict === undefined) {
        verdict = judge(rule, variables)
        known.set(rule, verdict)
      }
      verdicts.push(verdict)
    }
    return verdicts
  }
}

/** The verdicts of rules that speak of a workspace and of this person; one that is the same in all is asked once. */
function conditionsOf<Rule extends ConditionalRule, Found>(
  rulesOf: ReadonlyMap<Slug, readonly Rule[]>,
  person: PersonFacts,
  variables: ContextVariables | null,
  several: boolean,
  ask: (rule: Rule, variables: ContextVariables, workspace: FlatWorkspace) => Found,
  isSame: (rule: Rule) => boolean,
): (workspace: FlatWorkspace) => readonly Found[] {
  const known = new Map<Rule, Found>()
  return (workspace) => {
    if (variables === null) return []
    const verdicts: Found[] = []
    for (const rule of rulesOf.get(workspace.id) ?? []) {
      if (rule.department !== null && rule.department !== person.department) continue
      let verdict = several ? known.get(rule) : undefined
      if (verdict === undefined) {
        verdict = ask(rule, variables, workspace)
        if (several && isSame(rule)) known.set(rule, verdict)
      }
      verdicts.push(verdict)
    }
    return verdicts
  }
}

function environmentOf(rule: CompiledEnvironmentRule, variables: ContextVariables, { apps }: FlatWorkspace) {
  return environmentVerdict(rule, variables, apps)
}

const isShared = ({ aboutApps }: CompiledEnvironmentRule) => !aboutApps

function programOf(rule: CompiledProgramRule, variables: ContextVariables) {
  return { rule, value: rule.when.evaluate(variables) }
}

const always = () => true

function effective(
  workspace: FlatWorkspace,
  membership: Explanation,
  base: Baseline,
  verdicts: readonly Verdict[],
  environment: JudgedEnvironment,
  programs: ReturnType<typeof programsOf>,
): EffectiveWorkspace {
  const active = verdicts.filter(({ silent }) => !silent)
  const refusals = [...refusalsOf(base, active), ...environment.refusals]
  const available = refusals.length === 0
  const withheld = withheldApps(workspace, active)
  const bounded = boundedApps(workspace, active)
  return {
    id: workspace.id,
    title: workspace.title,
    summary: workspace.summary,
    available,
    refusals,
    rights: available ? rightsOf(active) : [],
    bounds: boundsOf(active.flatMap(({ bounds }) => bounds ?? [])),
    apps: [...workspace.apps],
    withheld,
    ...(bounded.length === 0 ? {} : { bounded }),
    published: workspace.published.filter((id) => withheld.every(({ app }) => app !== id)),
    settings: [...workspace.settings],
    environment: available ? [...environment.rules] : [],
    appearance: workspace.appearance,
    programs: programs.programs,
    resources: workspace.resources,
    network: workspace.network,
    pool: workspace.pool,
    origins: [...workspace.origins],
    explanation: explanationOf(base, membership, verdicts, [...environment.explanation, ...programs.explanation]),
  }
}

function explanationOf(
  base: Baseline,
  membership: Explanation,
  verdicts: readonly Verdict[],
  environment: readonly Explanation[],
): Explanation[] {
  const lines = [...base.explanation, membership]
  for (const { explanation } of verdicts) for (const line of explanation) lines.push(line)
  for (const line of environment) lines.push(line)
  return lines
}

/** In the order in which they are told: what no rule can lift, then limits, then what is missing for a grant. */
function refusalsOf(base: Baseline, verdicts: readonly Verdict[]): Refusal[] {
  const limits = verdicts.filter(({ takes }) => takes === 'access').flatMap(({ refusals }) => refusals)
  if (base.refusals.some(({ code }) => code === 'unknown-zone')) return [...base.refusals]
  const granted = verdicts.some(({ gives }) => gives !== null)
  const requirements = verdicts.filter(({ rule }) => rule.effect === 'grant').flatMap(({ refusals }) => refusals)
  const ungranted = requirements.length > 0 ? requirements : [noGrant]
  return [...base.refusals, ...limits, ...(granted ? [] : ungranted)]
}

function rightsOf(verdicts: readonly Verdict[]): Rights {
  const taken = new Set(verdicts.flatMap(({ takes }) => (takes === null || takes === 'access' ? [] : takes)))
  return Rights.parse(verdicts.flatMap(({ gives }) => gives ?? []).filter((right) => !taken.has(right)))
}

/** Why the workspace is meant for this person, of whom it is known that it is. */
function membershipOf(workspace: FlatWorkspace, person: PersonFacts): Explanation {
  const line = (condition: string, text: Explanation['text']): Explanation => ({
    document: `Workspace/${workspace.id}`,
    condition,
    value: true,
    effect: 'no-effect',
    rights: [],
    text,
  })
  if (workspace.departments.has(person.department)) {
    return line(`person.department == "${person.department}"`, {
      de: `Der Arbeitsplatz ist für das Amt „${person.department}“ bestimmt.`,
      en: `The workspace is meant for the department "${person.department}".`,
    })
  }
  const group = person.groups.toSorted().find((id) => workspace.groups.has(id))
  if (group === undefined) {
    return line(`person.account == "${person.account}"`, {
      de: 'Der Arbeitsplatz ist für diese Person bestimmt.',
      en: 'The workspace is meant for this person.',
    })
  }
  return line(`"${group}" in person.groups`, {
    de: `Der Arbeitsplatz ist für die Gruppe „${group}“ bestimmt.`,
    en: `The workspace is meant for the group "${group}".`,
  })
}
