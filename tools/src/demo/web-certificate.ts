import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Layout } from './layout.ts'
import type { SystemAccount } from './system-account.ts'

/** Has the server's authority make a certificate for the public doors; browsers have to be told to trust its root. */
export async function issueWebCertificate(
  root: string,
  layout: Layout,
  account: SystemAccount,
  host: string,
): Promise<void> {
  const as = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
  const program = [join(root, 'node_modules/.bin/node'), join(root, 'server/src/authority/web-certificate.ts')]
  const args = ['--state', layout.server, '--out', layout.certificate, host]
  await promisify(execFile)('setpriv', [...as, ...program, ...args], { cwd: '/' })
}
