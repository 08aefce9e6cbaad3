/** Where the cursor stands within `{ … }` or `[ … ]` of a document. */
export interface FlowPlace {
  /** The text before the outermost bracket. */
  readonly before: string
  /** The keys from there to the innermost bracket, e.g. `members`, `groups`. */
  readonly keys: readonly string[]
  /** What is written of the innermost entry so far. */
  readonly entry: string
  /** Whether the innermost bracket is a list. */
  readonly inList: boolean
  /** The plain values of the innermost map that stand before the cursor, by key. */
  readonly written: ReadonlyMap<string, string>
}

interface Open {
  readonly at: number
  readonly bracket: '{' | '['
  /** Where the present entry begins. */
  entry: number
}

/** The open brackets before the cursor; null where none is open. Brackets in quotes and comments are text. */
export function flowPlace(text: string): FlowPlace | null {
  const open = openBrackets(text)
  const [outermost, innermost] = [open[0], open.at(-1)]
  if (outermost === undefined || innermost === undefined) return null
  const keys = open.slice(1).flatMap(({ at }, index) => {
    const key = keyBefore(text.slice(open[index]?.entry ?? 0, at))
    return key === null ? [] : [key]
  })
  return {
    before: text.slice(0, outermost.at),
    keys,
    entry: text.slice(innermost.entry),
    inList: innermost.bracket === '[',
    written: writtenIn(text.slice(innermost.at + 1)),
  }
}

function openBrackets(text: string): Open[] {
  const open: Open[] = []
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (quote !== '') {
      if (sign === '\\' && quote === '"') at++
      else if (sign === quote) quote = ''
    } else if ((sign === '"' || sign === "'") && /[\s,:[{(]|^/.test(text[at - 1] ?? ''))
      quote = beginsValue(text, at) ? sign : ''
    else if (sign === '#' && /\s/.test(text[at - 1] ?? '\n')) at = endOfLine(text, at)
    else if ((sign === '{' || sign === '[') && (open.length > 0 || beginsValue(text, at)))
      open.push({ at, bracket: sign, entry: at + 1 })
    else if (sign === '}' || sign === ']') open.pop()
    else if (sign === ',' && open.length > 0) (open.at(-1) as Open).entry = at + 1
  }
  return open
}

/** A bracket or quote is one where a value begins: anywhere else it belongs to a plain text. */
function beginsValue(text: string, at: number): boolean {
  return (
    /(?:^|[\n,[{]|[:-][ \t])[ \t]*$/.test(text.slice(Math.max(0, at - 40), at)) ||
    /(?:[:,[{-]|^)\s*$/.test(text.slice(Math.max(0, at - 40), at))
  )
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function keyBefore(text: string): string | null {
  return /([\w-]+):\s*$/.exec(text)?.[1] ?? null
}

function writtenIn(text: string): Map<string, string> {
  return new Map([...text.matchAll(/([\w-]+):\s*([\w-]+)\s*,/g)].map(([, key = '', value = '']) => [key, value]))
}
