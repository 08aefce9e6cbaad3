import type { Text } from '@nahtlos/contract/text'
/** ` – did you mean "x"?` where one of the names is near enough to what was written; empty otherwise. */
export function closest(written: string, names: Iterable<string>): Text {
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(written.length / 3)) + 1
  for (const name of [...names].sort()) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase(), bestDistance)
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best === null ? { de: '', en: '' } : { de: ` – meinten Sie "${best}"?`, en: ` – did you mean "${best}"?` }
}

/** That nothing has this name, with the one that was probably meant. `what` is a word of the configuration's own. */
export function unknownName(what: string, written: string, names: Iterable<string>): Text {
  const near = closest(written, names)
  const thing = what === '' ? `"${written}"` : `${what} "${written}"`
  return { de: `${thing} gibt es nicht${near.de}`, en: `there is no ${thing}${near.en}` }
}

export function listedTwice(name: string): Text {
  return { de: `"${name}" steht doppelt in der Liste`, en: `"${name}" is listed twice` }
}

/** Insertions, deletions, replacements and swaps of neighbours (Damerau–Levenshtein, optimal string alignment). */
function editDistance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) >= bound || a.length > 64 || b.length > 64) return bound
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? bound
}
