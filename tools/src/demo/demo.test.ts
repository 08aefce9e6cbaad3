import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { makePassword, totpCode } from './accounts.ts'
import { isAlive, isGoneWithin, rememberProcess, signal } from './living-process.ts'
import { placesFrom } from './places.ts'
import { choosePorts, demandFree } from './ports.ts'
import { Program, restartDelay } from './program.ts'

const directory = mkdtempSync(join(tmpdir(), 'nahtlos-demo-'))
after(() => rmSync(directory, { recursive: true, force: true }))

test('a code is that of RFC 6238, appendix B', () => {
  // The secret of the appendix, "12345678901234567890", in base32; its codes have eight digits, ours the last six.
  const { code, secondsLeft } = totpCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', 59_000)
  assert.equal(code, '287082')
  assert.equal(secondsLeft, 1)
})

test('no two passwords are alike, and each is long enough for the product', () => {
  const made = new Set(Array.from({ length: 100 }, makePassword))
  assert.equal(made.size, 100)
  for (const password of made) assert.match(password, /^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
})

test('a process is known by its start, not by its number alone', async () => {
  const child = spawn('sleep', ['60'])
  await once(child, 'spawn')
  const living = rememberProcess(child.pid ?? 0)
  assert.ok(living !== null && isAlive(living))
  const other = { ...living, startedAtTick: '1' }
  assert.equal(signal(other, 'SIGKILL'), false)
  assert.ok(isAlive(living), 'another process of that number would have been spared')
  assert.equal(signal(living, 'SIGKILL'), true)
  assert.ok(await isGoneWithin(living, 5_000))
})

test('a port that is taken is named, with who has it and the way out', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  try {
    const { port } = holder.address() as AddressInfo
    const ports = { office: port, outside: port, internal: port, enrolment: port, hostA: port, hostB: port }
    const expected = { message: new RegExp(`Port ${port} is taken by .*process ${process.pid}`), way: /NAHTLOS_PORT=/ }
    await assert.rejects(demandFree(ports, '127.0.0.1'), expected)
  } finally {
    holder.close()
  }
})

test('free ports are six different ones', async () => {
  assert.equal(new Set(Object.values(await choosePorts(0))).size, 6)
})

test('a program that is killed is started again; one that is stopped is not', async () => {
  const changes: (() => void)[] = []
  const nextChange = () => new Promise<void>((done) => changes.push(done))
  const onChange = () => {
    for (const done of changes.splice(0)) done()
  }
  const log = join(directory, 'program.log')
  const program = new Program({ name: 'sleeper', command: ['sleep', '60'], as: null, environment: {}, log, onChange })
  program.start()
  const first = program.pid
  const died = nextChange()
  program.kill('SIGKILL')
  await died
  assert.equal(program.pid, null)
  await nextChange()
  assert.notEqual(program.pid, first)
  assert.equal(program.restarts, 1)
  await program.stop()
  assert.equal(program.pid, null)
})

test('a program that keeps dying is given more and more time', () => {
  const waits = [1, 2, 3, 4, 20].map(restartDelay)
  assert.deepEqual(waits, [250, 500, 1000, 2000, 15_000])
})

test('another state directory is another demo with its own sockets', () => {
  const usual = placesFrom({})
  const other = placesFrom({ NAHTLOS_STATE: join(directory, 'a') })
  assert.equal(usual.run, '/run/nahtlos/demo')
  assert.notEqual(other.run, usual.run)
  assert.throws(() => placesFrom({ NAHTLOS_PORT: 'eighty' }), /NAHTLOS_PORT is eighty/)
})

test('what the script does not know it refuses with one sentence and the way out', () => {
  const main = resolve(import.meta.dirname, 'main.ts')
  const run = (...args: string[]): { status: number | null; stderr: string } => {
    try {
      execFileSync(process.execPath, [main, ...args], {
        env: { ...process.env, NAHTLOS_STATE: directory },
        stdio: 'pipe',
      })
      return { status: 0, stderr: '' }
    } catch (error) {
      return error as { status: number | null; stderr: string }
    }
  }
  const refused = run('code', 'nobody')
  assert.equal(refused.status, 1)
  assert.match(String(refused.stderr), /There is no demo account nobody\.\n {2}→ /)
  assert.match(String(run('reset').stderr), /There is no demo in .*\n {2}→ /)
  assert.match(String(run('demo', '--detatch').stderr), /--detatch/)
  assert.doesNotMatch(String(refused.stderr), /at .*main\.ts/, 'no stack')
})

test('the package lists hold what the script reads', () => {
  const root = resolve(import.meta.dirname, '../../..')
  for (const name of ['base', 'session-host', 'test', 'apps']) {
    const lines = readFileSync(join(root, `tools/packages/${name}.txt`), 'utf8').split('\n')
    const packages = lines.filter((line) => line !== '' && !line.startsWith('#'))
    assert.ok(packages.length > 0)
    for (const each of packages) assert.match(each, /^[a-z0-9][a-z0-9+.-]+$/)
  }
})
