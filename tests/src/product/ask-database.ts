import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { databaseRole } from '@nahtlos/server/database/cluster'
import { postgresqlPrograms } from '@nahtlos/server/database/postgresql-programs'
import { systemAccount } from '@nahtlos/tools/demo/system-account'
import type { TestProduct } from './test-product.ts'

/**
 * Does something in a product's own database, as the account that may. For what only months bring about, such as an
 * offer to the archive: the clock of a whole product cannot be moved.
 */
export async function askDatabase({ product }: TestProduct, statement: string): Promise<void> {
  const { uid, gid } = await systemAccount('nahtlos')
  const programs = await postgresqlPrograms(null)
  // The fifth line of this file names the socket's directory.
  const pidFile = join(product.state, 'server/postgresql/postmaster.pid')
  const sockets = (await readFile(pidFile, 'utf8')).split('\n')[4] ?? ''
  const parts = ['-h', sockets, '-U', databaseRole, '-d', 'nahtlos', '-v', 'ON_ERROR_STOP=1', '-c', statement]
  await promisify(execFile)(join(programs, 'psql'), parts, { uid, gid, cwd: '/' })
}
