import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

/** Kilobytes (1000 bytes) of HTML, scripts and styles, gzip, that come before anybody wants a desktop. */
const budget = 250

let directory = ''
let html = ''
beforeAll(async () => {
  // Under a test runner Vite would take the development builds of the libraries.
  vi.stubEnv('NODE_ENV', 'production')
  directory = await mkdtemp(join(tmpdir(), 'portal-'))
  await build({
    configFile: join(import.meta.dirname, '..', 'vite.config.ts'),
    logLevel: 'silent',
    build: { outDir: directory },
  })
  vi.unstubAllEnvs()
  html = await readFile(join(directory, 'index.html'), 'utf8')
})
afterAll(() => rm(directory, { recursive: true, force: true }))

test(`everything before the desktop page is below ${budget} KB gzip`, async () => {
  const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '')
  expect(files.length).toBeGreaterThan(1)
  // What the entry imports at once belongs to it, however deep.
  const all = new Set(files)
  for (const file of all) {
    const text = await readFile(join(directory, file), 'utf8')
    for (const [, name] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) all.add(`assets/${name}`)
  }
  let bytes = gzipSync(html).length
  for (const file of all) bytes += gzipSync(await readFile(join(directory, file))).length
  expect(bytes / 1000).toBeLessThan(budget)
  expect([...all].some((file) => file.includes('rfb'))).toBe(false)
})
test('the page has no inline script and no inline style, as its policy demands', () => {
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
  expect(html).not.toMatch(/<style|\sstyle=/)
})
test('nothing is asked of a foreign address', async () => {
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  for (const name of await readdir(join(directory, 'assets'))) {
    if (!name.endsWith('.css')) continue
    expect(await readFile(join(directory, 'assets', name), 'utf8')).not.toMatch(/url\(["']?(?:https?:)?\/\//)
  }
})
test('every text file lies there compressed too', async () => {
  const names = await readdir(join(directory, 'assets'))
  for (const name of names.filter((file) => /\.(js|css)$/.test(file))) {
    expect(names).toContain(`${name}.br`)
    expect(names).toContain(`${name}.gz`)
  }
})
