import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'

/** What the built portal follows from. */
const inputs = ['portal', 'contract/src', 'package-lock.json', 'tsconfig.base.json']
const skipped = new Set(['node_modules', 'dist'])

/**
 * Builds the portal into `portal/dist` unless it was built from exactly these inputs before.
 *
 * @returns the directory, and whether it had to be built
 */
export async function buildPortal(root: string): Promise<{ directory: string; built: boolean }> {
  const directory = join(root, 'portal/dist')
  const stamp = join(directory, '.built-from')
  const digest = await digestOf(root)
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === digest) return { directory, built: false }
  await promisify(execFile)(
    join(root, 'node_modules/.bin/node'),
    [join(root, 'node_modules/vite/bin/vite.js'), 'build'],
    {
      cwd: join(root, 'portal'),
      maxBuffer: 16 * 1024 * 1024,
    },
  )
  await writeFile(stamp, digest)
  return { directory, built: true }
}

async function digestOf(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const file of await filesBelow(join(root, input))) {
      hash
        .update(`${relative(root, file)}\0`)
        .update(await readFile(file))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR') return null
    throw error
  })
  if (entries === null) return [path]
  const found: string[] = []
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (skipped.has(entry.name)) continue
    const below = join(path, entry.name)
    if (entry.isDirectory()) found.push(...(await filesBelow(below)))
    else if (entry.isFile()) found.push(below)
  }
  return found
}
