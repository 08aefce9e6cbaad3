import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Finding } from './finding.ts'

/**
 * Under the heading "Invariants" of ARCHITECTURE.md every list entry is a sentence that ends in the files that hold
 * it, a check or a file with tests, each in backquotes after an arrow: `- A sentence. → `tools/src/check/import-rules.ts``.
 */
export const invariants: Check = {
  name: 'every invariant names what holds it',
  find(root) {
    return invariantFindings(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'), (file) =>
      existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : null,
    )
  },
}

export function invariantFindings(text: string, read: (file: string) => string | null): Finding[] {
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
    return holders.flatMap((file) => {
      const fault = faultOf(file, read(file))
      return fault === null ? [] : [{ where, message: `${file} ${fault}` }]
    })
  })
}

/** A file that is there holds nothing yet: it has to be asked, by `check` or by a run of its tests. */
function faultOf(file: string, text: string | null): string | null {
  if (text === null) return 'does not exist'
  if (file.endsWith('.test.ts')) return /^\s*(test|it)\(/m.test(text) ? null : 'has no test'
  const isCheck = /^tools\/src\/check\/[\w-]+\.ts$/.test(file) && /: Check = \{/.test(text)
  return isCheck || text.includes("process.argv.includes('--check')")
    ? null
    : 'is neither a check nor a file with tests'
}
