import { type Format, type KeyText, keyPath, keyText, type ValueChanges, type Values } from './format.ts'
import { isValuePath, readGvdb, writeGvdb } from './gvdb.ts'

/**
 * dconf's own database, `~/.config/dconf/user`. It is no text: here each character stands for one byte. A key path is
 * the value's path by its parts, and a value's text is its GVariant in hexadecimal digits, so equal texts are equal
 * values whatever their type. Written anew it is as dconf writes it; there is nothing else in it that could be kept.
 */
export const dconf: Format = { read, write }

function read(text: string): Values | null {
  const bytes = bytesOf(text)
  const found = bytes === null ? null : readGvdb(bytes)
  if (found === null) return null
  const values = new Map<KeyText, string>()
  for (const [path, value] of found) values.set(keyText(path.slice(1).split('/')), Buffer.from(value).toString('hex'))
  return values
}

function write(text: string, changes: ValueChanges): string | null {
  const values = read(text)
  if (values === null) return null
  const wanted = new Map(values)
  for (const [key, value] of changes) {
    if (value === null) wanted.delete(key)
    else wanted.set(key, value)
  }
  const paths = new Map<string, Uint8Array>()
  for (const [key, value] of wanted) {
    const path = `/${keyPath(key).join('/')}`
    if (!isValuePath(path)) return null
    paths.set(path, Buffer.from(value, 'hex'))
  }
  return Buffer.from(writeGvdb(paths)).toString('latin1')
}

/** The value of a GVariant in hexadecimal digits as a plain text, of the types that most settings have; else null. */
export function dconfValue(hex: string): string | null {
  const bytes = Buffer.from(hex, 'hex')
  const zero = bytes.lastIndexOf(0)
  if (zero < 0) return null
  const type = bytes.toString('latin1', zero + 1)
  const value = bytes.subarray(0, zero)
  if (type === 'b' && value.length === 1) return value[0] === 1 ? 'true' : 'false'
  if (type === 's' && value.at(-1) === 0) return value.toString('utf8', 0, value.length - 1)
  if (type === 'i' && value.length === 4) return String(value.readInt32LE())
  if (type === 'u' && value.length === 4) return String(value.readUInt32LE())
  if (type === 'd' && value.length === 8) return String(value.readDoubleLE())
  return null
}

/** Null where a character stands for no byte. */
function bytesOf(text: string): Uint8Array | null {
  return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : null
}
