import type { Text } from '@nahtlos/contract/text'
import type { ChangedFile } from '../changed-files.ts'
import { formatNamed } from '../format-of.ts'
import { type KeyText, keyPath } from '../formats/format.ts'
import { readQuietly, textMaximum } from '../merge-file.ts'
import { fileLabel, isSecret, isTechnical, labelOf } from './labels.ts'
import { oneLine } from './one-line.ts'
import { valueWords } from './value-words.ts'

/** The texts of a changed file, where it is there and they could be read. */
export interface ChangeTexts {
  readonly before: string | null
  readonly after: string | null
}

export interface WordsOptions {
  /** False tells what was changed, and no value: for everybody but the person herself. */
  readonly values: boolean
}

export interface ChangeWords {
  readonly text: Text
  /** What programs note for themselves; told last, or only counted. */
  readonly technical: boolean
}

/** A new or removed file with more keys is told as a file: its keys would say nothing that one could tell apart. */
const wholeFileFrom = 8

/** What changed in one file: key by key where its format is known and its texts are given, else the file as a whole. */
export function changeWords(file: ChangedFile, texts: ChangeTexts | null, options: WordsOptions): ChangeWords[] {
  return keyWords(file, texts, options) ?? [{ text: fileWords(file), technical: false }]
}

function keyWords(file: ChangedFile, texts: ChangeTexts | null, options: WordsOptions): ChangeWords[] | null {
  const format = formatNamed(file.format)
  if (format === null || texts === null) return null
  const [before, after] = [texts.before ?? '', texts.after ?? '']
  if (Math.max(before.length, after.length) > textMaximum) return null
  const none: ReadonlyMap<KeyText, string> = new Map()
  const from = file.before === null ? none : readQuietly(format, before)
  const to = file.after === null ? none : readQuietly(format, after)
  if (from === null || to === null) return null
  const isNewOrGone = file.before === null || file.after === null
  if (isNewOrGone && (fileLabel(file.path) !== null || from.size + to.size > wholeFileFrom)) return null
  const name = subjectOf(file)
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((key) => {
    const [old, next] = [from.get(key), to.get(key)]
    if (old === next) return []
    const path = keyPath(key)
    const label = labelOf(name, path)
    const value = isSecret(path) || !options.values ? concealed(old, next) : valueChange(file, old, next)
    const text = { de: `${name}: ${label.de}${value.de}`, en: `${name}: ${label.en}${value.en}` }
    return [{ text, technical: isTechnical(path) }]
  })
}

function valueChange(file: ChangedFile, old: string | undefined, next: string | undefined): Text {
  const [before, after] = [old, next].map((one) => (one === undefined ? null : valueWords(file.format, one)))
  if (after == null) return { de: ' wieder wie voreingestellt', en: ' back to the default' }
  if (before == null) return { de: ` ${after.de} (neu)`, en: ` ${after.en} (new)` }
  return { de: ` ${before.de} → ${after.de}`, en: ` ${before.en} → ${after.en}` }
}

function concealed(old: string | undefined, next: string | undefined): Text {
  if (next === undefined) return { de: ' wieder wie voreingestellt', en: ' back to the default' }
  return old === undefined ? { de: ' gesetzt', en: ' set' } : { de: ' geändert', en: ' changed' }
}

function fileWords({ path, before, after }: ChangedFile): Text {
  const label = fileLabel(path)
  const name = oneLine(path.slice(path.lastIndexOf('/') + 1), 100)
  const subject = label ?? { de: `Datei ${name}`, en: `File ${name}` }
  if (before === null) return { de: `${subject.de}: neu`, en: `${subject.en}: new` }
  if (after === null) return { de: `${subject.de}: entfernt`, en: `${subject.en}: removed` }
  return { de: `${subject.de}: geändert`, en: `${subject.en}: changed` }
}

/** The channel's name for xfconf (its file is called after it), else the file's. */
function subjectOf({ path, format }: ChangedFile): string {
  const name = oneLine(path.slice(path.lastIndexOf('/') + 1), 100)
  return format === 'xfconf' ? name.replace(/\.xml$/, '') : name
}
