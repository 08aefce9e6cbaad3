import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { issueWebCertificate } from './authority.ts'
import { replaceFile } from './root.ts'

/**
 * Writes `certificate.pem`, `key.pem` (0600) and `authority.pem` for a listener of the gateway:
 * `node server/src/authority/web-certificate.ts --state DIRECTORY --out DIRECTORY NAME…`
 */
const { values, positionals } = parseArgs({
  options: { state: { type: 'string' }, out: { type: 'string' } },
  allowPositionals: true,
})
if (values.state === undefined || values.out === undefined || positionals.length === 0) {
  console.error('usage: web-certificate --state DIRECTORY --out DIRECTORY NAME…')
  process.exit(2)
}
const issued = await issueWebCertificate(join(values.state, 'authority'), positionals)
await mkdir(values.out, { recursive: true })
await replaceFile(join(values.out, 'key.pem'), `${issued.key}\n`, 0o600)
await replaceFile(join(values.out, 'certificate.pem'), `${issued.certificate}\n`, 0o644)
await replaceFile(join(values.out, 'authority.pem'), `${issued.authority}\n`, 0o644)
