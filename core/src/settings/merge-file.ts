import { type Format, type KeyText, keyPath, keyText, type Values } from './formats/format.ts'

/** One side of a merge: what a file holds. */
export interface FileSide {
  readonly text: string
  /** Milliseconds since the Unix epoch: of two values for one key the later file's counts. */
  readonly modified: number
}

export interface FileMerge {
  readonly text: string
  /** Keys that both changed, differently. */
  readonly conflicts: KeyText[]
}

/** Files above this many UTF-16 units are taken whole: no app has so many settings, and a logon waits. */
export const textMaximum = 1024 * 1024

/**
 * Merges two texts of one file that came from `base` (null where neither side had it before), key by key. What one
 * side alone changed is kept; of two different changes to a key the later file's is kept, a removal too. The later
 * file's text is the one that is edited, so its comments and its order stay.
 *
 * Who merges again and again into `theirs` without taking it over says what it was the last time (`seen`). What ours
 * changed since then is then no conflict with what was there already: nobody changed it meanwhile, so ours is the later
 * value, whatever else was written into their file after it. A key that ours did not know is not changed that way.
 *
 * Never throws. Null where a text is not readable in this format, is too large, its format breaks on it, or the result would not read as what it should be:
 * then the file is merged whole. The result is the same from either side, and merging it again changes nothing.
 */
export function mergeFile(
  format: Format,
  base: string | null,
  ours: FileSide,
  theirs: FileSide,
  seen: string | null = null,
): FileMerge | null {
  if ([base ?? '', ours.text, theirs.text].some((text) => text.length > textMaximum)) return null
  const from = base === null ? new Map<KeyText, string>() : readQuietly(format, base)
  const [left, right] = [readQuietly(format, ours.text), readQuietly(format, theirs.text)]
  if (from === null || left === null || right === null) return null
  const isLater = (a: FileSide, b: FileSide) => (a.modified === b.modified ? null : a.modified > b.modified)
  const before = seen === null || seen.length > textMaximum ? null : readQuietly(format, seen)
  const found = mergeValues(from, left, right, isLater(ours, theirs), before ?? from)
  const { conflicts } = found
  const merged = withoutFilledFolders(format, found.merged)
  // A side that already says all of it is taken as it is; else the later one is edited.
  const sides = [
    { ...ours, values: left },
    { ...theirs, values: right },
  ].sort((a, b) => b.modified - a.modified || (a.text < b.text ? 1 : -1))
  const whole = sides.find(({ values }) => areEqual(values, merged))
  if (whole !== undefined) return { text: whole.text, conflicts }
  const [later] = sides
  if (later === undefined) return null
  const text = unlessBroken(() => format.write(later.text, changesFrom(later.values, merged)))
  const reread = text === null ? null : readQuietly(format, text)
  if (text === null || reread === null) return null
  return areEqual(withoutFolders(format, reread), withoutFolders(format, merged)) ? { text, conflicts } : null
}

interface ValueMerge {
  readonly merged: Values
  readonly conflicts: KeyText[]
}

/**
 * @param leftIsLater null where both are of the same time: then the greater text counts, so both sides agree
 * @param seen what the right was when the left was last merged into it
 */
function mergeValues(base: Values, left: Values, right: Values, leftIsLater: boolean | null, seen: Values): ValueMerge {
  const merged = new Map<KeyText, string>()
  const conflicts: KeyText[] = []
  for (const key of [...new Set([...left.keys(), ...right.keys()])].sort()) {
    const [b, l, r] = [base.get(key), left.get(key), right.get(key)]
    let kept = l
    if (l === r) kept = l
    else if (l === b) kept = r
    else if (r === (b === undefined ? b : seen.get(key))) kept = l
    else {
      conflicts.push(key)
      kept = (leftIsLater ?? (l ?? '') > (r ?? '')) ? l : r
    }
    if (kept !== undefined) merged.set(key, kept)
  }
  return { merged, conflicts }
}

/** One side emptied a folder while the other put something into it: then it is not empty. */
function withoutFilledFolders(format: Format, values: Values): Values {
  const folders = new Set<KeyText>()
  for (const name of values.keys()) {
    const path = keyPath(name)
    for (let length = 0; length < path.length; length++) folders.add(keyText(path.slice(0, length)))
  }
  return new Map([...values].filter(([name, value]) => !(folders.has(name) && format.isEmptyFolder?.(value))))
}

/** A folder that lost its last keys to both sides may stay or go. */
function withoutFolders(format: Format, values: Values): Values {
  return new Map([...values].filter(([, value]) => !format.isEmptyFolder?.(value)))
}

function changesFrom(present: Values, wanted: Values): Map<KeyText, string | null> {
  const changes = new Map<KeyText, string | null>()
  for (const key of present.keys()) if (!wanted.has(key)) changes.set(key, null)
  for (const [key, value] of wanted) if (present.get(key) !== value) changes.set(key, value)
  return changes
}

function areEqual(a: Values, b: Values): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
}

/** What `format` reads; null also where it breaks on the text. */
export function readQuietly(format: Format, text: string): Values | null {
  return unlessBroken(() => format.read(text))
}

/**
 * Whatever a format stumbles over (a text may be nested so deeply that a parser runs out of stack) costs the merge by
 * key and never the capture: what a person writes into her home must not decide whether it is saved.
 */
function unlessBroken<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
