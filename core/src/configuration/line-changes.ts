import type { LineChange } from '@nahtlos/contract/configuration/change'

/** Lines that stay, shown around those that change. */
const context = 3
/** More than so many comparisons are not made: then everything between what is the same at both ends has changed. */
const mostCompared = 4_000_000
/** More lines than these nobody reads; the whole text is there besides. */
const mostLines = 400

/** How one text becomes another, line by line, with a few lines around; empty where they are the same. */
export function lineChanges(before: string, after: string): LineChange[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  let start = 0
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start++
  let end = 0
  while (end < Math.min(old.length, now.length) - start && old[old.length - 1 - end] === now[now.length - 1 - end])
    end++
  const middle = between(old.slice(start, old.length - end), now.slice(start, now.length - end))
  if (middle.length === 0) return []
  const same = (texts: readonly string[]): LineChange[] => texts.map((text) => ({ kind: 'same', text }))
  const all = [...same(old.slice(0, start)), ...middle, ...same(old.slice(old.length - end))]
  const found = near(all)
  return found.length > mostLines ? [...found.slice(0, mostLines), { kind: 'skipped', text: '' }] : found
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/)
}

/** The longest common subsequence stays; everything else goes or comes. */
function between(old: readonly string[], now: readonly string[]): LineChange[] {
  const gone = (text = ''): LineChange => ({ kind: 'removed', text })
  const come = (text = ''): LineChange => ({ kind: 'added', text })
  if (old.length * now.length > mostCompared) return [...old.map(gone), ...now.map(come)]
  const width = now.length + 1
  const longest = new Uint32Array((old.length + 1) * width)
  const at = (row: number, column: number) => longest[row * width + column] ?? 0
  for (let row = old.length - 1; row >= 0; row--)
    for (let column = now.length - 1; column >= 0; column--)
      longest[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
  const found: LineChange[] = []
  let [row, column] = [0, 0]
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      found.push({ kind: 'same', text: old[row] ?? '' })
      row++
      column++
    } else if (column >= now.length || (row < old.length && at(row + 1, column) >= at(row, column + 1)))
      found.push(gone(old[row++]))
    else found.push(come(now[column++]))
  }
  return found
}

/** Only what lies near a change; where something is left out, that is said. */
function near(all: readonly LineChange[]): LineChange[] {
  const shown = new Set<number>()
  for (const [index, { kind }] of all.entries())
    if (kind !== 'same') for (let each = index - context; each <= index + context; each++) shown.add(each)
  return all.flatMap((line, index): LineChange[] => {
    if (shown.has(index)) return [line]
    return index === 0 || shown.has(index - 1) ? [{ kind: 'skipped', text: '' }] : []
  })
}
