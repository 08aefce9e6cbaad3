import { basename } from 'node:path'
import type { App } from '@nahtlos/contract/configuration/app'
import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'

/** A program of this host that starts an app whose settings arrive when it starts. */
export interface AppProgram {
  /** The name under which it is called, e.g. `libreoffice`. */
  readonly name: string
  /** Absolute path of the host's own program. */
  readonly path: string
}

/** Another name for a program on this host, such as `x-www-browser` for Firefox. */
export interface ProgramAlias {
  readonly alias: string
  /** The program's own name. */
  readonly name: string
  /** Absolute path of the alias. */
  readonly path: string
}

/** Names of programs, and where the apps' documents say so also their paths, that have a launcher in a session. */
export function programNames(
  apps: readonly App[],
  templates: readonly SettingsTemplate[],
): ReadonlyMap<string, string | null> {
  const named = new Set(templates.flatMap(({ scope }) => (scope === 'logon' ? [] : scope.apps)))
  const found = new Map<string, string | null>()
  for (const app of apps) {
    if (!named.has(app.id)) continue
    for (const name of programsOf(app)) {
      const [command = ''] = app.command
      if (!found.has(name)) found.set(name, command.startsWith('/') && basename(command) === name ? command : null)
    }
  }
  return found
}

/** All names under which an app is started. */
export function programsOf(app: App): string[] {
  return [...new Set([basename(app.command[0] ?? ''), ...app.programs])].filter((name) => /^[\w@+.-]+$/.test(name))
}
