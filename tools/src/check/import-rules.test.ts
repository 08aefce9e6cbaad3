import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forbiddenImports } from './import-rules.ts'
import type { Room } from './room.ts'

const gateway: Room = { name: 'gateway', mayImport: ['contract', 'identity'], dependsOn: [] }

test('a room may import itself, the rooms it names, and packages', () => {
  const text = `
    import { z } from 'zod'
    import type { Ticket } from '@nahtlos/contract/ticket'
    import { other } from './other.ts'
    export { thing } from '@nahtlos/gateway/thing'
  `
  assert.deepEqual(forbiddenImports(gateway, 'gateway/src/a.ts', text), [])
})

for (const [what, text] of [
  ['a static import', `import { open } from '@nahtlos/server/database/database'`],
  ['a type import', `import type { Services } from '@nahtlos/server/services'`],
  ['a re-export', `export * from '@nahtlos/server/services'`],
  ['a dynamic import', `const services = await import('@nahtlos/server/services')`],
  ['an import for its effects', `import '@nahtlos/server/main'`],
  ['a type in place', `let services: import('@nahtlos/server/services').Services`],
] as const) {
  test(`${what} of a room that is not named is refused, with its line`, () => {
    const [finding] = forbiddenImports(gateway, 'gateway/src/a.ts', `// first line\n${text}\n`)
    assert.equal(finding?.where, 'gateway/src/a.ts:2')
    assert.match(finding.message, /gateway must not import server/)
  })
}

test('an import that climbs out of the room is refused', () => {
  const findings = forbiddenImports(gateway, 'gateway/src/deep/a.ts', `import { x } from '../../../server/src/x.ts'`)
  assert.match(findings[0]?.message ?? '', /leaves the room/)
})

test('what only looks like an import is none', () => {
  const text = `const text = "import { x } from '@nahtlos/server/x'" // import '@nahtlos/server/x'`
  assert.deepEqual(forbiddenImports(gateway, 'gateway/src/a.ts', text), [])
})
