/** A part of a document, in the order of reading. */
export interface DocumentBlock {
  readonly kind: 'heading' | 'paragraph' | 'item'
  readonly text: string
}

/** What placeholders stand for: words, or a list where the placeholder has a line of its own. */
export type DocumentValues = Readonly<Record<string, string | readonly string[]>>

const placeholder = /\{(\w+)\}/g

/**
 * Fills in a template. The form of the document comes from the template alone: whatever somebody wrote into a reason,
 * it becomes paragraphs, never a heading and never another placeholder.
 */
export function fillTemplate(body: string, values: DocumentValues): DocumentBlock[] {
  return body
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line): DocumentBlock[] => {
      const alone = /^\{(\w+)\}$/.exec(line.trim())?.[1]
      const list = alone === undefined ? undefined : values[alone]
      if (typeof list === 'object') return list.map((text) => ({ kind: 'item', text }))
      const kind = line.startsWith('# ') ? 'heading' : line.startsWith('- ') ? 'item' : 'paragraph'
      const text = fillLine(kind === 'paragraph' ? line : line.slice(2), values)
      if (kind !== 'paragraph') return [{ kind, text: text.replaceAll(/\s*\n\s*/g, ' ') }]
      return text
        .split('\n')
        .filter((part) => part.trim() !== '')
        .map((part) => ({ kind, text: part.trim() }))
    })
}

/** Fills in one line; a placeholder that nothing stands for is left out. */
export function fillLine(line: string, values: DocumentValues): string {
  return line.replaceAll(placeholder, (_all, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return typeof value === 'object' ? value.join('; ') : (value ?? '')
  })
}

/** The names of the placeholders in a template. */
export function placeholdersOf(body: string): string[] {
  return [...body.matchAll(placeholder)].map(([, name = '']) => name)
}
