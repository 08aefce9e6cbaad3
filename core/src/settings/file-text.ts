import type { SettingsFormat } from '@nahtlos/contract/configuration/settings-format'

/** dconf's database is no text: there each character stands for one byte. */
const isBinary = (format: SettingsFormat) => format === 'dconf'

/** A file's bytes as the text that its format reads, a mark of the byte order included; null where it is no UTF-8. */
export function fileText(bytes: Uint8Array, format: SettingsFormat): string | null {
  if (isBinary(format)) return Buffer.from(bytes).toString('latin1')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** The bytes of a text that its format wrote. */
export function fileBytes(text: string, format: SettingsFormat): Buffer {
  return Buffer.from(text, isBinary(format) ? 'latin1' : 'utf8')
}
