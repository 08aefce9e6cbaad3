import { compileGlob } from '../glob.ts'
import { ownFolder } from './own-folder.ts'

/** What is left behind by a rule, so that a template can leave behind all that the rule means and not this file alone. */
export interface LeftBehind {
  readonly reason: string
  /** The folder that the rule is about. */
  readonly folder?: string
  /** The names that the rule is about, as a pattern. */
  readonly name?: string
}

/** Where no app's settings lie: the desktop's, the session's, and what the XDG base directories say. */
const places: readonly (readonly [RegExp, string])[] = [
  [/^\.cache\//, 'lies where caches lie (XDG_CACHE_HOME)'],
  [/^\.local\/share\/(recently-used\.xbel|Trash\/|gvfs-metadata\/)/, 'belongs to the desktop, not to the app'],
  [/^\.(ICEauthority|Xauthority|dbus\/|pki\/|xsession)/, 'belongs to the session, not to the app'],
  [
    /^\.config\/(glib-2\.0\/settings\/keyfile|dconf\/)/,
    'is shared by all GTK programs: the template gtk-programs has it',
  ],
  [/^\.config\/(user-dirs\.(dirs|locale)|mimeapps\.list|pulse\/)/, 'belongs to the desktop, not to the app'],
]

/** Folders below the app's own that hold no settings, by their names. */
const folders: readonly (readonly [RegExp, string])[] = [
  [/^(.*cache.*|blob_storage|session storage)$/i, 'lies in a folder of caches'],
  [
    /^(tmp|temp|crashpad|crash(es|dumps?|log| ?reports)?|logs?|errorlogs|thumbnails|minidumps)$/i,
    'lies in a folder of passing things',
  ],
]

const names: readonly (readonly [readonly string[], string])[] = [
  [
    ['lock', '.lock', '.parentlock', 'lockfile', 'singleton*', '*.lock', '*.lck', '*.pid', '*.socket'],
    'is a lock of a running program',
  ],
  [
    ['*.log', '*.tmp', '*.temp', '*.bak', '*.old', '*.swp', '*.part', '*~', '.xsession-errors*'],
    'is a log, a copy or something passing',
  ],
  [['*-wal', '*-shm', '*-journal'], 'belongs to a running database, which is captured in one piece'],
]

/** Why a file is none of an app's settings by its place or name; null where neither says so. Pure. */
export function leftBehindBy(path: string): LeftBehind | null {
  const place = places.find(([pattern]) => pattern.test(path))
  if (place !== undefined) return { reason: place[1] }
  const own = ownFolder(path)
  const parts = path.split('/')
  const firstBelow = own === null ? parts.length : own.split('/').length
  for (let depth = firstBelow; depth < parts.length - 1; depth++) {
    const rule = folders.find(([pattern]) => pattern.test(parts[depth] ?? ''))
    if (rule !== undefined) return { reason: rule[1], folder: parts.slice(0, depth + 1).join('/') }
  }
  const name = parts.at(-1) ?? ''
  for (const [patterns, reason] of names) {
    const pattern = patterns.find((one) => compileGlob(one).matches(name.toLowerCase()))
    // As the name spells it: patterns tell capital letters from small ones.
    if (pattern !== undefined) return { reason, name: spelledAs(pattern, name) }
  }
  return null
}

function spelledAs(pattern: string, name: string): string {
  if (pattern.startsWith('*')) return `*${name.slice(name.length - pattern.length + 1)}`
  if (pattern.endsWith('*')) return `${name.slice(0, pattern.length - 1)}*`
  return name
}
