import type { SettingsFormat } from '@nahtlos/contract/configuration/settings-format'
import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { dconf } from './formats/dconf.ts'
import type { Format } from './formats/format.ts'
import { ini } from './formats/ini.ts'
import { json } from './formats/json.ts'
import { prefs } from './formats/prefs.ts'
import { xcu } from './formats/xcu.ts'
import { xfconf } from './formats/xfconf.ts'
import { compileGlob } from './glob.ts'

const formats: Record<Exclude<SettingsFormat, 'none'>, Format> = { ini, keyfile: ini, json, xfconf, xcu, prefs, dconf }

export function formatNamed(name: SettingsFormat): Format | null {
  return name === 'none' ? null : formats[name]
}

/** A template's word on the format of some of its files; the first that matches counts. */
export type FormatRule = SettingsTemplate['formats'][number]

/** The format of a file, by the template's rules or else by its name; `none` for all others. */
export function formatOf(path: string, rules: readonly FormatRule[] = []): SettingsFormat {
  const rule = rules.find(({ files }) => files.some((pattern) => compileGlob(pattern).matches(path)))
  if (rule !== undefined) return rule.format
  const name = path.slice(path.lastIndexOf('/') + 1)
  // Places of icons belong together: merged by key they would lie upon each other.
  if (name.startsWith('icons.screen')) return 'none'
  if (name === 'registrymodifications.xcu') return 'xcu'
  if (name === 'prefs.js' || name === 'user.js') return 'prefs'
  if (/\/xfce-perchannel-xml\/[^/]+\.xml$/.test(path)) return 'xfconf'
  if (/(^|\/)glib-2\.0\/settings\/keyfile$|(^|\/)dconf\/.*\.d\/|\.dconf$/.test(path)) return 'keyfile'
  if (/(^|\/)dconf\/user$/.test(path)) return 'dconf'
  if (/\.jsonc?$/i.test(name)) return 'json'
  // Where it is none after all, its parser says so, and the file is taken whole.
  if (/(\.(ini|conf|cfg|config|desktop|list|theme|remmina|rc)|[a-z]rc)$/i.test(name)) return 'ini'
  return 'none'
}
