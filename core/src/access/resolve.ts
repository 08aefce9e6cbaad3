import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { EffectiveWorkspace, Explanation, Refusal, Resolution } from '@nahtlos/contract/access/resolution'
import { Rights } from '@nahtlos/contract/rights'
import type { Configuration, FlatWorkspace } from '../configuration/configuration.ts'
import { agreementFacts } from './agreement-facts.ts'
import { type Baseline, baseline } from './baseline.ts'
import { contextVariables } from './context-schema.ts'
import { environmentOf, judgeEnvironment, type RuleVerdict } from './environment.ts'
import { judge, type Verdict } from './rules.ts'
import { withheldApps } from './withheld.ts'
import { findZone } from './zone.ts'

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
  const zone = findZone(configuration, context)
  const civil = configuration.clockwork.at(context.at)
  const agreement = agreementFacts(person, civil)
  const base = baseline(configuration, person, context, zone, agreement)
  const variables = zone === null ? null : contextVariables(person, context, zone.zone, civil, agreement)
  const verdicts = variables === null ? [] : configuration.rules.map((rule) => judge(rule, variables))
  const environment = variables === null ? [] : judgeEnvironment(configuration, variables)
  return {
    zone: zone?.zone.id ?? null,
    outside: zone?.zone.outside ?? true,
    workspaces: [...configuration.workspaces.values()].flatMap((workspace) => {
      const membership = membershipOf(workspace, person)
      return membership === null ? [] : effective(workspace, membership, base, verdicts, environment)
    }),
  }
}

function effective(
  workspace: FlatWorkspace,
  membership: Explanation,
  base: Baseline,
  verdicts: readonly Verdict[],
  ruled: readonly RuleVerdict[],
): EffectiveWorkspace {
  const relevant = verdicts.filter(({ rule }) => rule.workspaces === null || rule.workspaces.has(workspace.id))
  const environment = environmentOf(workspace, ruled)
  const refusals = [...refusalsOf(base, relevant), ...environment.refusals]
  const available = refusals.length === 0
  const withheld = withheldApps(workspace, relevant)
  return {
    id: workspace.id,
    title: workspace.title,
    summary: workspace.summary,
    available,
    refusals,
    rights: available ? rightsOf(relevant) : [],
    apps: [...workspace.apps],
    withheld,
    published: workspace.published.filter((id) => withheld.every(({ app }) => app !== id)),
    settings: [...workspace.settings],
    environment: available ? [...environment.rules] : [],
    appearance: workspace.appearance,
    programs: workspace.programs,
    pool: workspace.pool,
    explanation: [
      ...base.explanation,
      membership,
      ...relevant.flatMap(({ explanation }) => explanation),
      ...environment.explanation,
    ],
  }
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

/** Why the workspace is meant for this person; null where it is not. */
function membershipOf(workspace: FlatWorkspace, person: PersonFacts): Explanation | null {
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
  if (group === undefined) return null
  return line(`"${group}" in person.groups`, {
    de: `Der Arbeitsplatz ist für die Gruppe „${group}“ bestimmt.`,
    en: `The workspace is meant for the group "${group}".`,
  })
}
