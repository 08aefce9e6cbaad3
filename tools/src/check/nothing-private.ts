import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Check, Finding } from './finding.ts'
import { trackedFiles } from './tracked-files.ts'

/** What belongs to one machine or one person and never into the product. */
const privateThings: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}/, 'a private key'],
  [/\b(?:ghp|gho|ghs|glpat|npm)_?-?[A-Za-z0-9]{36}\b/, 'an access token'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'an access key'],
  [
    /\bhttps?:\/\/[^\s/"']*(?:artifactregistry|\.pkg\.dev|jfrog\.io|registry\.npmjs\.org)/,
    'the address of a package registry',
  ],
  [/\bhttps?:\/\/[^\s/"':@]+:[^\s/"':@$]+@/, 'a password in an address'],
  [
    /(?<![\w.])\/(?:work|home\/(?!\$|person|account|<)[a-z]+|Users\/[A-Za-z]+)\/(?:main|shared|src|projects|git)\b/,
    'a path of one machine',
  ],
]

/** No secret, no registry's address and no machine's path is in any file of the product. */
export const nothingPrivate: Check = {
  name: 'nothing private is in the files',
  async find(root) {
    const found: Finding[] = []
    for (const file of await trackedFiles(root)) {
      const text = await readFile(join(root, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
        // Deleted but not yet committed, or a link that leads nowhere.
        if (error.code === 'ENOENT' || error.code === 'EISDIR') return ''
        throw error
      })
      found.push(...privateThingsIn(file, text))
    }
    return found
  },
}

export function privateThingsIn(file: string, text: string): Finding[] {
  const findings = privateThings.flatMap(([pattern, what]) => {
    const match = pattern.exec(text)
    return match === null
      ? []
      : [{ where: `${file}:${lineAt(text, match.index)}`, message: `${what} has no place here` }]
  })
  if (file === 'package-lock.json' && text.includes('"resolved": "http')) {
    findings.push({
      where: file,
      message: '`resolved` names a registry; set omit-lockfile-registry-resolved and install again',
    })
  }
  return findings
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
