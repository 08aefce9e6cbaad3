import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { compileGlob } from './glob.ts'

/** Which paths of a home belong to a template. */
export interface Selection {
  /** Whether a file or link of this path belongs to it. */
  has(path: string): boolean
  /** Whether a walk has to look into this folder; the home itself is always entered. */
  enters(folder: string): boolean
  /** Whether everything below this folder belongs to it: then a walk need not ask for each file. */
  takesAll(folder: string): boolean
}

export function selectionOf(template: Pick<SettingsTemplate, 'include' | 'exclude'>): Selection {
  const include = template.include.map(compileGlob)
  const exclude = template.exclude.map(compileGlob)
  return {
    has: (path) => include.some((glob) => glob.matches(path)) && !exclude.some((glob) => glob.matches(path)),
    enters: (folder) =>
      include.some((glob) => glob.mayMatchBelow(folder)) && !exclude.some((glob) => glob.matchesAllBelow(folder)),
    takesAll: (folder) =>
      include.some((glob) => glob.matchesAllBelow(folder)) && !exclude.some((glob) => glob.mayMatchBelow(folder)),
  }
}
