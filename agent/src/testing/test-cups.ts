import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listening } from './test-samba.ts'

/** A print server of its own, with queues that print to nowhere. */
export interface TestCups extends AsyncDisposable {
  /** `address:port` */
  readonly server: string
}

export async function testCups(queues: readonly string[]): Promise<TestCups> {
  const directory = await mkdtemp(join(tmpdir(), 'cups-'))
  const at = (path: string) => join(directory, path)
  const port = await freePort()
  for (const name of ['etc', 'cache', 'spool', 'run', 'state']) await mkdir(at(name))
  await writeFile(
    at('cupsd.conf'),
    `Listen 127.0.0.1:${port}
DefaultAuthType None
Browsing No
WebInterface No
<Location />
Order allow,deny
Allow from 127.0.0.1
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow from 127.0.0.1
</Limit>
</Policy>
`,
  )
  await writeFile(
    at('cups-files.conf'),
    `ServerRoot ${at('etc')}
CacheDir ${at('cache')}
RequestRoot ${at('spool')}
TempDir ${at('spool')}
StateDir ${at('run')}
ErrorLog ${at('error_log')}
AccessLog ${at('access_log')}
PageLog ${at('page_log')}
FileDevice Yes
SystemGroup root
`,
  )
  const child = spawn('cupsd', ['-f', '-c', at('cupsd.conf'), '-s', at('cups-files.conf')], { stdio: 'ignore' })
  await listening('127.0.0.1', port, child)
  const server = `127.0.0.1:${port}`
  for (const queue of queues)
    execFileSync('lpadmin', ['-h', server, '-p', queue, '-E', '-v', 'file:///dev/null', '-m', 'raw'], {
      stdio: 'ignore',
    })
  return {
    server,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await once(child, 'exit')
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}
