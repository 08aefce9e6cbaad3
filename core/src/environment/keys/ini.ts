/**
 * One key of a file of sections and `key=value` lines, as desktop programs and GLib's key files have them. Everything
 * else in the file stays as it is: comments, order, white space. `key` is `Section/Key`; a section may contain `/`.
 */
export function iniValue(text: string, key: string): string | undefined {
  const { section, name } = split(key)
  const found = lines(text).find((line) => line.section === section && line.name === name)
  return found?.value
}

/** @param value undefined takes the key away, and its section where that becomes empty by it */
export function withIniValue(text: string, key: string, value: string | undefined): string {
  const { section, name } = split(key)
  const all = lines(text)
  const at = all.findIndex((line) => line.section === section && line.name === name)
  const written = value === undefined ? [] : [`${name}=${oneLine(value)}`]
  const raw = all.map(({ raw: line }) => line)
  if (at >= 0) raw.splice(at, 1, ...written)
  else if (value !== undefined) {
    const last = all.findLastIndex((line) => line.section === section && line.raw.trim() !== '')
    if (last >= 0) raw.splice(last + 1, 0, ...written)
    else raw.push(...(raw.length > 0 && raw.at(-1) !== '' ? [''] : []), `[${section}]`, ...written)
  }
  const result = value === undefined ? withoutEmptySection(raw, section) : raw
  return result.length === 0 ? '' : `${result.join('\n')}\n`
}

interface Line {
  readonly raw: string
  readonly section: string
  readonly name: string | null
  readonly value: string
}

function lines(text: string): Line[] {
  let section = ''
  const raw = text.replaceAll('\r\n', '\n').split('\n')
  if (raw.at(-1) === '') raw.pop()
  return raw.map((line) => {
    const head = /^\s*\[([^\]]*)\]\s*$/.exec(line)
    if (head?.[1] !== undefined) section = head[1]
    const pair = /^\s*([^#;[=][^=]*?)\s*=\s*(.*)$/.exec(line)
    return { raw: line, section, name: pair?.[1] ?? null, value: pair?.[2] ?? '' }
  })
}

function withoutEmptySection(raw: readonly string[], section: string): readonly string[] {
  const start = raw.findIndex((line) => line.trim() === `[${section}]`)
  if (start < 0) return raw
  const rest = raw.findIndex((line, at) => at > start && /^\s*\[/.test(line))
  const end = rest < 0 ? raw.length : rest
  return raw.slice(start + 1, end).every((line) => line.trim() === '')
    ? [...raw.slice(0, start), ...raw.slice(end)]
    : raw
}

function split(key: string): { section: string; name: string } {
  const slash = key.lastIndexOf('/')
  return { section: key.slice(0, slash), name: key.slice(slash + 1) }
}

const oneLine = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '')
