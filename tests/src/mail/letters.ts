import assert from 'node:assert/strict'
import type { Received } from '@nahtlos/server/testing/mail-server'

/** The subjects of the letters that each person got, sorted, for a comparison as a whole. */
export function subjectsByPerson(letters: readonly Received[]): Record<string, string[]> {
  const groups = Map.groupBy(letters, ({ to }) => to.split('@')[0] ?? to)
  return Object.fromEntries(
    [...groups]
      .sort()
      .map(([account, theirs]) => [account, theirs.map(({ headers }) => headers.get('subject') ?? '').sort()]),
  )
}

/**
 * Demands that letters say nothing of anybody or anything: none of these words is in what the recipient reads or in a
 * header, besides her own address, and the only address in it is the portal's.
 */
export function sayNothing(letters: readonly Received[], portal: string, words: readonly string[]): void {
  for (const { to, headers, text } of letters) {
    const read = [...headers]
      .filter(([name]) => name !== 'to')
      .map(([, value]) => value)
      .concat(text)
      .join('\n')
    for (const word of words)
      assert.ok(!read.toLowerCase().includes(word.toLowerCase()), `a letter to ${to} says "${word}":\n${read}`)
    for (const [address] of text.matchAll(/https?:\S+/g))
      assert.ok(address.startsWith(`${portal}/`), `a letter to ${to} leads to ${address}`)
  }
}
