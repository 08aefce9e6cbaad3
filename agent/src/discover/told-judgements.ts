import { dirname } from 'node:path'
import type { Judgement } from '@nahtlos/core/settings/discover/judge-file'

/** Files left behind together that are told in one line. */
const many = 4

/** The judgements as lines for the administrator; many files that one rule leaves behind are one line. */
export function toldJudgements(judgements: readonly Judgement[]): string[] {
  const groups = Map.groupBy(judgements, (one) => (one.keep ? one.path : `${placeOf(one)}: ${one.reason}`))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || first.keep || group.length < many)
      return group.map(({ path, keep, reason }) => `${keep ? '+' : '-'} ${path}: ${reason}`)
    return [`- ${placeOf(first)}/ (${group.length} files): ${first.reason}`]
  })
}

function placeOf({ path, rule }: Judgement): string {
  if (rule?.folder !== undefined) return rule.folder
  return path.startsWith('.cache/') ? path.split('/').slice(0, 2).join('/') : dirname(path)
}
