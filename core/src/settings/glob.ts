import type { Text } from '@nahtlos/contract/text'
/**
 * Patterns of settings templates, relative to the home: `*` is any run of characters within a name, `?` is one
 * character, `**` as a whole segment is any number of folders. A leading dot is nothing special: settings live in
 * dot files. There is no other magic. Matching takes at most pattern length × path length steps: no input, however
 * hostile, makes it slow.
 */
export interface Glob {
  /** Whether a file or link of this path is meant. */
  matches(path: string): boolean
  /** Whether something below this folder may be meant. */
  mayMatchBelow(folder: string): boolean
  /** Whether all below this folder is meant. */
  matchesAllBelow(folder: string): boolean
}

/** What is wrong with a pattern, as an English sentence part for the administrator; null where nothing is. */
export function patternProblem(pattern: string): Text | null {
  if (pattern.startsWith('/'))
    return {
      de: 'beginnt mit einem Schrägstrich: Muster gelten im persönlichen Verzeichnis',
      en: 'begins with a slash: patterns are relative to the home',
    }
  if (pattern.startsWith('~'))
    return {
      de: 'beginnt mit einer Tilde: Muster gelten schon im persönlichen Verzeichnis',
      en: 'begins with a tilde: patterns are relative to the home already',
    }
  if (/[[\]{}\\]/.test(pattern))
    return {
      de: 'hat eine Klammer oder einen Rückstrich: besonders sind nur *, ** und ?',
      en: 'has a bracket, brace or backslash: only *, ** and ? are special',
    }
  if (pattern.includes('\0')) return { de: 'hat ein NUL-Zeichen', en: 'has a NUL character' }
  for (const segment of pattern.split('/')) {
    if (segment === '') return { de: 'hat einen leeren Teil', en: 'has an empty segment' }
    if (segment === '.' || segment === '..')
      return {
        de: `hat den Teil ${segment}: ein Pfad verlässt nie das persönliche Verzeichnis`,
        en: `has the segment ${segment}: a path never leaves the home`,
      }
    if (segment !== '**' && segment.includes('**'))
      return {
        de: 'hat ** neben anderen Zeichen: es steht allein zwischen Schrägstrichen',
        en: 'has ** beside other characters: it stands alone between slashes',
      }
  }
  return null
}

/** Whether `path` is relative, stays below the home and has no odd segment. */
export function isInsideHome(path: string): boolean {
  if (path.length > 4096 || path.includes('\0')) return false
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
}

/** A pattern with a problem means nothing at all: an error in a template never widens it. */
export function compileGlob(pattern: string): Glob {
  const segments = patternProblem(pattern) === null ? pattern.split('/') : []
  const positionsAfter = (path: string): Set<number> => {
    let positions = followFolders(segments, new Set(segments.length > 0 ? [0] : []))
    for (const name of path.split('/')) {
      positions = advance(segments, positions, name)
      if (positions.size === 0) break
    }
    return positions
  }
  return {
    matches: (path) => isInsideHome(path) && positionsAfter(path).has(segments.length),
    mayMatchBelow: (folder) =>
      isInsideHome(folder) && [...positionsAfter(folder)].some((position) => position < segments.length),
    matchesAllBelow: (folder) =>
      isInsideHome(folder) && segments.at(-1) === '**' && positionsAfter(folder).has(segments.length - 1),
  }
}

/** The states of the pattern after one more name; the state `segments.length` is a match. */
function advance(segments: readonly string[], positions: ReadonlySet<number>, name: string): Set<number> {
  const next = new Set<number>()
  for (const position of positions) {
    const segment = segments[position]
    if (segment === undefined) continue
    if (segment === '**') {
      next.add(position)
      // `a/**` means what lies below `a`, at any depth.
      if (position === segments.length - 1) next.add(segments.length)
    } else if (nameMatches(segment, name)) next.add(position + 1)
  }
  return followFolders(segments, next)
}

/** `**` may stand for no folder at all, so what follows it is possible at once. */
function followFolders(segments: readonly string[], positions: Set<number>): Set<number> {
  for (const position of positions) {
    if (segments[position] === '**' && position < segments.length - 1) positions.add(position + 1)
  }
  return positions
}

/** One name against one segment; on a dead end only the last `*` has to give way, so there is no blow-up. */
function nameMatches(segment: string, name: string): boolean {
  let at = 0
  let inName = 0
  let star = -1
  let resume = 0
  while (inName < name.length) {
    const wanted = segment[at]
    if (wanted === '*') {
      star = at++
      resume = inName
    } else if (wanted !== undefined && (wanted === '?' || wanted === name[inName])) {
      at++
      inName++
    } else if (star >= 0) {
      at = star + 1
      inName = ++resume
    } else return false
  }
  while (segment[at] === '*') at++
  return at === segment.length
}
