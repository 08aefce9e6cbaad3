import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import typescript from 'typescript'
import type { Check, Finding } from './finding.ts'
import { sourcesOf } from './room.ts'

/** Where decisions live: time, chance and the outside world come in as arguments or not at all. */
const purePlaces = ['core/src/', 'agent/src/protocol/']

/** Names whose mere use reads a clock, throws dice or reaches outside, whatever is done with them. */
const impureGlobals = new Set([
  ...['globalThis', 'global', 'window', 'self', 'process', 'require', 'module', 'eval', 'Function'],
  ...['performance', 'Temporal', 'crypto', 'console', 'fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'navigator', 'Worker', 'SharedArrayBuffer'],
])
/** What of these may be named, as `Math.max`; anything else made of them, such as `const { random } = Math`, may not. */
const pureMembers: Readonly<Record<string, (member: string) => boolean>> = {
  Math: (member) => member !== 'random',
  Date: (member) => member === 'UTC' || member === 'parse',
}
/** Modules of Node that compute from what they are given. */
const pureModules = new Set(['node:zlib'])

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
  if (typescript.isMetaProperty(node)) return 'import.meta'
  if (typescript.isStringLiteral(node) && isImported(node))
    return node.text.startsWith('node:') && !pureModules.has(node.text) ? node.text : null
  if (typescript.isCallExpression(node) && node.expression.kind === typescript.SyntaxKind.ImportKeyword)
    return 'import()'
  if (!typescript.isIdentifier(node) || !isValue(node)) return null
  if (impureGlobals.has(node.text)) return node.text
  const isPure = Object.hasOwn(pureMembers, node.text) ? pureMembers[node.text] : undefined
  if (isPure === undefined) return null
  const { parent } = node
  if (typescript.isPropertyAccessExpression(parent)) return isPure(parent.name.text) ? null : parent.getText()
  if (node.text === 'Date' && typescript.isNewExpression(parent) && parent.expression === node)
    return (parent.arguments?.length ?? 0) === 0 ? 'the present time' : null
  if (typescript.isBinaryExpression(parent) && parent.operatorToken.kind === typescript.SyntaxKind.InstanceOfKeyword)
    return null
  return `${node.text} as a value`
}

const isImported = ({ parent }: typescript.Node): boolean =>
  typescript.isImportDeclaration(parent) || typescript.isExportDeclaration(parent)

/** Not where the word is a property, a key, a name of the file's own that is declared here, or a type. */
function isValue(node: typescript.Identifier): boolean {
  const { parent } = node
  if (typescript.isPropertyAccessExpression(parent) || typescript.isQualifiedName(parent))
    return 'expression' in parent && parent.expression === node
  if (typescript.isShorthandPropertyAssignment(parent)) return true
  if (typescript.isBindingElement(parent)) return parent.initializer === node
  if (typescript.isPropertyAssignment(parent) || typescript.isEnumMember(parent)) return parent.initializer === node
  if (
    typescript.isVariableDeclaration(parent) ||
    typescript.isParameter(parent) ||
    typescript.isPropertyDeclaration(parent)
  )
    return parent.initializer === node
  if (typescript.isTypeNode(parent) || typescript.isTypeElement(parent) || typescript.isClassElement(parent))
    return false
  return !typescript.isImportSpecifier(parent) && !typescript.isExportSpecifier(parent)
}
