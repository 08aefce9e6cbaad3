import type { ActionOf } from '@nahtlos/contract/configuration/environment-action'
import { type Format, keyText } from '../../settings/formats/format.ts'
import { ini } from '../../settings/formats/ini.ts'
import { json } from '../../settings/formats/json.ts'
import { prefs } from '../../settings/formats/prefs.ts'
import { xfconf } from '../../settings/formats/xfconf.ts'
import { withXmlValue, XmlFault, xmlValue } from './xml.ts'

export type KeyAction = ActionOf<'key'>
type Scalar = KeyAction['value']

/** A file in which one key can be read and set; both take and give the key's value as the file writes it. */
export interface KeyFile {
  /** Below the home. */
  readonly path: string
  /** The action's own value in the file's notation. */
  readonly wanted: string
  read(text: string): string | undefined
  /** @param value undefined takes the key away. @throws KeyFileFault where the file is not of its format */
  write(text: string, value: string | undefined): string
}

export class KeyFileFault extends Error {
  override name = 'KeyFileFault'
}

/**
 * Where the key of an action lies and how it is written there. The formats are those by which settings are merged, so
 * what a rule sets and what a person sets are read alike.
 */
export function keyFileOf({ format, path = '', key, value }: KeyAction): KeyFile {
  switch (format) {
    case 'ini':
      return inFormat(ini, path, splitLast(key), oneLine(value))
    case 'json':
      return jsonFile(path, pointer(key), value)
    case 'prefs':
      return inFormat(prefs, path, [key], JSON.stringify(value))
    case 'dconf':
      return inFormat(ini, '.config/glib-2.0/settings/keyfile', splitLast(key.slice(1)), oneLine(value))
    case 'xfconf':
      return xfconfFile(key, value)
    case 'xml':
      return {
        path,
        wanted: String(value),
        read: (text) => asFault(() => xmlValue(text, key)),
        write: (text, next) => asFault(() => withXmlValue(text, key, next)),
      }
  }
}

/** Which launcher opens a type: the person's own word in MIME Applications Specification 1.0. */
export function fileTypeFile(type: string, launcher: string): KeyFile {
  return inFormat(ini, '.config/mimeapps.list', ['Default Applications', type], `${launcher};`)
}

/** `channel/a/b` → channel, property and type of xfconf. */
export function xfconfKey(key: string, value: Scalar): { channel: string; property: string; type: string } {
  const slash = key.indexOf('/')
  const numeric = Number.isInteger(value) ? 'int' : 'double'
  const type = typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : numeric
  return { channel: key.slice(0, slash), property: key.slice(slash), type }
}

/** An object without members has no place where the format could put a first one. */
function jsonFile(path: string, names: readonly string[], value: Scalar): KeyFile {
  const file = inFormat(json, path, names, JSON.stringify(value), '{}\n')
  const first = (next: string) =>
    names.reduceRight<unknown>((inner, name) => Object.fromEntries([[name, inner]]), JSON.parse(next))
  return {
    ...file,
    write(text, next) {
      if (!/^\s*(?:\{\s*\}\s*)?$/.test(text)) return file.write(text, next)
      return next === undefined ? text : `${JSON.stringify(first(next), null, 2)}\n`
    },
  }
}

function xfconfFile(key: string, value: Scalar): KeyFile {
  const { channel, property, type } = xfconfKey(key, value)
  const wanted = JSON.stringify({ type, value: String(value), items: [] })
  const empty = `<?xml version="1.0" encoding="UTF-8"?>\n\n<channel name="${channel}" version="1.0">\n</channel>\n`
  const path = `.config/xfce4/xfconf/xfce-perchannel-xml/${channel}.xml`
  return inFormat(xfconf, path, property.split('/').filter(Boolean), wanted, empty)
}

function inFormat(format: Format, path: string, names: readonly string[], wanted: string, empty = ''): KeyFile {
  const name = keyText(names)
  const filled = (text: string) => (text.trim() === '' ? empty : text)
  return {
    path,
    wanted,
    read(text) {
      const values = format.read(filled(text))
      if (values === null) throw new KeyFileFault(`${path} cannot be read as what it should be`)
      return values.get(name)
    },
    write(text, value) {
      const written = format.write(
        filled(text),
        new Map([...emptyAbove(format, filled(text), names), [name, value ?? null]]),
      )
      if (written === null) throw new KeyFileFault(`${path} cannot be written without losing something of it`)
      return written.endsWith('\n') || written === '' ? written : `${written}\n`
    },
  }
}

/** Folders that are there and hold nothing, on the way to a key: as values they would stand in its way. */
function emptyAbove(format: Format, text: string, names: readonly string[]): [string, null][] {
  const values = format.read(text)
  return names.slice(1).flatMap((_, depth) => {
    const above = keyText(names.slice(0, depth + 1))
    const value = values?.get(above)
    return value !== undefined && format.isEmptyFolder?.(value) === true ? [[above, null] as [string, null]] : []
  })
}

/** The last slash parts section and key; GLib's sections contain slashes themselves. */
function splitLast(key: string): [string, string] {
  const slash = key.lastIndexOf('/')
  return [key.slice(0, slash), key.slice(slash + 1)]
}

/** RFC 6901. */
function pointer(text: string): string[] {
  return text
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

const oneLine = (value: Scalar) =>
  String(value).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '').trim()

function asFault<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof XmlFault)) throw cause
    throw new KeyFileFault(cause.message, { cause })
  }
}
