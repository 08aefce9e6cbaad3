/**
 * Text from a person's files, fit to stand in a sentence: one line, at most `longest` characters, and nothing that would
 * turn the direction of what stands around it (Unicode bidirectional controls) or hide.
 */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  const characters = [...line]
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line
}
