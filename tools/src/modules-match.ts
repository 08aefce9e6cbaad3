import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Ends with 0 where node_modules holds exactly the versions of the lockfile, so that `./nahtlos` need not install
 * them again. Compares npm's own record of what it installed; packages for other machines are missing rightly.
 */
interface Locked {
  readonly version?: string
  readonly optional?: boolean
  readonly link?: boolean
}

function packagesOf(file: string): Record<string, Locked> {
  return (JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> }).packages
}

const root = process.argv[2] ?? '.'
const record = join(root, 'node_modules/.package-lock.json')
const installed = existsSync(record) ? packagesOf(record) : {}
const differing = Object.entries(packagesOf(join(root, 'package-lock.json'))).filter(([path, wanted]) => {
  if (!path.includes('node_modules/')) return false
  const present = installed[path]
  if (present === undefined) return wanted.optional !== true
  return present.version !== wanted.version
})
for (const [path] of differing) console.error(`${path} is not as in the lockfile`)
process.exitCode = differing.length === 0 ? 0 : 1
