/** A replacement in a text whose lines all end in one character, as the editor counts. */
export interface Replacement {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** As the editor shows it: every line break is one character. */
export function asEdited(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** The line break that a text has most of; what is typed gets it, too. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  const windows = text.split('\r\n').length - 1
  return windows > text.split('\n').length - 1 - windows ? '\r\n' : '\n'
}

/**
 * Does to a file what was done in the editor, and leaves every other byte of it: other line breaks as well. `shown` is
 * what the editor has now; where lone carriage returns stand in the way of it, that counts.
 */
export function edited(text: string, replacements: readonly Replacement[], shown: string): string {
  const lineBreak = lineBreakOf(text)
  const offsets = offsetsIn(text, [...new Set(replacements.flatMap(({ from, to }) => [from, to]))])
  const at = (place: number) => offsets.get(place) ?? text.length
  let [made, done] = ['', 0]
  for (const { from, to, insert } of replacements.toSorted((a, b) => a.from - b.from)) {
    made += text.slice(done, at(from)) + insert.replaceAll('\n', lineBreak)
    done = at(to)
  }
  made += text.slice(done)
  return asEdited(made) === shown ? made : shown.replaceAll('\n', lineBreak)
}

/** Where in the file the places of the editor are. */
function offsetsIn(text: string, places: readonly number[]): ReadonlyMap<number, number> {
  const wanted = new Set(places)
  const found = new Map<number, number>()
  let offset = 0
  for (let place = 0; offset <= text.length; place++) {
    if (wanted.has(place)) found.set(place, offset)
    offset += text.startsWith('\r\n', offset) ? 2 : 1
  }
  return found
}
