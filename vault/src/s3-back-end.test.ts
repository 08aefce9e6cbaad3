import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { after, before } from 'node:test'
import { backEndConformance } from './conformance.ts'
import { S3BackEnd, type S3Options } from './s3-back-end.ts'
import { type Swift, startSwift, swiftIsInstalled } from './testing/swift.ts'
import { VaultError } from './vault-error.ts'

const module = new URL('./s3-back-end.ts', import.meta.url).href
let swift: Swift | undefined

if (!swiftIsInstalled) throw new Error('Debian’s swift is missing: ./nahtlos test installs it')
before(async () => {
  swift = await startSwift()
})
after(() => swift?.[Symbol.asyncDispose]())

const never = async () => undefined
function placeAt(options: S3Options, dispose: () => Promise<unknown> = never) {
  return Object.assign(new S3BackEnd(options), { [Symbol.asyncDispose]: async () => void (await dispose()) })
}

async function newBucket(): Promise<S3Options> {
  if (swift === undefined) throw new Error('not started')
  return swift.bucket()
}

/** A door to the store that passes bytes on until `limit` of them went in, and then breaks all connections. */
async function narrowDoor(options: S3Options, limit: number, tell: (passed: number) => void = () => undefined) {
  const { hostname, port, pathname } = new URL(options.endpoint)
  const sockets = new Set<Socket>()
  let passed = 0
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        near.destroy()
        far.destroy()
      })
    }
    far.pipe(near)
    near.on('data', (bytes: Buffer) => {
      passed += bytes.length
      tell(passed)
      if (passed <= limit) far.write(bytes)
      else for (const socket of sockets) socket.destroy()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    options: { ...options, endpoint: `http://127.0.0.1:${address.port}${pathname}` },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

backEndConformance({
  name: 'a bucket of Swift',
  open: async () => placeAt({ ...(await newBucket()), pageSize: 100 }),

  openSmall: async () => (swift === undefined ? null : placeAt(swift.smallBucket)),

  killDuringPut: async (key, bytes) => {
    const bucket = await newBucket()
    const half = Promise.withResolvers<void>()
    const door = await narrowDoor(bucket, Number.POSITIVE_INFINITY, (passed) => {
      if (passed > bytes / 2) half.resolve()
    })
    const body = `import { S3BackEnd } from ${JSON.stringify(module)}
      const place = new S3BackEnd(${JSON.stringify(door.options)})
      for (;;) await place.put(${JSON.stringify(key)}, Buffer.alloc(${bytes}, 'k'))`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', body], { stdio: 'inherit' })
    await half.promise
    child.kill('SIGKILL')
    await once(child, 'exit')
    await door.close()
    return placeAt(bucket)
  },

  cutShort: async (key, bytes, limit) => {
    const bucket = await newBucket()
    const door = await narrowDoor(bucket, limit)
    const failure = await new S3BackEnd(door.options).put(key, Buffer.alloc(bytes, 's')).then(
      () => 'stored',
      (error: unknown) => (error instanceof VaultError ? error.failure : String(error)),
    )
    await door.close()
    return { failure, place: placeAt(bucket) }
  },

  openBroken: async () => {
    const door = await narrowDoor(await newBucket(), Number.POSITIVE_INFINITY)
    await door.close()
    return placeAt(door.options)
  },

  openSilent: async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const options = { ...(await newBucket()), endpoint: `http://127.0.0.1:${address.port}/nobody`, patience: 200 }
    return placeAt(options, async () => server.close())
  },
})
