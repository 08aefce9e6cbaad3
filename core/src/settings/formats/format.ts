/** The names that lead to a value, e.g. `["panels", "panel-1", "size"]`. */
export type KeyPath = readonly string[]
/** A key path as a map's key: its JSON. */
export type KeyText = string
/** Values as texts in the format's own notation: equal texts are equal values. */
export type Values = ReadonlyMap<KeyText, string>
/** What to change: the value to set, or null to remove the key. */
export type ValueChanges = ReadonlyMap<KeyText, string | null>

/**
 * A format of settings files. Both functions are total: what they cannot read, or cannot keep whole, is null, and the
 * caller goes on file by file. Neither invents: a key that is named twice is not read.
 */
export interface Format {
  read(text: string): Values | null
  /**
   * `text` with the changes made and all else as it was (comments, order, white space where the format has them).
   * @param text what `read` has read
   */
  write(text: string, changes: ValueChanges): string | null
  /** Whether a value only says that a folder of keys is there and has none; absent where there are no such values. */
  isEmptyFolder?(value: string): boolean
}

export function keyText(path: KeyPath): KeyText {
  return JSON.stringify(path)
}

export function keyPath(text: KeyText): string[] {
  const path: unknown = JSON.parse(text)
  if (!Array.isArray(path)) throw new TypeError('not a key')
  return path.map(String)
}
