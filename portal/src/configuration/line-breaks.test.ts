import { EditorState } from '@codemirror/state'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asEdited, edited, lineBreakOf, type Replacement } from './line-breaks.ts'

test('an edit of one line leaves the line breaks of all others, whatever they are', () => {
  const text = '\uFEFFkind: Pool\r\nid: a # ü  \r\nhosts: [a]\nx: y\r\n'
  const at = asEdited(text).indexOf('a #')
  const after = '\uFEFFkind: Pool\r\nid: b\r\nc # ü  \r\nhosts: [a]\nx: y\r\n'
  expect(edited(text, [{ from: at, to: at + 1, insert: 'b\nc' }], asEdited(after))).toBe(after)
  expect(edited(text, [], asEdited(text))).toBe(text)
  expect(lineBreakOf('')).toBe('\n')
})

test('what the editor shows is always what the file says', () => {
  const piece = fc.constantFrom('a', 'ü', '\n', '\r\n', '\r', ' ', ': ', '\uFEFF')
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(text, fc.nat(40), fc.nat(40), text, (file, one, other, typed) => {
      const shown = EditorState.create({ doc: file })
      const [from = 0, to = 0] = [one, other].map((place) => Math.min(place, shown.doc.length)).sort((a, b) => a - b)
      const after = shown.update({ changes: { from, to, insert: typed } })
      const replacements: Replacement[] = []
      after.changes.iterChanges((start, end, _from, _to, inserted) =>
        replacements.push({ from: start, to: end, insert: inserted.toString() }),
      )
      const now = after.state.doc.toString()
      const made = edited(file, replacements, now)
      expect(asEdited(made)).toBe(now)
      if (/\r(?!\n)/.test(file)) return
      // In a file without lone ones nothing but the edit itself is new.
      const [{ from: start, to: end } = { from: 0, to: 0 }] = replacements
      const [head, tail] = [asEdited(file).slice(0, start), asEdited(file).slice(end)]
      const [before, behind] = [
        lengthIn(file, head.length),
        file.length - lengthIn(file, asEdited(file).length - tail.length),
      ]
      expect(made.slice(0, before)).toBe(file.slice(0, before))
      expect(made.slice(made.length - behind)).toBe(file.slice(file.length - behind))
    }),
    { numRuns: 500 },
  )
})

/** How long a part of a file is of which the editor shows so many characters. */
function lengthIn(file: string, shown: number): number {
  let length = 0
  for (let at = 0; at < shown; at++) length += file.startsWith('\r\n', length) ? 2 : 1
  return length
}
