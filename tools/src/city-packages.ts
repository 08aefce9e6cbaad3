import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'

/** Prints the Debian packages that a configuration's published apps name, one a line, sorted. */
const directory = process.argv[2] ?? 'city'
const packages = new Set<string>()
for (const file of globSync('**/*.{yaml,yml}', { cwd: directory, exclude: ['**/node_modules/**'] })) {
  for (const document of parseAllDocuments(readFileSync(join(directory, file), 'utf8'))) {
    const content: unknown = document.toJS()
    if (typeof content !== 'object' || content === null) continue
    if ('kind' in content && content.kind === 'App' && 'package' in content && typeof content.package === 'string') {
      packages.add(content.package)
    }
  }
}
console.log([...packages].sort().join('\n'))
