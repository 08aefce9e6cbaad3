import { type Format, type KeyText, keyPath, keyText, type ValueChanges, type Values } from './format.ts'

/**
 * Sections of `key=value` lines with comments (`#` or `;`), as GLib, Qt and most desktop programs write them. Anything
 * else in the file (continued lines, a key without a value, a section or key twice) makes it unreadable here.
 * A key path is `[section, key]`; keys before the first section have the section ''.
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
  readonly sections: Set<string>
  readonly lineEnd: string
}

function readLines(text: string): Lines | null {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const values = new Map<KeyText, string>()
  const sections = new Set<string>()
  const lines: Line[] = []
  let section = ''
  for (const line of text.split(lineEnd)) {
    if (/[\r\n\0]/.test(line)) return null
    const header = /^\[(.*)\]\s*$/.exec(line)
    const pair = /^([^#;[=\s](?:[^=]*[^=\s])?)\s*=\s*/.exec(line)
    let key: string | null = null
    if (header !== null) {
      section = header[1] ?? ''
      if (section === '' || sections.has(section)) return null
      sections.add(section)
    } else if (pair !== null) {
      key = pair[1] ?? ''
      const name = keyText([section, key])
      if (values.has(name)) return null
      values.set(name, line.slice(pair[0].length).trimEnd())
    } else if (!/^\s*([#;].*)?$/.test(line)) return null
    lines.push({ text: line, section, key, valueAt: pair?.[0].length ?? 0 })
  }
  return { lines, values, sections, lineEnd }
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
    const line = { text: `${key}=${value}`, section, key, valueAt: key.length + 1 }
    const last = written.findLastIndex((one) => one.section === section && (one.key !== null || isHeader(one)))
    if (last >= 0) written.splice(last + 1, 0, line)
    else if (section === '') written.unshift(line)
    else appendSection(written, section, line)
  }
  return written.map((line) => line.text).join(found.lineEnd)
}

function isHeader(line: Line): boolean {
  return line.text.startsWith('[')
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
