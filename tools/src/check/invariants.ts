import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Finding } from './finding.ts'

/**
 * Under the heading "Invariants" of ARCHITECTURE.md every list entry is a sentence that ends in the files that hold
 * it, each in backquotes after an arrow: `- A sentence. → `tools/src/check/import-rules.ts``.
 */
export const invariants: Check = {
  name: 'every invariant names what holds it',
  find(root) {
    return invariantFindings(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'), (file) =>
      existsSync(join(root, file)),
    )
  },
}

export function invariantFindings(text: string, exists: (file: string) => boolean): Finding[] {
  const lines = text.split('\n')
  const begin = lines.findIndex((line) => /^## Invariants\b/.test(line))
  if (begin === -1) return [{ where: 'ARCHITECTURE.md', message: 'has no heading "## Invariants"' }]
  const length = lines.slice(begin + 1).findIndex((line) => line.startsWith('## '))
  const section = lines.slice(begin + 1, length === -1 ? undefined : begin + 1 + length)
  return section.flatMap((line, index) => {
    if (!line.startsWith('- ')) return []
    const where = `ARCHITECTURE.md:${begin + 2 + index}`
    const holders = [...(line.split(' → ')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
    if (holders.length === 0) return [{ where, message: 'names no check or test that holds it (→ `file`)' }]
    return holders.filter((file) => !exists(file)).map((file) => ({ where, message: `${file} does not exist` }))
  })
}
