import type { ConfigurationFault } from '@nahtlos/contract/configuration/source'
import { Rights } from '@nahtlos/contract/rights'
import type { Text } from '@nahtlos/contract/text'
import { type Compiled, type CompiledCondition, compileCondition } from '../access/condition.ts'
import { type CheckedDocument, faultAt } from './check-document.ts'
import type { CompiledEnvironmentRule, CompiledProgramRule, CompiledRule } from './configuration.ts'
import type { DocumentIndex, OfKind } from './document-index.ts'
import { namedInVain } from './named-in-vain.ts'
import { nodeAt } from './place.ts'
import { withProfile } from './profile.ts'

/** Compiles the conditions of all access rules; a typing error is found here and never at eight in the morning. */
export function compileRules(index: DocumentIndex): { rules: CompiledRule[]; faults: ConfigurationFault[] } {
  const faults: ConfigurationFault[] = []
  const rules = index.of('AccessRule').flatMap((checked) => compileRule(index, checked, faults) ?? [])
  return { rules, faults }
}

/** The same for environment rules. */
export function compileEnvironment(index: DocumentIndex): {
  rules: CompiledEnvironmentRule[]
  faults: ConfigurationFault[]
} {
  const faults: ConfigurationFault[] = []
  const rules = index.of('EnvironmentRule').flatMap((checked) => {
    const { document } = checked
    // Its occasions are those of a session.
    const when = compileAt(index, checked, document.when, ['when'], faults, { mayBeEarly: false })
    const workspaces = document.workspaces === undefined ? null : new Set(document.workspaces)
    if (when === null) return []
    const looksAtApp = when.reads.has('app.id') || when.reads.has('app')
    const aboutApps = looksAtApp && document.on.every((trigger) => trigger === 'app-start' || trigger === 'app-end')
    return [{ document, department: document.department ?? null, workspaces, when, aboutApps }]
  })
  return { rules, faults }
}

/** The same for program rules. */
export function compilePrograms(index: DocumentIndex): { rules: CompiledProgramRule[]; faults: ConfigurationFault[] } {
  const faults: ConfigurationFault[] = []
  const rules = index.of('ProgramRule').flatMap((checked) => {
    const { document, raw } = checked
    if (document.packages.length + document.paths.length === 0)
      faults.push(
        faultAt(raw, ['effect'], {
          de: 'nennt kein Programm: geben Sie packages oder paths an',
          en: 'speaks of no program: say packages or paths',
        }),
      )
    if (document.audit && document.effect === 'allow')
      faults.push(
        faultAt(raw, ['audit'], {
          de: 'gilt nur für ein Verbot: Eine Freigabe verbietet nichts, was man beobachten könnte',
          en: 'is for a denial alone: an allowance refuses nothing that could be watched',
        }),
      )
    const when = compileAt(index, checked, document.when, ['when'], faults)
    const workspaces = document.workspaces === undefined ? null : new Set(document.workspaces)
    return when === null ? [] : [{ document, department: document.department ?? null, workspaces, when }]
  })
  return { rules, faults }
}

/** Access is decided before there is a session, too. */
function onlyInSession(name: string): Text {
  return {
    de: `${name} ist erst bekannt, wenn eine Sitzung läuft, und diese Regel entscheidet auch vorher; schreiben Sie session.running && …`,
    en: `${name} is not known before a session runs, and this rule decides before that, too; write session.running && …`,
  }
}

/** The same text is one condition, however many rules say it. */
const compiledTexts = new WeakMap<DocumentIndex, Map<string, Compiled>>()

function compiledOnce(index: DocumentIndex, text: string): Compiled {
  const known = compiledTexts.get(index) ?? new Map<string, Compiled>()
  compiledTexts.set(index, known)
  const compiled = known.get(text) ?? compileCondition(text)
  known.set(text, compiled)
  return compiled
}

function compileAt(
  index: DocumentIndex,
  { raw }: CheckedDocument,
  text: string,
  path: readonly PropertyKey[],
  faults: ConfigurationFault[],
  { mayBeEarly = true } = {},
): CompiledCondition | null {
  const compiled = compiledOnce(index, text)
  const written = nodeAt(raw.root, path) !== nodeAt(raw.root, path.slice(0, -1))
  const faultIn = (offset: number, message: Text) => faults.push(faultAt(raw, path, message, written ? { offset } : {}))
  if (!compiled.ok) {
    for (const { offset, message } of compiled.faults) faultIn(offset, message)
    return null
  }
  for (const { name, offset } of mayBeEarly ? compiled.condition.unguarded : []) faultIn(offset, onlyInSession(name))
  for (const { offset, message } of namedInVain(index, compiled.condition.names)) faultIn(offset, message)
  return compiled.condition
}

function compileRule(
  index: DocumentIndex,
  checked: OfKind<'AccessRule'>,
  faults: ConfigurationFault[],
): CompiledRule | null {
  const { document, raw } = checked
  const compile = (text: string, path: readonly PropertyKey[]) => compileAt(index, checked, text, path, faults)
  const when = compile(document.when, ['when'])
  const scope = {
    id: document.id,
    title: document.title,
    department: document.department ?? null,
    workspaces: document.workspaces === undefined ? null : new Set(document.workspaces),
  }
  if (document.effect === 'limit') {
    const { without, demands, bounds } = withProfile(document)
    if (without.length === 0 && demands.length === 0 && Object.keys(bounds).length === 0)
      faults.push(
        faultAt(raw, ['effect'], {
          de: 'schränkt nichts ein: geben Sie profile, without, demands oder bounds an',
          en: 'limits nothing: say profile, without, demands or bounds',
        }),
      )
    return when && { ...scope, effect: 'limit', when, without, demands, bounds, reason: document.reason }
  }
  if (document.effect === 'withhold') {
    if (document.beyond !== undefined && Object.values(document.beyond).every((value) => value === undefined))
      faults.push(
        faultAt(raw, ['beyond'], {
          de: 'nennt keine Grenze: geben Sie minutesPerDay oder atOnce an',
          en: 'names no bound: say minutesPerDay or atOnce',
        }),
      )
    return (
      when && {
        ...scope,
        effect: 'withhold',
        when,
        apps: new Set(document.apps),
        running: document.running,
        beyond: document.beyond ?? null,
        reason: document.reason,
      }
    )
  }
  const requires = document.requires.map(({ condition, refusal }, at) => ({
    condition: compile(condition, ['requires', at, 'condition']),
    refusal,
  }))
  const good = requires.flatMap(({ condition, refusal }) => (condition === null ? [] : [{ condition, refusal }]))
  if (when === null || good.length < requires.length) return null
  return { ...scope, effect: 'grant', when, requires: good, rights: Rights.parse(document.rights) }
}
