import { compileGlob } from '../glob.ts'
import type { Judgement } from './judge-file.ts'
import { ownFolder } from './own-folder.ts'
import { literalPattern, patternsFor } from './random-names.ts'

export interface Proposal {
  readonly include: string[]
  readonly exclude: string[]
}

/** Fewer letters than these say nothing about whose file it is. */
const telling = 3

/**
 * Patterns that take what was judged to be settings: an app's own folder whole, but for what is left behind. They hold
 * for any home, not for the watched one alone: what is left behind by a rule is named by the rule (its folder, its
 * ending), and names that differ between the two homes become `*`, unless this would leave behind what is kept.
 *
 * @param judgements of the watched home
 * @param others of a second one that had the same use
 */
export function proposeTemplate(judgements: readonly Judgement[], others: readonly Judgement[]): Proposal {
  const pattern = patternsFor(
    judgements.map(({ path }) => path),
    others.map(({ path }) => path),
  )
  const kept = judgements.filter(({ keep }) => keep).map(({ path }) => path)
  const include = [...new Set(kept.map((path) => own(path, pattern)))].sort()
  const includes = include.map(compileGlob)
  const untouched = [...kept, ...others.filter(({ keep }) => keep).map(({ path }) => path)]
  const exclude = new Map<string, ReturnType<typeof compileGlob>>()
  for (const judgement of [...judgements, ...others].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const { path, keep } = judgement
    if (keep || !includes.some((glob) => glob.matches(path))) continue
    if ([...exclude.values()].some((glob) => glob.matches(path))) continue
    for (const candidate of candidates(judgement, pattern)) {
      const glob = compileGlob(candidate)
      if (!glob.matches(path) || untouched.some((one) => glob.matches(one))) continue
      exclude.set(candidate, glob)
      break
    }
  }
  return { include, exclude: [...exclude.keys()].sort() }
}

/** Patterns by which a file may be left behind, the widest first. */
function candidates({ path, rule }: Judgement, pattern: (path: string) => string): string[] {
  const byRule: string[] = []
  if (rule?.folder !== undefined) byRule.push(`${pattern(rule.folder)}/**`, `${literalPattern(rule.folder)}/**`)
  const folder = ownFolder(path)
  if (rule?.name !== undefined && folder !== null) byRule.push(`${pattern(folder)}/**/${literalPattern(rule.name)}`)
  return [...byRule, pattern(path), literalPattern(path)]
}

/** The app's own folder, or the file itself where its folder is everybody's. */
function own(path: string, pattern: (path: string) => string): string {
  const folder = ownFolder(path)
  const meant = folder ?? path
  const general = pattern(meant)
  const last = general.split('/').at(-1) ?? ''
  // `.config/*` would be everybody's settings.
  const named = last.replaceAll(/[^\p{L}\p{N}]/gu, '').length >= telling ? general : literalPattern(meant)
  return folder === null ? named : `${named}/**`
}
