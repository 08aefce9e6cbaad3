import { type Format, type KeyText, keyPath, keyText, type ValueChanges, type Values } from './format.ts'

/**
 * `prefs.js` and `user.js` of Firefox and Thunderbird: one `user_pref("name", value);` a line, and comments. Values
 * are strings, integers and booleans (libpref's grammar in `modules/libpref/parser`), which are JSON too.
 */
export const prefs: Format = { read: (text) => readLines(text)?.values ?? null, write }

const line = /^(user_pref|pref|sticky_pref)\("((?:[^"\\]|\\.)*)",\s*("(?:[^"\\]|\\.)*"|true|false|[+-]?\d+)\s*\);\s*$/

interface Line {
  readonly text: string
  readonly name: KeyText | null
}

function readLines(text: string): { lines: Line[]; values: Values } | null {
  const values = new Map<KeyText, string>()
  const lines: Line[] = []
  let inComment = false
  for (const one of text.split('\n')) {
    const pref = inComment ? null : line.exec(one)
    if (pref !== null) {
      const name = keyText([pref[2] ?? ''])
      if (values.has(name)) return null
      values.set(name, pref[3] ?? '')
      lines.push({ text: one, name })
      continue
    }
    const trimmed = one.trim()
    if (!inComment && trimmed.startsWith('/*')) inComment = true
    else if (!inComment && trimmed !== '' && !/^(\/\/|#)/.test(trimmed)) return null
    if (inComment && trimmed.includes('*/')) {
      if (!trimmed.endsWith('*/')) return null
      inComment = false
    }
    lines.push({ text: one, name: null })
  }
  return inComment ? null : { lines, values }
}

function write(text: string, changes: ValueChanges): string | null {
  const found = readLines(text)
  if (found === null) return null
  const rest = new Map(changes)
  const written: string[] = []
  for (const { text: old, name } of found.lines) {
    const change = name === null ? undefined : rest.get(name)
    if (name !== null) rest.delete(name)
    if (name === null || change === undefined) written.push(old)
    else if (change !== null) written.push(prefLine(name, change))
  }
  const added = [...rest].flatMap(([name, value]) => (value === null ? [] : [prefLine(name, value)]))
  const at = written.at(-1) === '' ? written.length - 1 : written.length
  written.splice(at, 0, ...added)
  return written.join('\n')
}

/** The name is kept as it was written, so its escapes are already in it. */
function prefLine(name: KeyText, value: string): string {
  return `user_pref("${keyPath(name)[0] ?? ''}", ${value});`
}
