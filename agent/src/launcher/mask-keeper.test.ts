import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, copyFile, link, readFile, rename, rm } from 'node:fs/promises'
import { after, before, beforeEach, test } from 'node:test'
import { type SessionPrograms, usualPrograms } from '@nahtlos/contract/session/programs'
import { pino } from 'pino'
import { realSystem } from '../system/real-system.ts'
import { type Contained, contained } from '../testing/contained.ts'
import { eventually } from '../testing/eventually.ts'
import { deniedPrograms } from './denied-programs.ts'
import { type MaskedSession, MaskFailure, MaskKeeper } from './mask-keeper.ts'

const system = realSystem()
const log = pino({ level: 'silent' })
const program = `/usr/local/bin/nahtlos-test-${randomBytes(6).toString('hex')}`
const forbidding = (...paths: string[]): SessionPrograms => ({ ...usualPrograms, forbid: { packages: [], paths } })
const denial = forbidding(program)

/** As dpkg does it: a new file beside the old one, which the old one outlives as a hard link. */
async function unpack(): Promise<void> {
  await copyFile('/bin/sleep', `${program}.dpkg-new`)
  await chmod(`${program}.dpkg-new`, 0o755)
}
const putInPlace = () => rename(`${program}.dpkg-new`, program)
async function install(): Promise<void> {
  await unpack()
  await putInPlace()
}

let place: Contained
let ended: string[]
const open = new AsyncDisposableStack()
before(async () => {
  await install()
  place = await contained()
})
beforeEach(() => {
  ended = []
})
after(async () => {
  await open.disposeAsync()
  await place?.close()
  for (const name of [program, `${program}.dpkg-new`, `${program}.dpkg-tmp`]) await rm(name, { force: true })
})

interface Running extends MaskedSession {
  programs: SessionPrograms
  /** Says something to its shell and resolves with the line that it answers. */
  ask(command: string): Promise<string>
  readonly child: ChildProcess
}

async function session(programs: SessionPrograms): Promise<Running> {
  const denied = await deniedPrograms(system).of(programs)
  const child = await place.start(['/bin/sh'], { order: { containment: { ...place.order.containment, denied } } })
  open.defer(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  })
  const ask = async (command: string): Promise<string> => {
    const answer = once(child.stdout ?? assert.fail(), 'data') as Promise<[Buffer]>
    child.stdin?.write(`${command}\n`)
    return (await answer)[0].toString().trim()
  }
  assert.equal(await ask('echo there'), 'there')
  const first = async () => (await system.children(child.pid ?? 0))[0] ?? null
  return { id: randomBytes(4).toString('hex'), uid: place.uid, programs, first, ask, child }
}

function keeping(session: MaskedSession, told: (id: string) => void = () => undefined): MaskKeeper {
  const end = (id: string) => ended.push(id)
  const parts = { system, log, denied: deniedPrograms(system), end, ended: told }
  // As it is when it is asked for, as a host tells it: what changes later is for the next look.
  const keeper = new MaskKeeper({ ...parts, sessions: () => [{ ...session }] })
  keeper.begin()
  open.defer(() => keeper.close())
  return keeper
}

const attempt = (name = program) => `if ${name} 0 2>/dev/null; then echo ran; else echo denied; fi`
const isMasked = async (running: Running, path: string) =>
  (await readFile(`/proc/${await running.first()}/mountinfo`, 'utf8')).includes(` ${path} `)

test('an upgrade is masked before it is in its place, so that there is no moment in which it runs', async () => {
  const running = await session(denial)
  await keeping(running).look()
  assert.equal(await running.ask(attempt()), 'denied')
  await link(program, `${program}.dpkg-tmp`)
  await unpack()
  for (const name of ['dpkg-new', 'dpkg-tmp'])
    await eventually(
      `${name} is masked`,
      () => isMasked(running, `${program}.${name}`),
      (masked) => masked,
    )
  assert.equal(await running.ask(attempt(`${program}.dpkg-new`)), 'denied')
  assert.equal(await running.ask(attempt(`${program}.dpkg-tmp`)), 'denied')
  await putInPlace()
  assert.equal(await running.ask(attempt()), 'denied')
  await rm(`${program}.dpkg-tmp`)
  assert.equal(await running.ask(attempt()), 'denied')
  assert.deepEqual(ended, [])
})

test('what comes in one step, without dpkg, is masked at once, and ended where it was started meanwhile', async () => {
  const running = await session(denial)
  // Nobody looks yet: as if the kernel's hint came late.
  await copyFile('/bin/sleep', `${program}.other`)
  await chmod(`${program}.other`, 0o755)
  await rename(`${program}.other`, program)
  assert.equal(await running.ask(attempt()), 'ran')
  assert.equal(await running.ask(`${program} 1000 & echo begun`), 'begun')
  await keeping(running).look()
  assert.match(await running.ask('wait $!; echo $?'), /137$/)
  assert.equal(await running.ask(attempt()), 'denied')
})

test('a session that was being prepared during an upgrade is looked at when it comes', async () => {
  const early = await session(denial)
  const late = await session(denial)
  await install()
  const both = keeping(early)
  await both.look()
  assert.equal(await early.ask(attempt()), 'denied')
  assert.equal(await late.ask(attempt()), 'ran')
  await both.keep(late)
  assert.equal(await late.ask(attempt()), 'denied')
})

test('a package that is removed takes its programs along, and no session', async () => {
  const running = await session(denial)
  const keeper = keeping(running)
  await keeper.look()
  await rm(program)
  await keeper.keep(running)
  await keeper.look()
  assert.deepEqual(ended, [])
  await install()
  await keeper.keep(running)
  assert.equal(await running.ask(attempt()), 'denied')
})

test('what is denied while it runs may save and is ended; what is allowed again can be started', async () => {
  const running = await session(usualPrograms)
  const keeper = keeping(running)
  assert.equal(await running.ask(attempt()), 'ran')
  assert.equal(await running.ask(`${program} 1000 & echo begun`), 'begun')
  running.programs = denial
  await keeper.keep(running)
  // 143: it was asked, and not killed.
  assert.match(await running.ask('wait $!; echo $?'), /143$/)
  assert.equal(await running.ask(attempt()), 'denied')
  running.programs = usualPrograms
  await keeper.keep(running)
  assert.equal(await running.ask(attempt()), 'ran')
})

test('what an approval let run may save when that is over, though nobody comes, and its person is told', async () => {
  const running = await session(usualPrograms)
  const told: string[] = []
  const keeper = keeping(running, (id) => told.push(id))
  await keeper.look()
  assert.equal(await running.ask(`${program} 1000 & echo begun`), 'begun')
  running.programs = denial
  await keeper.look()
  assert.match(await running.ask('wait $!; echo $?'), /143$/)
  assert.deepEqual(told, [running.id])
})

test('a script of a shell is ended as well, and a shell that only looks at a denied program is not', async () => {
  const running = await session(usualPrograms)
  const script = `${program}-script`
  open.defer(() => rm(script, { force: true }))
  await system.writeText(script, '#!/bin/sh\nwhile :; do sleep 0.1; done\n', { mode: 0o755 })
  assert.equal(await running.ask(`${script} & echo begun`), 'begun')
  assert.equal(await running.ask(`tail -f ${script} >/dev/null & echo begun`), 'begun')
  running.programs = forbidding(script)
  await keeping(running).keep(running)
  assert.match(await running.ask('wait %1; echo $?'), /143$/)
  assert.equal(await running.ask('kill -0 $! && echo lives'), 'lives')
})

test('where masks cannot be had, whoever asked is told, and a look ends the session', async () => {
  const running = await session(usualPrograms)
  const stuck = { ...system, run: async () => ({ code: 1, stdout: 'no', stderr: '' }) }
  running.programs = denial
  const end = (id: string) => ended.push(id)
  const parts = { log, denied: deniedPrograms(system), sessions: () => [running], end }
  const keeper = new MaskKeeper({ ...parts, system: stuck })
  open.defer(() => keeper.close())
  await assert.rejects(keeper.keep(running), MaskFailure)
  await keeper.look()
  await eventually(
    'the session is ended',
    async () => ended,
    (ids) => ids.includes(running.id),
  )
})
