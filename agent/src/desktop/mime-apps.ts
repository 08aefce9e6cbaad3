import type { App } from '@nahtlos/contract/configuration/app'
import { launcherName } from './launchers.ts'
import { programTypes, refuserEntry } from './refuser-entry.ts'

/** Which app opens what, MIME Applications Specification 1.0: the first app of the workspace that says so. */
export function mimeApps(apps: readonly App[]): string {
  const defaults = new Map<string, string>()
  for (const app of apps)
    for (const type of app.opens) if (!defaults.has(type)) defaults.set(type, launcherName(app.id))
  for (const type of programTypes) defaults.set(type, refuserEntry)
  return `${['[Default Applications]', ...[...defaults].map(([type, name]) => `${type}=${name};`)].join('\n')}\n`
}
