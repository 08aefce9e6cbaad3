import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './test-cups.ts'
import { listening } from './test-samba.ts'

/** A WebDAV server of its own (lighttpd) that asks for a name and a password. */
export interface TestWebdav extends AsyncDisposable {
  readonly address: string
  readonly folder: string
  readonly username: string
  readonly password: string
}

export async function testWebdav(): Promise<TestWebdav> {
  const directory = await mkdtemp(join(tmpdir(), 'dav-'))
  const at = (path: string) => join(directory, path)
  const port = await freePort()
  const [username, password] = ['anna.berg', 'geheim']
  await mkdir(at('folder'))
  await writeFile(at('passwords'), `${username}:${password}\n`)
  await writeFile(
    at('lighttpd.conf'),
    `server.document-root = "${at('folder')}"
server.bind = "127.0.0.1"
server.port = ${port}
server.errorlog = "${at('errors')}"
server.modules = ("mod_auth", "mod_authn_file", "mod_webdav")
webdav.activate = "enable"
auth.backend = "plain"
auth.backend.plain.userfile = "${at('passwords')}"
auth.require = ("/" => ("method" => "basic", "realm" => "test", "require" => "valid-user"))
`,
  )
  const child = spawn('lighttpd', ['-D', '-f', at('lighttpd.conf')], { stdio: 'ignore' })
  await listening('127.0.0.1', port, child)
  return {
    address: `http://127.0.0.1:${port}/`,
    folder: at('folder'),
    username,
    password,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await once(child, 'exit')
      await rm(directory, { recursive: true, force: true })
    },
  }
}
