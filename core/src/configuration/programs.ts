import type { App } from '@nahtlos/contract/configuration/app'
import { interpreters, type SessionPrograms } from '@nahtlos/contract/session/programs'

/** Interpreters are denied, but for those without which an app of the workspace could not run. */
export function programsFor(apps: readonly App[]): SessionPrograms {
  const needed = [...new Set(apps.flatMap((app) => app.needs))].sort()
  return { deny: interpreters, allow: { packages: needed, paths: [] }, forbid: { packages: [], paths: [] } }
}
