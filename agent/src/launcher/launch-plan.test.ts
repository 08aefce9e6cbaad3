import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { usualSizes } from './containment.ts'
import { launchPlan, planLine } from './launch-plan.ts'
import { type LaunchOrder, launchSteps } from './steps.ts'

const order: LaunchOrder = {
  account: 'anna.berg',
  uid: 100_001,
  home: '/homes/1',
  homeDrive: '/drives/anna.berg',
  mounts: [],
  session: '/run/n/1',
  firstProcessNumber: 4711,
  timeZone: 'Europe/Berlin',
  environment: { LANG: 'de_DE.UTF-8' },
  containment: {
    executable: ['/usr', '/opt'],
    denied: ['/usr/bin/perl'],
    services: ['cups'],
    hidden: ['/srv'],
    policies: [],
    sizes: usualSizes,
    network: 'host',
  },
  program: ['/bin/sh', '/run/nahtlos-session/first'],
}

test('the steps come in the order in which each may rely on the one before', () => {
  const names = launchSteps(order).map(({ name }) => name)
  assert.deepEqual(names, [
    ...['hold', 'network targets', 'private places', 'places of others', 'home', 'names', 'policies', 'processes'],
    ...['memory files', 'nothing executable', 'nothing writable', 'denied programs', 'look at the mounts', 'network'],
    ...['no services', 'no dumps', 'usual priority and processors', 'programs by place', 'system calls'],
    'become the person',
  ])
})

test('privileges go last, for good, and the kernel’s order to die with the launcher stays', () => {
  const last = launchPlan(launchSteps(order)).trimEnd().split('\n').at(-1) ?? ''
  const words = last.split('\t').join(' ')
  assert.match(words, /^become setpriv --reuid 100001 --regid 100001 --clear-groups --no-new-privs/)
  assert.match(words, /--bounding-set=-all --inh-caps=-all --ambient-caps=-all --pdeathsig keep -- env -i/)
})

test('a missing home drive is left out', () => {
  assert.doesNotMatch(launchPlan(launchSteps({ ...order, homeDrive: null })), /Dokumente/)
})

test('a further directory of the host is mounted after the home and stays read-only unless it may be written', () => {
  const mounts = [
    { from: '/srv/office', at: '/media/Amt', writable: false },
    { from: '/srv/team', at: '/media/Team', writable: true },
  ]
  const steps = launchSteps({ ...order, mounts })
  const home = steps.find(({ name }) => name === 'home')?.operations.map((operation) => operation.join(' '))
  assert.ok(home?.includes('bind @mount0 /media/Amt') && home.includes('bind @mount1 /media/Team'))
  const cleared = steps.find(({ name }) => name === 'nothing writable')?.operations.map(([, at]) => at)
  assert.ok(!cleared?.includes('/media/Amt') && cleared?.includes('/media/Team'))
})

test('whatever a word of a plan contains, the launcher reads it as it was', () => {
  const text = fc.string({ unit: 'binary' }).filter((word) => !word.includes('\0') && word !== '')
  const program =
    'while (<STDIN>) { chomp; print join("\\0", map { s/%([0-9A-F]{2})/chr hex $1/ger } split /\\t/, $_, -1) }'
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (words) => {
      const out = execFileSync('perl', ['-e', program], { input: planLine(words) })
      assert.deepEqual(out, Buffer.from(words.join('\0')))
    }),
    { numRuns: 30 },
  )
})

test('a NUL byte can’t be in a plan', () => {
  assert.throws(() => planLine(['put', 'a\0b']), RangeError)
})
