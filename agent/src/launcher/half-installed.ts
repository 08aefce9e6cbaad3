import { basename, dirname } from 'node:path'

/** What dpkg calls a file before it is in its place, and the former one until all is done, dpkg(1). */
const ending = /\.dpkg-(new|tmp)$/
/** `perl5.36.0` and `perl5.40.1`, `python3.13` and `python3.14` are one program in two versions. */
const version = /[\d.]+$/

/**
 * Of these files, those that an upgrade of a denied program is about to put in its place or has just taken out of it.
 * A mask over the new one stays with it when it is renamed, so that there is no moment in which it could be started.
 *
 * @param present absolute paths, whatever lies in the directories of denied programs
 */
export function halfInstalled(present: readonly string[], denied: readonly string[]): readonly string[] {
  const kinds = new Set(denied.map(kindOf))
  return present.filter((path) => ending.test(path) && kinds.has(kindOf(path.replace(ending, ''))))
}

/** The name that this file has, will have or had, once the upgrade is over. */
export function finalName(path: string): string {
  return path.replace(ending, '')
}

function kindOf(path: string): string {
  return `${dirname(path)}/${basename(path).replace(version, '')}`
}
