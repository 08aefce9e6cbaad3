import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** A file server of its own at an address of its own on the loopback: SMB clients know no other port than 445. */
export interface TestSamba extends AsyncDisposable {
  readonly address: string
  /** What the share `amt` holds. */
  readonly share: string
  /** What the share `rechte` holds, in which this account may do what the file system lets it. */
  readonly rights: string
  readonly username: string
  readonly password: string
}

export async function testSamba(): Promise<TestSamba> {
  const directory = await mkdtemp(join(tmpdir(), 'smb-'))
  const at = (path: string) => join(directory, path)
  const address = `127.${randomInt(20, 250)}.${randomInt(250)}.${randomInt(1, 250)}`
  // smbd listens at addresses of interfaces only.
  execFileSync('ip', ['address', 'add', `${address}/32`, 'dev', 'lo'])
  const password = 'Nur-für "Tests"'
  await Promise.all(['share', 'rights', 'var'].map((name) => mkdir(at(name))))
  for (const path of [directory, at('rights')]) await chmod(path, 0o755)
  await chmod(at('var'), 0o700)
  const places = ['lock', 'state', 'cache', 'pid'].map((name) => `${name} directory = ${at('var')}`)
  await writeFile(
    at('smb.conf'),
    [
      ...['[global]', ...places, `private dir = ${at('var')}`, `ncalrpc dir = ${at('var/ncalrpc')}`],
      ...[`log file = ${at('log')}`, `passdb backend = smbpasswd:${at('var/smbpasswd')}`, `interfaces = ${address}/32`],
      ...['bind interfaces only = yes', 'disable netbios = yes', 'smb ports = 445', 'load printers = no'],
      ...['printing = bsd', 'map to guest = never', 'server role = standalone', 'usershare max shares = 0'],
      ...['[amt]', `path = ${at('share')}`, 'read only = no', 'valid users = nobody', 'force user = root'],
      ...['[rechte]', `path = ${at('rights')}`, 'read only = no', 'valid users = nobody', ''],
    ].join('\n'),
  )
  execFileSync('smbpasswd', ['-c', at('smb.conf'), '-s', '-a', 'nobody'], {
    input: `${password}\n${password}\n`,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const child = spawn('smbd', ['-s', at('smb.conf'), '-F', '--no-process-group'], { stdio: 'ignore', detached: true })
  await listening(address, 445, child)
  return {
    address,
    share: at('share'),
    rights: at('rights'),
    username: 'nobody',
    password,
    async [Symbol.asyncDispose]() {
      // Its helpers are of its own process group.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      execFileSync('ip', ['address', 'delete', `${address}/32`, 'dev', 'lo'])
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Resolves when somebody listens there. */
export async function listening(host: string, port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const socket = createConnection(port, host)
    const open = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false,
      ),
    ])
    socket.destroy()
    if (open) return
    await setTimeout(50)
  }
}
