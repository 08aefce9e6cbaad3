import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import typescript from 'typescript'
import type { Check, Finding } from './finding.ts'
import { sourcesOf } from './room.ts'

/** Where decisions live: time, chance and the outside world come in as arguments or not at all. */
const purePlaces = ['core/src/', 'agent/src/protocol/']

/** Names whose mere use reads a clock, throws dice or reaches outside. `Date` counts where it is made of nothing. */
const impureGlobals = new Set([
  'process',
  'performance',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'crypto',
  'console',
])
const impureMembers = new Set(['Math.random', 'Date.now'])

/** `core/` and the protocol code neither read a clock nor chance nor anything outside. */
export const pureFiles: Check = {
  name: 'decisions are pure',
  find(root) {
    return ['core', 'agent']
      .flatMap((room) => sourcesOf(root, room))
      .filter((file) => purePlaces.some((place) => file.startsWith(place)) && !file.endsWith('.test.ts'))
      .flatMap((file) => impurities(file, readFileSync(join(root, file), 'utf8')))
  },
}

export function impurities(file: string, text: string): Finding[] {
  const source = typescript.createSourceFile(file, text, typescript.ScriptTarget.Latest, true)
  const findings: Finding[] = []
  const visit = (node: typescript.Node): void => {
    const name = impureName(node)
    if (name !== null) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
      findings.push({ where: `${file}:${line}`, message: `${name} is not pure; let the caller bring the value` })
    }
    typescript.forEachChild(node, visit)
  }
  visit(source)
  return findings
}

function impureName(node: typescript.Node): string | null {
  if (typescript.isPropertyAccessExpression(node)) {
    const name = node.getText()
    return impureMembers.has(name) ? name : null
  }
  if (typescript.isNewExpression(node) || typescript.isCallExpression(node)) {
    const ofNothing = (node.arguments?.length ?? 0) === 0
    if (ofNothing && node.expression.getText() === 'Date') return 'the present time'
  }
  if (!typescript.isIdentifier(node) || !impureGlobals.has(node.text)) return null
  return isUseOfGlobal(node) ? node.text : null
}

/** Not where the word names a property, a parameter or an import of the file's own. */
function isUseOfGlobal(node: typescript.Identifier): boolean {
  const parent = node.parent
  if (typescript.isPropertyAccessExpression(parent)) return parent.expression === node
  return typescript.isCallExpression(parent) && parent.expression === node
}
