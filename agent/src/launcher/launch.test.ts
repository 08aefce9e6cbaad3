import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, before, test } from 'node:test'
import { firstOf } from '../resources/processor-sets.ts'
import { realSystem } from '../system/real-system.ts'
import { type Contained, contained } from '../testing/contained.ts'
import { launchRefused } from './launch-plan.ts'
import type { Operation, Step } from './steps.ts'

let place: Contained
before(async () => {
  place = await contained()
})
after(() => place.close())

const sh = (script: string) => ['/bin/sh', '-c', script]

test('the first process is the person, without any privilege, and can never get one', async () => {
  const { code, output } = await place.run(sh('id -u; id -G; grep -E "^(Cap|NoNewPrivs|Seccomp:)" /proc/self/status'))
  assert.equal(code, 0)
  assert.deepEqual(output.trim().split('\n'), [
    String(place.uid),
    String(place.uid),
    ...['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'].map((name) => `${name}:\t${'0'.repeat(16)}`),
    'NoNewPrivs:\t1',
    'Seccomp:\t2',
  ])
})

test('an agent that comes before all others and keeps to one processor starts programs that do neither', async () => {
  const look = sh('nice; grep Cpus_allowed_list: /proc/self/status; nproc')
  const usual = await place.run(look)
  const one = firstOf(await realSystem().ownProcessors(), 1)
  const command = (usual: readonly string[]) => ['nice', '-n', '-5', 'taskset', '--cpu-list', one, ...usual]
  assert.equal((await place.run(look, { command })).output, usual.output)
  const without = await place.run(look, { command, without: ['usual priority and processors'] })
  assert.equal(without.output, `-5\nCpus_allowed_list:\t${one}\n1\n`)
})

test('nothing that can be written can be executed, by the kernel’s own list', async () => {
  const { output } = await place.run(['cat', '/proc/self/mountinfo'])
  const mounts = output
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  const has = (fields: string[], option: string) => fields[5]?.split(',').includes(option)
  assert.ok(mounts.length > 20)
  for (const fields of mounts) assert.ok(has(fields, 'nosuid'), fields.join(' '))
  const executable = mounts.filter((fields) => !has(fields, 'noexec'))
  // What lies over denied programs is started in their stead, and is root's.
  const isMask = (fields: string[]) => fields[3] === '/.nothing'
  assert.deepEqual(
    executable.filter((fields) => !isMask(fields)).map((fields) => fields[4]),
    place.order.containment.executable,
  )
  assert.deepEqual(
    executable
      .filter(isMask)
      .flatMap((fields) => fields[4] ?? [])
      .sort(),
    ['/run/.nothing', ...place.order.containment.denied].sort(),
  )
  assert.deepEqual(
    mounts.filter((fields) => has(fields, 'rw') && !has(fields, 'noexec')).map((fields) => fields[4]),
    [],
  )
})

for (const network of ['host' as const, { ports: [443] }])
  test(`a file moves between directories of the home without being copied (network ${JSON.stringify(network)})`, async () => {
    const { output, errors } = await place.run(
      sh('rm -rf a b; mkdir a b && : >a/x && stat -c %i a/x && mv a/x b/x && stat -c %i b/x'),
      { order: { containment: { ...place.order.containment, network } } },
    )
    assert.equal(errors, '')
    const [before, after] = output.trim().split('\n')
    assert.equal(before, after)
  })

const breaking: readonly [what: string, step: string, operation: Operation, message: RegExp][] = [
  ['an executable mount that came after', 'denied programs', ['tmpfs', '/srv', 'mode=755'], /writable|executable/],
  ['a directory that lost its bars', 'denied programs', ['flags', '/tmp', 0, 8], /\/tmp would be executable/],
  ['a mount that honours setuid', 'denied programs', ['flags', '/usr', 0, 2], /\/usr would honour setuid/],
  ['a mount that can be written', 'denied programs', ['flags', '/usr', 0, 1], /\/usr would be writable/],
  ['an operation nobody knows', 'denied programs', ['unmask', '/usr/bin/perl'], /no operation/],
  ['a program that cannot be masked', 'denied programs', ['mask', '/usr/bin'], /Not a directory/],
  ['a kernel without noexec for memory files', 'memory files', ['put', '/proc/sys/vm/none', '2'], /No such file/],
]
for (const [what, step, operation, message] of breaking)
  test(`${what} stops the start`, async () => {
    const add = (each: Step) => (each.name === step ? { ...each, operations: [...each.operations, operation] } : each)
    const { code, output, errors } = await place.run(sh('echo started'), { change: (steps) => steps.map(add) })
    assert.equal(code, launchRefused)
    assert.equal(output, '')
    assert.match(errors, message)
    assert.match(errors, /^launch: step '/)
  })

test('what the host keeps in /run and /dev is not there, but what is named', async () => {
  const names = async (path: string) => (await place.run(['ls', '-A', path])).output.split('\n').filter(Boolean).sort()
  const streams = ['fd', 'stderr', 'stdin', 'stdout']
  const devices = ['full', 'null', 'ptmx', 'pts', 'random', 'shm', 'tty', 'urandom', 'zero']
  assert.deepEqual(await names('/dev'), [...streams, ...devices].sort())
  const services = place.order.containment.services.map((name) => name.split('/')[0] ?? name)
  assert.deepEqual(await names('/run'), ['.nothing', 'nahtlos-session', 'user', ...new Set(services)].sort())
  assert.deepEqual(await names('/run/user'), [String(place.uid)])
  assert.deepEqual(await names('/sys/fs/cgroup'), [])
})

test('a session without network has nothing but itself to speak with', async () => {
  const containment = { ...place.order.containment, network: 'none' as const }
  const { output } = await place.run(sh('cat /proc/net/dev | wc -l; wc -l </proc/net/unix; wc -l </proc/net/route'), {
    order: { containment },
  })
  assert.deepEqual(
    output
      .trim()
      .split('\n')
      .map((line) => line.trim()),
    ['3', '1', '1'],
  )
})

test('a session that may reach some ports reaches no other', async (t) => {
  const servers = await Promise.all([0, 1].map(() => listening()))
  t.after(() => Promise.all(servers.map(({ close }) => close())))
  const [open, closed] = servers.map(({ port }) => port)
  const containment = { ...place.order.containment, network: { ports: [open ?? 0] } }
  const ask = (port = 0) => `(exec 3<>/dev/tcp/127.0.0.1/${port}) 2>/dev/null && echo ${port}; `
  const { output } = await place.run(['/bin/bash', '-c', `${ask(open)}${ask(closed)}true`], { order: { containment } })
  assert.equal(output.trim(), String(open))
  const free = await place.run(['/bin/bash', '-c', `${ask(open)}${ask(closed)}true`])
  assert.equal(free.output.trim(), `${open}\n${closed}`)
})

async function listening(): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

test('a session with targets starts nowhere but in a control group of its own, which is what bounds it', async () => {
  const containment = { ...place.order.containment, network: { targets: [{ to: '127.0.0.1/32' }] } }
  const { code, output, errors } = await place.run(sh('echo started'), { order: { containment } })
  assert.deepEqual({ code, output }, { code: launchRefused, output: '' })
  assert.match(errors, /step 'network targets' failed: .*no control group/)
})
