import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
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
  withPerl = await contained(
    {
      deny: interpreters,
      allow: { packages: ['perl*', 'libperl*'], paths: [] },
      forbid: { packages: [], paths: [] },
    },
    usual.uid,
  )
  // Two sessions of one person: what one may not do to the other is the most that could be tried.
  other = await neighbour(usual.uid)
  for (const place of [usual, withPerl]) execFileSync('mknod', ['-m', '666', join(place.drive, 'node'), 'c', '1', '5'])
})
after(async () => {
  await other?.[Symbol.asyncDispose]()
  await usual?.close()
  await withPerl?.close()
})

/** Prints `TRIED` when all of it was done, so that what could not even be tried does not count as stopped. */
function attempt({ script, tools = [] }: Escape): string {
  const there = tools.map((tool) => `command -v ${tool} >/dev/null || { echo MISSING ${tool}; exit 1; }; `).join('')
  return `${there}cd; rm -rf x e f l l.so p done; ${script}\necho TRIED`
}

const placeOf = ({ interpreter }: Escape) => (interpreter ? withPerl : usual)

/** The containment that a row speaks of: where ports are bounded, none of them is the neighbour's. */
function boundsOf({ ports }: Escape, place: Contained) {
  return { ...place.order.containment, network: ports ? { ports: [443] } : place.order.containment.network }
}

const mechanisms = Object.keys({
  ...{ 'private places': true, 'nothing executable': true, 'nothing writable': true, 'denied programs': true },
  ...{ 'memory files': true, 'programs by place': true, 'system calls': true, privileges: true, 'no dumps': true },
  ...{ 'process namespace': true, 'IPC namespace': true, 'hidden processes': true, network: true },
  ...{ 'no services': true, 'places of others': true, policies: true },
} satisfies Record<Mechanism, true>) as Mechanism[]

/** What is switched off together, as a key; the order is of no account. */
const keyOf = (off: readonly Mechanism[]) => [...off].sort().join(' + ')
const without = ({ held }: Escape, mechanism: Mechanism) => held.filter((each) => each !== mechanism)

/** The rows that are to be seen with these switched off: all of them with one mechanism, or none. */
const wanted = new Map<string, Set<Escape>>()
const want = (off: readonly Mechanism[], ways: readonly Escape[]) => {
  const key = keyOf(off)
  wanted.set(key, new Set([...(wanted.get(key) ?? []), ...ways]))
}
const quick = escapes.filter(({ slow }) => !slow)
for (const off of [[], ...mechanisms.map((each) => [each])]) want(off, quick)
for (const way of quick) {
  want(way.held, [way])
  if (way.held.length > 1) for (const mechanism of way.held) want(without(way, mechanism), [way])
}

const seen = new Map<string, Promise<ReadonlyMap<Escape, string>>>()

/** Whether it works so. Rows that are seen with the same switched off are tried in one session, each in a shell of its own. */
async function works(way: Escape, off: readonly Mechanism[]): Promise<boolean> {
  const key = keyOf(off)
  const before = way.slow ? undefined : seen.get(key)
  const trying = before ?? tried(way.slow ? [way] : [...(wanted.get(key) ?? assert.fail(key))], off)
  if (!way.slow) seen.set(key, trying)
  const said = (await trying).get(way) ?? ''
  assert.match(said, /^TRIED$/m, `it could not even be tried: ${said}`)
  return /ESCAPED\r?$/m.test(said)
}

/** What each of them said. */
async function tried(ways: readonly Escape[], off: readonly Mechanism[]): Promise<ReadonlyMap<Escape, string>> {
  const said = new Map<Escape, string>()
  for (const place of [usual, withPerl])
    for (const ports of [false, true]) {
      const rows = ways.filter((way) => placeOf(way) === place && (way.ports ?? false) === ports)
      const [first] = rows
      if (first === undefined) continue
      await rm(join(place.home, 'rows'), { recursive: true, force: true })
      await mkdir(join(place.home, 'rows'))
      for (const [at, way] of rows.entries()) await writeFile(join(place.home, 'rows', String(at)), attempt(way))
      const all = [...rows.keys()].map((at) => `echo ROW ${at}; timeout 90 sh "$HOME/rows/${at}" </dev/null 2>&1`)
      const { output, errors } = await place.run(['/bin/sh', '-c', all.join('\n')], {
        ...switchedOff(off),
        order: {
          environment: { LANG: 'C.UTF-8', ...other.environment },
          containment: boundsOf(first, place),
        },
      })
      assert.doesNotMatch(errors, /^launch:/m, 'the launcher refused')
      for (const one of output.split(/^ROW /m).slice(1)) {
        const way = rows[Number.parseInt(one, 10)]
        if (way !== undefined) said.set(way, one)
      }
    }
  return said
}

const isPossible = async ({ possible }: Escape) => possible === undefined || (await outside(possible)) !== ''

for (const way of escapes)
  describe(way.name, () => {
    if (way.open !== undefined) {
      test(`is open: ${way.open}`, async () => assert.ok(await works(way, [])))
      return
    }
    test('is stopped', async (t) => {
      if (way.slow && !(await isPossible(way))) return t.skip('not on this host')
      assert.ok(!(await works(way, [])))
    })
    if (way.held.length > 0)
      test(`works without ${way.held.join(' and ')}`, async (t) => {
        if (!(await isPossible(way))) return t.skip('not on this host')
        assert.ok(await works(way, way.held))
      })
    const { asRoot } = way
    if (asRoot !== undefined)
      test('works for root on the host', async (t) => {
        if (!(await isPossible(way))) return t.skip('not on this host')
        assert.match(await outside(asRoot, other.environment), /ESCAPED\r?$/m)
      })
    for (const mechanism of way.held.length > 1 && !way.slow ? way.held : [])
      test(`is stopped by ${mechanism} alone`, async () => assert.ok(!(await works(way, without(way, mechanism)))))
  })

test('a row that nothing holds shows for root that it can work at all', () => {
  for (const { name, held, open, asRoot } of escapes)
    assert.ok(held.length > 0 || open !== undefined || asRoot !== undefined, name)
})

for (const off of [null, ...mechanisms])
  test(`the whole suite with ${off === null ? 'nothing' : off} switched off: what works is what that alone holds`, async () => {
    for (const way of quick) {
      // The kernel keeps that setting with the namespace of processes.
      const kept: (Mechanism | null)[] = off === 'process namespace' ? [off, 'memory files'] : [off]
      const alone = way.held.length === 1 && kept.includes(way.held[0] ?? null)
      if (alone && !(await isPossible(way))) continue
      assert.equal(await works(way, off === null ? [] : [off]), way.open !== undefined || alone, way.name)
    }
  })

test('every mechanism is good for something that nothing else in the suite stops, or shares it', () => {
  for (const mechanism of mechanisms)
    assert.ok(
      escapes.some(({ held }) => held.includes(mechanism)),
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
