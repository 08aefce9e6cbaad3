import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { style, types } from './commands.ts'
import type { Check } from './finding.ts'
import { importRules } from './import-rules.ts'
import { invariants } from './invariants.ts'
import { licence } from './licence.ts'
import { links } from './links.ts'
import { nothingPrivate } from './nothing-private.ts'
import { pureFiles } from './pure-files.ts'

const checkout = resolve(import.meta.dirname, '../../..')
/** Two rooms are enough for every rule, and keep the copy small. */
const rooms = ['contract', 'core']
let copy: string

before(() => {
  copy = mkdtempSync(join(tmpdir(), 'nahtlos-check-'))
  for (const name of [
    'biome.json',
    'tsconfig.base.json',
    '.gitignore',
    'ARCHITECTURE.md',
    'REUSE.toml',
    'LICENSES',
    ...rooms,
  ]) {
    cpSync(join(checkout, name), join(copy, name), { recursive: true })
  }
  const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as Record<string, unknown>
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...manifest, workspaces: rooms }, null, 2))
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'))
  execFileSync('git', ['init', '-q', copy])
})

after(() => rmSync(copy, { recursive: true, force: true }))

/** Puts a file into the copy, asks the check, and takes the file away again. */
async function findingsWith(check: Check, file: string, text: string): Promise<string> {
  const path = join(copy, file)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  try {
    const findings = await check.find(copy)
    return findings.map(({ where, message }) => `${where}: ${message}`).join('\n')
  } finally {
    rmSync(path)
  }
}

test('a room that imports what it must not is refused', async () => {
  const found = await findingsWith(
    importRules,
    'contract/src/planted.ts',
    `import { resolve } from '@nahtlos/core/access/resolve'\n`,
  )
  assert.match(found, /contract\/src\/planted\.ts:1: contract must not import core/)
})

test('a decision that looks at the clock is refused', async () => {
  const found = await findingsWith(pureFiles, 'core/src/planted.ts', `export const now = () => new Date()\n`)
  assert.match(found, /core\/src\/planted\.ts:1: the present time is not pure/)
})

test('whatever way a decision takes to a clock, to chance or to the outside, it is refused', async () => {
  const planted = {
    'const { random } = Math\nexport const a = random()': 'Math as a value',
    "export const a = Math['random']()": 'Math as a value',
    'const later = setTimeout\nexport const a = later': 'setTimeout',
    "export const a = process['env']": 'process',
    'export const a = globalThis.process': 'globalThis',
    'export const a = { performance }': 'performance',
    'export const a = () => Temporal.Now.instant()': 'Temporal',
    'const Now = Date\nexport const a = new Now()': 'Date as a value',
    'export const a = Date.now': 'Date.now',
    'export const a = import.meta.url': 'import.meta',
    "export const a = () => import('node:fs')": 'import\\(\\)',
    "// biome-ignore lint/correctness/noNodejsModules: planted\nexport { readFileSync } from 'node:fs'": 'node:fs',
    'export class A {\n  clock = performance\n}': 'performance',
    'export const a = (clock = performance) => clock': 'performance',
  }
  for (const [text, name] of Object.entries(planted))
    assert.match(
      await findingsWith(pureFiles, 'core/src/planted.ts', `${text}\n`),
      new RegExp(`: ${name} is not pure`),
      text,
    )
  const harmless =
    'export const at = (process: { fetch: number }, text: string): Date => new Date(Date.parse(text) + Math.max(1, process.fetch))\n'
  assert.equal(await findingsWith(pureFiles, 'core/src/planted.ts', harmless.replaceAll('process', 'given')), '')
})

test('a decision that reads a file is refused', async () => {
  const found = await findingsWith(
    style,
    'core/src/planted.ts',
    `import { readFileSync } from 'node:fs'\n\nexport const text = readFileSync('x', 'utf8')\n`,
  )
  assert.match(found, /planted\.ts.*noNodejsModules/)
})

test('a promise that nobody waits for is refused', async () => {
  const text = `async function work(): Promise<void> {\n  await Promise.resolve()\n}\n\nexport function begin(): void {\n  work()\n}\n`
  assert.match(await findingsWith(style, 'core/src/planted.ts', text), /planted\.ts.*noFloatingPromises/)
})

test('a package that the room does not declare is refused', async () => {
  const found = await findingsWith(
    style,
    'contract/src/planted.ts',
    `import fastify from 'fastify'\n\nexport const app = fastify()\n`,
  )
  assert.match(found, /planted\.ts.*noUndeclaredDependencies/)
})

test('two files that import each other are refused', async () => {
  const other = join(copy, 'contract/src/planted-other.ts')
  writeFileSync(other, `import { a } from './planted.ts'\n\nexport const b = () => a\n`)
  try {
    const found = await findingsWith(
      style,
      'contract/src/planted.ts',
      `import { b } from './planted-other.ts'\n\nexport const a = () => b\n`,
    )
    assert.match(found, /planted.*noImportCycles/)
  } finally {
    rmSync(other)
  }
})

test('a wrong type is refused', async () => {
  assert.match(
    await findingsWith(types, 'contract/src/planted.ts', `export const count: number = 'one'\n`),
    /planted\.ts.*TS2322/,
  )
})

test('a file that lies where no licence covers it is refused', async () => {
  const toml = join(copy, 'REUSE.toml')
  const before = readFileSync(toml, 'utf8')
  writeFileSync(toml, before.replace(/^path = .*$/m, 'path = ["contract/**", "core/**"]'))
  try {
    assert.match(
      await findingsWith(licence, 'elsewhere/planted.ts', 'export {}\n'),
      /elsewhere\/planted\.ts: no annotation/,
    )
  } finally {
    writeFileSync(toml, before)
  }
})

test('a private key, a token, a registry and a path of one machine are refused', async () => {
  // Put together here, so that this very file holds none of them.
  const planted = {
    'a private key': `-----BEGIN PRIVATE${' '}KEY-----\n${'A'.repeat(64)}\n`,
    'an access token': `ghp${'_'}${'a1'.repeat(18)}`,
    'the address of a package registry': `https://registry${'.'}npmjs.org/zod`,
    'a path of one machine': `/home${'/'}erika/src/nahtlos`,
    'a password in an address': `https://user:secret${'@'}example.org`,
  }
  for (const [what, text] of Object.entries(planted)) {
    assert.match(
      await findingsWith(nothingPrivate, 'contract/planted.txt', text),
      new RegExp(`planted\\.txt:1: ${what}`),
    )
  }
})

test('a lockfile that names where packages were fetched is refused', async () => {
  const text = `{\n  "packages": { "x": { "resolved": "${'https'}://example.org/x.tgz" } }\n}\n`
  assert.match(await findingsWith(nothingPrivate, 'package-lock.json', text), /`resolved` names a registry/)
})

test('an invariant that nothing holds is refused', async () => {
  const text =
    '## Invariants\n\n- Nothing goes wrong.\n- This is held. → `tools/src/no-such-check.ts`\n- So is this. → `core/src/planted.ts`, `core/src/planted.test.ts`\n'
  const file = join(copy, 'ARCHITECTURE.md')
  const before = readFileSync(file, 'utf8')
  try {
    writeFileSync(join(copy, 'core/src/planted.ts'), 'export {}\n')
    writeFileSync(join(copy, 'core/src/planted.test.ts'), "import { test } from 'node:test'\n\n// test('later')\n")
    const found = await findingsWith(invariants, 'ARCHITECTURE.md', text)
    assert.match(found, /ARCHITECTURE\.md:5: core\/src\/planted\.ts is neither a check nor a file with tests/)
    assert.match(found, /ARCHITECTURE\.md:5: core\/src\/planted\.test\.ts has no test/)
    assert.match(found, /ARCHITECTURE\.md:3: names no check/)
    assert.match(found, /ARCHITECTURE\.md:4: tools\/src\/no-such-check\.ts does not exist/)
  } finally {
    writeFileSync(file, before)
    for (const name of ['planted.ts', 'planted.test.ts']) rmSync(join(copy, 'core/src', name), { force: true })
  }
})

test('without anything planted, the copy passes', async () => {
  for (const check of [importRules, pureFiles, nothingPrivate, licence, types]) {
    assert.deepEqual(await check.find(copy), [], check.name)
  }
})

test('a link or a picture of a document that leads nowhere is refused', async () => {
  const text = [
    '# Hier',
    '![gone](pictures/gone.png), [rooms](../ARCHITECTURE.md), [a folder](../contract), [by hand]: no link',
    '[here](#hier) [not here](#dort) [there](../ARCHITECTURE.md#rooms) [not there](../ARCHITECTURE.md#cellar)',
    '`[code](nowhere)` [away](https://example.org/x) <!-- [x](mailto:a@b.example) -->',
    '```',
    '[in code](nowhere.md)',
    '```',
    '[reference]: missing.md',
  ].join('\n')
  assert.deepEqual((await findingsWith(links, 'docs/planted.md', text)).split('\n'), [
    'docs/planted.md:2: leads nowhere: pictures/gone.png',
    'docs/planted.md:3: there is no heading for #dort',
    'docs/planted.md:3: there is no heading for ../ARCHITECTURE.md#cellar',
    'docs/planted.md:8: leads nowhere: missing.md',
  ])
})
