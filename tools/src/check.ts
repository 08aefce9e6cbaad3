import { resolve } from 'node:path'
import { checks } from './check/checks.ts'

/** `./nahtlos check`: exactly what has to hold before a change is taken, and what CI asks first. */
const root = resolve(import.meta.dirname, '../..')
let failed = 0
for (const check of checks) {
  const began = performance.now()
  const findings = await check.find(root)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${findings.length === 0 ? '✓' : '✗'} ${check.name} (${seconds} s)`)
  for (const { where, message } of findings) console.log(`    ${where}: ${message.replaceAll('\n', '\n    ')}`)
  if (findings.length > 0) failed += 1
}
console.log(failed === 0 ? 'All checks hold.' : `${failed} of ${checks.length} checks do not hold.`)
process.exitCode = failed === 0 ? 0 : 1
