import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { compareVersions } from './debian-version.ts'

/** Installed version of a Debian package on one host; null or absent where it is not there. */
export type InstalledVersions = Readonly<Record<string, string | null>>

/** The templates that fit what this host has installed, in their order. */
export function templatesForHost(
  templates: readonly SettingsTemplate[],
  installed: InstalledVersions,
): SettingsTemplate[] {
  return templates.filter(({ versions }) => {
    if (versions === undefined) return true
    const version = installed[versions.package] ?? null
    if (version === null) return false
    const early = versions.from !== undefined && compareVersions(version, versions.from) < 0
    const late = versions.before !== undefined && compareVersions(version, versions.before) >= 0
    return !early && !late
  })
}

/** The packages whose versions have to be known for it. */
export function packagesAskedFor(templates: readonly SettingsTemplate[]): string[] {
  return [...new Set(templates.flatMap(({ versions }) => versions?.package ?? []))].sort()
}
