import type { ConfigurationDocument, DocumentKind } from '@nahtlos/contract/configuration/document'

/**
 * Kinds that decide who may do what from where, which programs run, who gives access from home, what is kept for how
 * long, and the city's own choice about four eyes. Every change of one needs a second person.
 */
const always: ReadonlySet<DocumentKind> = new Set([
  'AccessRule',
  'City',
  'DataProtection',
  'Group',
  'HomeWorkplace',
  'Pool',
  'ProgramRule',
  'Programme',
  'ProgrammeVariant',
  'Retention',
  'Role',
  'Zone',
])

/** The keys of other kinds that decide about security; the rest of them is comfort. */
const keys: Readonly<Partial<Record<DocumentKind, readonly string[]>>> = {
  // Who gets it, on which hosts, what it may reach, and what it takes over from others.
  Workspace: ['abstract', 'extends', 'members', 'network', 'pool'],
  // What is started, out of which package, and which interpreters are let through for it.
  App: ['command', 'needs', 'package', 'programs'],
}

/** Whether what lies between two versions of a document is about security: with four eyes a second person approves. */
export function decidesSecurity(
  before: ConfigurationDocument | undefined,
  after: ConfigurationDocument | undefined,
): boolean {
  const document = after ?? before
  if (document === undefined) return false
  if (always.has(document.kind)) return true
  if (document.kind === 'EnvironmentRule') return [before, after].some(actsForSecurity)
  const [one, other] = [before, after] as readonly (Readonly<Record<string, unknown>> | undefined)[]
  return (keys[document.kind] ?? []).some((key) => JSON.stringify(one?.[key]) !== JSON.stringify(other?.[key]))
}

/** Root runs it, or whoever wrote it says that it belongs to security; what a host does at its start is root's too. */
function actsForSecurity(document: ConfigurationDocument | undefined): boolean {
  return (
    document?.kind === 'EnvironmentRule' &&
    (document.on.includes('host-start') ||
      document.actions.some((action) => action.concern === 'security' || ('as' in action && action.as === 'root')))
  )
}
