import type { SettingsFormat } from '@nahtlos/contract/configuration/settings-format'
import type { Text } from '@nahtlos/contract/text'
import { dconfValue } from '../formats/dconf.ts'
import { xcuValue } from '../formats/xcu.ts'
import { readXfconfValue } from '../formats/xfconf.ts'
import { oneLine } from './one-line.ts'

/** Characters of a value that are told. */
const longest = 60

/** A value in its format's own notation, for people; in both languages on one short line. */
export function valueWords(format: SettingsFormat, value: string): Text {
  if (format === 'xfconf') return xfconfWords(value)
  if (format === 'xcu') return plainWords(xcuValue(value) ?? '')
  if (format === 'dconf') return plainWords(dconfValue(value) ?? '…')
  if (format === 'json' && value.startsWith('[')) return countWords(value)
  return plainWords(unquoted(value))
}

function xfconfWords(value: string): Text {
  const { value: own, items } = readXfconfValue(value)
  if (items.length > 0) return plainWords(items.map((item) => item.value).join(', '))
  return plainWords(own ?? '')
}

function plainWords(value: string): Text {
  if (value === 'true') return { de: 'an', en: 'on' }
  if (value === 'false') return { de: 'aus', en: 'off' }
  const short = oneLine(value, longest)
  if (short === '') return { de: 'leer', en: 'empty' }
  return /^[\w.,;:%#+-]+$/.test(short) ? { de: short, en: short } : { de: `„${short}“`, en: `“${short}”` }
}

function countWords(value: string): Text {
  const list: unknown = readJson(value)
  const count = Array.isArray(list) ? list.length : 0
  return count === 1 ? { de: '1 Eintrag', en: '1 entry' } : { de: `${count} Einträge`, en: `${count} entries` }
}

/** Strings of JSON, prefs and GVariant texts without their quotes; types such as `uint32` go too. */
function unquoted(value: string): string {
  if (/^".*"$/s.test(value)) {
    const read = readJson(value)
    return typeof read === 'string' ? read : value.slice(1, -1)
  }
  if (/^'.*'$/s.test(value)) return value.slice(1, -1).replace(/\\(.)/g, '$1')
  return value.replace(/^(u?int(16|32|64)|byte|double|objectpath|signature) /, '')
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
