import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { openPostOffice } from '@nahtlos/server/notifications/post-office'
import { ServerConfiguration } from '@nahtlos/server/server-configuration'
import { mailServer } from '@nahtlos/server/testing/mail-server'
import { giveBack } from '../ownership.ts'
import { makePassword, totpCode, writeAccounts } from './accounts.ts'
import { claimDemo } from './claim.ts'
import { configurationsOf, isEnrolled } from './configurations.ts'
import { layoutOf, makeDirectories } from './layout.ts'
import { isAlive, isGoneWithin, rememberProcess, signal } from './living-process.ts'
import { securityTo } from './mail-place.ts'
import { followPorts } from './other-ports.ts'
import { placesFrom } from './places.ts'
import { choosePorts, demandFree } from './ports.ts'
import { answers } from './product.ts'
import { Program, restartDelay } from './program.ts'
import type { DemoRefusal } from './refusal.ts'
import { otherThanAsked } from './running-demo.ts'
import { type Status, writeStatus } from './status.ts'
import { untilStarted } from './until-started.ts'
import { welcome } from './welcome.ts'

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

test('the way out of a taken port is six ports that are free, never the ones just tried', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  try {
    const { port } = holder.address() as AddressInfo
    const refusal = await demandFree(await choosePorts(Math.min(port, 65_530)), '127.0.0.1').then(
      () => assert.fail('the port is taken'),
      (error: DemoRefusal) => error,
    )
    const proposed = Number(/NAHTLOS_PORT=(\d+)/.exec(refusal.way)?.[1])
    assert.notEqual(proposed, port)
    await demandFree(await choosePorts(proposed), '127.0.0.1')
  } finally {
    holder.close()
  }
})

test('an address that is not this machine’s, or no address at all, is not called a taken port', async () => {
  const ports = await choosePorts(0)
  await assert.rejects(demandFree(ports, '192.0.2.77'), { message: /192\.0\.2\.77 is not an address of this machine/ })
  await assert.rejects(demandFree(ports, 'no such.invalid'), { message: /neither an address nor a name/ })
})

test('the doors between the programs are looked for where they are opened: on loopback', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  try {
    const { port } = holder.address() as AddressInfo
    const ports = { ...(await choosePorts(0)), hostB: port }
    await assert.rejects(demandFree(ports, '127.0.0.2'), { message: new RegExp(`Port ${port} is taken`) })
    await demandFree({ ...(await choosePorts(0)), office: port }, '127.0.0.2')
  } finally {
    holder.close()
  }
})

test('a demo that runs elsewhere than asked says so, the one asked for says nothing', () => {
  const local = { office: 'http://amt.localhost:7080', authority: null }
  const network = { office: 'https://192.0.2.7:7080', authority: 'PEM' }
  assert.equal(otherThanAsked(local, { port: null, address: null }), null)
  assert.equal(otherThanAsked(local, { port: 7080, address: null }), null)
  assert.match(otherThanAsked(local, { port: 8080, address: null }) ?? '', /nahtlos stop/)
  assert.match(otherThanAsked(local, { port: null, address: '192.0.2.7' }) ?? '', /nahtlos stop/)
  assert.equal(otherThanAsked(network, { port: null, address: '192.0.2.7' }), null)
  assert.match(otherThanAsked(network, { port: null, address: '192.0.2.8' }) ?? '', /nahtlos stop/)
})

test('a second demo waits for the one that is starting and ends nothing', async () => {
  const state = mkdtempSync(join(directory, 'starting-'))
  const first = spawn('sleep', ['60'])
  await once(first, 'spawn')
  const supervisor = rememberProcess(first.pid ?? 0)
  assert.ok(supervisor !== null)
  const status: Status = {
    ...{ supervisor, step: 'starting the server', failure: null, office: '', outside: '', authority: null },
    ...{ run: join(state, 'run'), programs: [] },
  }
  writeStatus(state, status)
  await writeAccounts(state, [])
  const main = resolve(import.meta.dirname, 'main.ts')
  const second = spawn(process.execPath, [main, 'demo'], { env: { ...process.env, NAHTLOS_STATE: state } })
  let said = ''
  second.stdout.on('data', (chunk: Buffer) => {
    said += String(chunk)
    // It has seen the step, so it is waiting now.
    if (said.includes('waiting for it'))
      writeStatus(state, { ...status, step: null, office: 'http://amt.localhost:7080', outside: 'http://x:7081' })
  })
  const [code] = (await once(second, 'close')) as [number]
  assert.equal(code, 0)
  assert.match(said, /Nahtlos is running\.[\s\S]*http:\/\/amt\.localhost:7080/)
  assert.ok(isAlive(supervisor), 'the first one is still there')
  first.kill('SIGKILL')
})

test('who waits for a start is told when it fails, and when it ends without a word', async () => {
  const state = mkdtempSync(join(directory, 'failing-'))
  const first = spawn('sleep', ['60'])
  await once(first, 'spawn')
  const supervisor = rememberProcess(first.pid ?? 0)
  assert.ok(supervisor !== null)
  const status: Status = {
    ...{ supervisor, step: 'starting the server', failure: null, office: '', outside: '', authority: null },
    ...{ run: join(state, 'run'), programs: [] },
  }
  writeStatus(state, { ...status, failure: { message: 'The disk is full.', way: 'Make room.' } })
  const wait = () => untilStarted(state, supervisor, '/log', () => undefined)
  await assert.rejects(wait(), { message: 'The disk is full.', way: 'Make room.' })
  writeStatus(state, status)
  const waiting = wait()
  first.kill('SIGKILL')
  await assert.rejects(waiting, { message: /ended while it started/, way: 'See /log.' })
})

test('of two commands that start one demo at the same moment one is refused', async () => {
  const state = join(directory, 'claimed')
  await claimDemo(state)
  await assert.rejects(claimDemo(state), { message: /starts this demo just now/ })
  await claimDemo(join(directory, 'another'))
})

test('a host that takes nothing new is there, one that is away or was never seen is not', () => {
  assert.deepEqual((['up', 'draining', 'away', 'never-seen'] as const).map(answers), [true, true, false, false])
})

test('on a network the welcome names whom to trust and which networks are the office', () => {
  const secure = welcome('https://192.0.2.7:7080', 'https://192.0.2.7:7081', [], '/var/lib/nahtlos/demo')
  assert.match(secure, /\/var\/lib\/nahtlos\/demo\/certificate\/authority\.pem/)
  assert.match(secure, /10\.0\.0\.0\/8, 172\.16\.0\.0\/12, 192\.168\.0\.0\/16\n/)
  assert.match(secure, /privaten Fenster[\s\S]*private window/)
  assert.doesNotMatch(welcome('http://amt.localhost:7080', 'http://x:7081', [], '/x'), /authority/)
})

test('what root wrote in somebody’s checkout is given back to her, and nothing beyond it', {
  skip: process.getuid?.() !== 0,
}, () => {
  const checkout = mkdtempSync(join(directory, 'checkout-'))
  mkdirSync(join(checkout, 'portal/dist/assets'), { recursive: true })
  mkdirSync(join(checkout, 'artefacts'))
  writeFileSync(join(directory, 'hers-not'), '')
  symlinkSync(join(directory, 'hers-not'), join(checkout, 'artefacts/link'))
  chownSync(checkout, 4242, 4243)
  writeFileSync(join(checkout, 'portal/dist/assets/index.js'), '')
  giveBack(checkout)
  for (const path of ['portal/dist', 'portal/dist/assets/index.js', 'artefacts', 'artefacts/link'])
    assert.deepEqual([lstatSync(join(checkout, path)).uid, lstatSync(join(checkout, path)).gid], [4242, 4243], path)
  assert.equal(lstatSync(join(directory, 'hers-not')).uid, 0)
})

test('a demo that starts at other ports finds its own machines again', async () => {
  const state = mkdtempSync(join(directory, 'moved-'))
  const layout = layoutOf(state, join(state, 'run'))
  const account = { name: 'somebody', uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  await makeDirectories(layout, account)
  const old = { office: 1, outside: 2, internal: 3, enrolment: 4, hostA: 5, hostB: 6 }
  const identities = [layout.gateway, layout.hosts['host-a'].identity, layout.hosts['host-b'].identity]
  for (const [index, place] of identities.entries()) {
    const address = index === 0 ? null : `127.0.0.1:${4 + index}`
    const role = index === 0 ? 'gateway' : 'agent'
    const description = { role, name: 'x', server: '127.0.0.1:3', names: [], address }
    writeFileSync(join(place, 'identity.json'), JSON.stringify(description))
    writeFileSync(join(place, 'certificate.pem'), 'PEM')
  }
  const enrolled = () => Promise.all(identities.map(isEnrolled))
  await followPorts(layout, old, account)
  assert.deepEqual(await enrolled(), [true, true, true], 'nothing moved, nothing is touched')
  await followPorts(layout, { ...old, hostB: 7 }, account)
  assert.deepEqual(await enrolled(), [true, true, false], 'one host moved')
  await followPorts(layout, { ...old, internal: 8 }, account)
  assert.deepEqual(await enrolled(), [true, false, false], 'the gateway cannot enrol anew without itself')
  const told = JSON.parse(readFileSync(join(layout.gateway, 'identity.json'), 'utf8'))
  assert.deepEqual([told.server, told.role], ['127.0.0.1:8', 'gateway'])
  const empty = layoutOf(mkdtempSync(join(directory, 'empty-')), join(state, 'run'))
  await followPorts(empty, old, account)
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

test('mails go to the server that the environment names, unencrypted to this machine alone', () => {
  const place = (mail: string) => placesFrom({ NAHTLOS_MAIL: mail }).mail
  assert.equal(placesFrom({}).mail, null)
  assert.deepEqual(place('1025'), { host: '127.0.0.1', port: 1025 })
  assert.deepEqual(place('[::1]:25'), { host: '::1', port: 25 })
  const elsewhere = place('mail.example.org:587') ?? assert.fail()
  assert.deepEqual(elsewhere, { host: 'mail.example.org', port: 587 })
  assert.deepEqual([securityTo(elsewhere), securityTo({ host: 'localhost', port: 25 })], ['starttls', 'none'])
  for (const wrong of ['mail.example.org', 'mail:', 'a b:25', '70000', '[x]:25', 'smtp://a:25'])
    assert.throws(() => place(wrong), /NAHTLOS_MAIL is/, wrong)
})

test('the server that the environment names gets a mail by the settings that the demo writes', async () => {
  await using mails = await mailServer()
  const { mail } = placesFrom({ NAHTLOS_MAIL: `localhost:${mails.port}` })
  const ports = { office: 7080, outside: 7081, internal: 7082, enrolment: 7083, hostA: 7084, hostB: 7085 }
  const layout = layoutOf(join(directory, 'mailing'), '/run/nahtlos/mailing')
  const wiring = { layout, ports, publicHost: '127.0.0.1', encrypted: false, portal: '/portal' }
  const { server } = configurationsOf({ ...wiring, reevaluateEvery: 30_000, logLevel: 'silent', mail })
  const settings = ServerConfiguration.parse(server).mail ?? assert.fail('no mail is configured')
  const office = await openPostOffice(settings)
  const letter = { to: 'anna.becker@lindenbrueck.example', subject: 'S', text: 'T', date: new Date() }
  assert.deepEqual(await office.post({ id: 'a', ...letter }), { outcome: 'sent', trouble: null })
  office.close()
  assert.deepEqual(
    mails.received.map(({ to, headers }) => [to, headers.get('from')]),
    [['anna.becker@lindenbrueck.example', 'Stadt Lindenbrück <nahtlos@lindenbrueck.example>']],
  )
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
  for (const [command, wrong] of [
    ['demo', '--detatch'],
    ['stop', '--now'],
    ['status', '--x'],
    ['reset', '--force'],
    ['reset', 'everything'],
  ] as const)
    assert.match(String(run(command, wrong).stderr), new RegExp(`✗ .*${wrong}.*\n {2}→ `, 's'), command)
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
