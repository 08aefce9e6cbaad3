import { type Format, type KeyText, keyPath, keyText, type ValueChanges, type Values } from './format.ts'

/**
 * Sections of `key=value` lines with comments (`#` or `;`), as GLib, Qt and most desktop programs write them; also with
 * `key: value` where the file's first key is written so, with keys moved to the right, with a comment behind a header,
 * and with a section that comes more than once. Anything else in the file (continued lines, a key without a value, a
 * key twice) makes it unreadable here. A key path is `[section, key]`; keys before the first section have the section ''.
 */
export const ini: Format = { read: (text) => readLines(text)?.values ?? null, write }

interface Line {
  readonly text: string
  readonly section: string
  /** The key in this line; null for comments, headers and empty lines. */
  readonly key: string | null
  /** Where the value begins in `text`. */
  readonly valueAt: number
}

interface Lines {
  readonly lines: Line[]
  readonly values: Values
  readonly lineEnd: string
  /** What stands between a key and its value. */
  readonly between: string
}

const withEquals = /^(\s*)([^#;[=\s](?:[^=]*[^=\s])?)(\s*=\s*)/
const withColon = /^(\s*)([^#;[=:\s](?:[^=:]*[^=:\s])?)(\s*[=:]\s*)/

function readLines(text: string): Lines | null {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const values = new Map<KeyText, string>()
  const lines: Line[] = []
  let section = ''
  let pattern: RegExp | null = null
  let between: string | null = null
  /** White space before the section's first key: what stands further to the right may belong to the line above. */
  let margin: string | null = null
  for (const line of text.split(lineEnd)) {
    if (/[\r\n\0]/.test(line)) return null
    const header = /^\s*\[([^\]]+)\]\s*([#;].*)?$/.exec(line)
    if (header === null) pattern ??= patternOf(line)
    const pair = header === null ? (pattern?.exec(line) ?? null) : null
    let key: string | null = null
    if (header !== null) {
      section = header[1] ?? ''
      margin = null
    } else if (pair !== null) {
      const [whole, before = '', name = '', sign = ''] = pair
      margin ??= before
      if (before !== '' && before.length > margin.length) return null
      key = name
      const path = keyText([section, key])
      if (values.has(path)) return null
      const value = line.slice(whole.length).trimEnd()
      if (value !== '') between ??= sign
      values.set(path, value)
    } else if (!/^\s*([#;].*)?$/.test(line)) return null
    lines.push({ text: line, section, key, valueAt: pair?.[0].length ?? 0 })
  }
  return { lines, values, lineEnd, between: between ?? '=' }
}

/** How the file's first key is written; null where there is none in this line. */
function patternOf(line: string): RegExp | null {
  if (/^\s*[^#;[=:\s][^=:]*:(\s|$)/.test(line)) return withColon
  return withEquals.test(line) ? withEquals : null
}

function write(text: string, changes: ValueChanges): string | null {
  const found = readLines(text)
  if (found === null) return null
  const rest = new Map(changes)
  const written: Line[] = []
  for (const line of found.lines) {
    const name = line.key === null ? null : keyText([line.section, line.key])
    const change = name === null ? undefined : rest.get(name)
    if (name !== null) rest.delete(name)
    if (change === undefined) written.push(line)
    else if (change !== null) written.push({ ...line, text: line.text.slice(0, line.valueAt) + change })
  }
  for (const [name, value] of rest) {
    const [section, key] = keyPath(name)
    if (value === null || section === undefined || key === undefined) continue
    const start = key + found.between
    const line = { text: start + value, section, key, valueAt: start.length }
    const last = written.findLastIndex((one) => one.section === section && (one.key !== null || isHeader(one)))
    if (last >= 0) written.splice(last + 1, 0, indentedAs(written[last], line))
    else if (section === '') written.unshift(line)
    else appendSection(written, section, line)
  }
  return written.map((line) => line.text).join(found.lineEnd)
}

function isHeader(line: Line): boolean {
  return line.key === null && line.text.trimStart().startsWith('[')
}

function indentedAs(neighbour: Line | undefined, line: Line): Line {
  const margin = neighbour?.key == null ? '' : (/^\s*/.exec(neighbour.text)?.[0] ?? '')
  return { ...line, text: margin + line.text, valueAt: margin.length + line.valueAt }
}

/** At the end, behind an empty line, and before the line break that a text ends with. */
function appendSection(lines: Line[], section: string, line: Line): void {
  const header = { text: `[${section}]`, section, key: null, valueAt: 0 }
  const blank = { text: '', section, key: null, valueAt: 0 }
  const endsWithBreak = lines.at(-1)?.text === ''
  const at = endsWithBreak ? lines.length - 1 : lines.length
  const before = at > 0 && lines[at - 1]?.text !== '' ? [blank] : []
  lines.splice(at, 0, ...before, header, line)
}
