import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { S3mini } from 's3mini'
import type { S3Options } from '../s3-back-end.ts'

const run = promisify(execFile)

/** Debian's OpenStack Swift with its S3 API, on loopback and in a directory of its own. */
export interface Swift extends AsyncDisposable {
  /** A new bucket. */
  bucket(): Promise<S3Options>
  /** A bucket with room for one mebibyte altogether, by Swift's container quotas. */
  readonly smallBucket: S3Options
}

export const swiftIsInstalled = ['proxy', 'account', 'container', 'object'].every((name) =>
  existsSync(`/usr/bin/swift-${name}-server`),
)

type Ports = Readonly<Record<(typeof roles)[number] | 'memcached', number>>
const roles = ['object', 'container', 'account', 'proxy'] as const
const user = { accessKeyId: 'test:nahtlos', secretAccessKey: 'secret-for-tests' }

const hashes = '[swift-hash]\nswift_hash_path_suffix = tests\n[storage-policy:0]\nname = one\ndefault = yes\n'
/** What `swift-ring-builder` does, for three rings in one process. */
const makeRings = `import sys
from swift.common.ring import RingBuilder
for ring in sys.argv[2:]:
    name, port = ring.split(':')
    builder = RingBuilder(4, 1, 0)
    builder.add_dev(dict(region=1, zone=1, ip='127.0.0.1', port=int(port), device='one', weight=1))
    builder.rebalance(seed=1)
    builder.get_ring().save(f'{sys.argv[1]}/{name}.ring.gz')`

/** One disk, one replica, no daemons: an answered PUT is on it. */
export async function startSwift(): Promise<Swift> {
  await using opened = new AsyncDisposableStack()
  const directory = await mkdtemp(join(tmpdir(), 'swift-'))
  opened.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }))
  await mkdir(join(directory, 'disks', 'one'), { recursive: true })
  const found = await Promise.all([...roles, 'memcached'].map(async (role) => [role, await freePort()] as const))
  const ports = Object.fromEntries(found) as Ports
  await writeFile(join(directory, 'swift.conf'), hashes)
  await Promise.all(
    roles.map((role) => writeFile(join(directory, `${role}.conf`), configurationOf(directory, role, ports))),
  )
  await run('/usr/bin/python3', [
    '-c',
    makeRings,
    directory,
    ...roles.slice(0, 3).map((role) => `${role}:${ports[role]}`),
  ])
  const start = (stack: AsyncDisposableStack, program: string, args: string[], port: number) => {
    const child = spawn(program, args, { stdio: 'ignore' })
    stack.defer(() => end(child))
    return answers(child, port)
  }
  await using memory = new AsyncDisposableStack()
  const memoryArguments = ['-l', '127.0.0.1', '-p', String(ports.memcached), '-u', userInfo().username]
  await Promise.all([
    start(memory, '/usr/bin/memcached', memoryArguments, ports.memcached),
    ...roles.map((role) =>
      start(opened, `/usr/bin/swift-${role}-server`, [join(directory, `${role}.conf`)], ports[role]),
    ),
  ])
  const origin = `http://127.0.0.1:${ports.proxy}`
  const made = { count: 0 }
  const bucket = async () => {
    const options = { ...user, endpoint: `${origin}/nahtlos-${++made.count}`, region: 'us-east-1' }
    if (!(await new S3mini(options).createBucket())) throw new Error('the bucket could not be made')
    return options
  }
  const smallBucket = await bucket()
  await limit(origin, smallBucket, 1024 * 1024)
  // A sign-in for the quota needed memcached. Without it nothing is remembered: the quota counts at once.
  await memory.disposeAsync()
  const kept = opened.move()
  return { bucket, smallBucket, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

async function limit(origin: string, { endpoint }: S3Options, bytes: number): Promise<void> {
  const credentials = { 'x-auth-user': user.accessKeyId, 'x-auth-key': user.secretAccessKey }
  const { headers } = await fetch(`${origin}/auth/v1.0`, { headers: credentials })
  const answer = await fetch(`${headers.get('x-storage-url')}${new URL(endpoint).pathname}`, {
    method: 'POST',
    headers: { 'x-auth-token': headers.get('x-auth-token') ?? '', 'x-container-meta-quota-bytes': String(bytes) },
  })
  if (!answer.ok) throw new Error(`the quota could not be set: ${answer.status}`)
}

function configurationOf(directory: string, role: (typeof roles)[number], ports: Ports): string {
  const common = `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${ports[role]}
workers = 0
user = ${userInfo().username}
swift_dir = ${directory}
log_address = ${join(directory, 'no-log')}
`
  const storage = `devices = ${join(directory, 'disks')}
mount_check = false
fallocate_reserve = 0
disable_fallocate = true
[pipeline:main]
pipeline = ${role}-server
[app:${role}-server]
use = egg:swift#${role}
`
  const proxy = `[pipeline:main]
pipeline = catch_errors cache s3api tempauth container-quotas proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${ports.memcached}
[filter:s3api]
use = egg:swift#s3api
s3_acl = false
check_bucket_owner = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_nahtlos = ${user.secretAccessKey} .admin
[filter:container-quotas]
use = egg:swift#container_quotas
`
  return common + (role === 'proxy' ? proxy : storage)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Waits until something listens there; fails where the program has ended instead. */
async function answers(child: ChildProcess, port: number): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, '127.0.0.1')
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isThere) return
    await setTimeout(50)
  }
  throw new Error(`${child.spawnfile} ended with ${child.exitCode}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
