import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { launchScript, quote } from './launch-script.ts'
import { type LaunchOrder, launchSteps } from './steps.ts'

const order: LaunchOrder = {
  account: 'anna.berg',
  uid: 100_001,
  home: '/homes/1',
  homeDrive: '/drives/anna.berg',
  session: '/run/n/1',
  firstProcessNumber: 4711,
  timeZone: 'Europe/Berlin',
  environment: { LANG: 'de_DE.UTF-8' },
}

test('the steps come in the order in which each may rely on the one before', () => {
  const names = launchSteps(order).map(({ name }) => name)
  assert.deepEqual(names, ['hold', 'private places', 'home', 'names', 'processes'])
})

test('privileges go last, for good, and the kernel’s order to die with the launcher stays', () => {
  const last = launchScript(order).trimEnd().split('\n').at(-1) ?? ''
  assert.match(last, /^exec setpriv --reuid 100001 --regid 100001 --clear-groups --no-new-privs/)
  assert.match(last, /--bounding-set=-all --inh-caps=-all --ambient-caps=-all --pdeathsig keep -- env -i/)
})

test('every command refuses the start when it fails', () => {
  const commands = launchScript(order)
    .split('\n')
    .filter((line) => /^(mount|umount|mkdir|chown|cd) /.test(line))
  assert.ok(commands.length > 15)
  for (const command of commands) assert.match(command, / \|\| refuse$/)
})

test('a missing home drive is left out', () => {
  assert.doesNotMatch(launchScript({ ...order, homeDrive: null }), /Dokumente/)
})

test('whatever an argument contains, sh hands it on as it is', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
        { maxLength: 5 },
      ),
      (words) => {
        const out = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(quote).join(' ')}`], { encoding: 'utf8' })
        assert.equal(out, words.length === 0 ? '\0' : words.map((word) => `${Buffer.from(word).toString()}\0`).join(''))
      },
    ),
    { numRuns: 30 },
  )
})

test('a NUL byte can’t be an argument', () => {
  assert.throws(() => quote('a\0b'), RangeError)
})
