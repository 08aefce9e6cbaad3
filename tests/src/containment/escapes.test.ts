import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Contained, contained } from '@nahtlos/agent/testing/contained'
import { interpreters, usualPrograms } from '@nahtlos/contract/session/programs'
import { type Escape, escapes, type Mechanism } from './escapes.ts'
import { type Neighbour, neighbour, outside } from './neighbour.ts'
import { switchedOff } from './switched-off.ts'

/** As most sessions are, and one in which Perl is permitted. */
let usual: Contained
let withPerl: Contained
let other: Neighbour
before(async () => {
  usual = await contained()
  withPerl = await contained({
    deny: interpreters,
    allow: { packages: ['perl*', 'libperl*'], paths: [] },
    forbid: { packages: [], paths: [] },
  })
  other = await neighbour()
  for (const place of [usual, withPerl]) execFileSync('mknod', ['-m', '666', join(place.drive, 'node'), 'c', '1', '5'])
})
after(async () => {
  await other?.[Symbol.asyncDispose]()
  await usual?.close()
  await withPerl?.close()
})

async function works({ script, interpreter }: Escape, off: readonly Mechanism[]): Promise<boolean> {
  const place = interpreter ? withPerl : usual
  const { output, errors } = await place.run(['/bin/sh', '-c', `cd; rm -rf x e f l l.so p; ${script}`], {
    ...switchedOff(off),
    order: { environment: { LANG: 'C.UTF-8', ...other.environment } },
  })
  assert.doesNotMatch(errors, /^launch:/m, 'the launcher refused')
  return output.includes('ESCAPED')
}

for (const way of escapes)
  describe(way.name, () => {
    if (way.open !== undefined) {
      test(`is open: ${way.open}`, async () => assert.ok(await works(way, [])))
      return
    }
    test('is stopped', async () => assert.ok(!(await works(way, []))))
    if (way.held.length > 0)
      test(`works without ${way.held.join(' and ')}`, async (t) => {
        if (way.possible !== undefined && (await outside(way.possible)) === '') return t.skip('not on this host')
        assert.ok(await works(way, way.held))
      })
    for (const mechanism of way.held.length > 1 ? way.held : [])
      test(`is stopped by ${mechanism} alone`, async () => {
        assert.ok(
          !(await works(
            way,
            way.held.filter((each) => each !== mechanism),
          )),
        )
      })
  })

test('every mechanism is good for something that nothing else in the suite stops, or shares it', () => {
  const all: Record<Mechanism, true> = {
    ...{ 'private places': true, 'nothing executable': true, 'nothing writable': true, 'denied programs': true },
    ...{ 'memory files': true, 'programs by place': true, 'system calls': true, privileges: true, 'no dumps': true },
    ...{ 'process namespace': true, 'IPC namespace': true, 'hidden processes': true },
  }
  for (const mechanism of Object.keys(all))
    assert.ok(
      escapes.some(({ held }) => held.some((each) => each === mechanism)),
      mechanism,
    )
})

test('a program of the administrator’s own place runs, so that what is seen is not that nothing runs', async () => {
  const program = '/usr/local/bin/nahtlos-test-program'
  await copyFile('/bin/echo', program)
  try {
    await chmod(program, 0o755)
    const { output } = await usual.run([program, 'runs'])
    assert.equal(output, 'runs\n')
  } finally {
    await rm(program, { force: true })
  }
})

test('Perl, where it is permitted, and only there', async () => {
  assert.deepEqual(usualPrograms.allow, { packages: [], paths: [] })
  assert.equal((await withPerl.run(['perl', '-e', 'print "yes"'])).output, 'yes')
  assert.equal((await usual.run(['/bin/sh', '-c', 'perl -e 1 2>/dev/null || echo no'])).output, 'no\n')
})
