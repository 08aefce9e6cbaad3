import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareRuns, type SeenFile } from './compare-runs.ts'
import { flipValues } from './flip-values.ts'
import { sectionsOf, withKey } from './keyfile.ts'

function run(window: string | null, files: Record<string, string>) {
  const home = new Map<string, SeenFile>()
  for (const [path, text] of Object.entries(files)) {
    const lines = text.includes('\0') ? null : text.split('\n')
    home.set(path, { path, size: text.length, hash: text, lines })
  }
  return { home, window }
}
const kept = ['.config/app/rc', '.config/app/state']
const given = run('7x5', { '.config/app/rc': 'a=true\ntime=1', '.config/app/state': 'b\0b' })
const control = run('7x5', { '.config/app/rc': 'a=true\ntime=2', '.config/app/state': 'b\0b' })
const empty = run('9x9', { '.config/app/rc': 'a=false\ntime=4', '.config/app/state': 'c\0c' })

test('what the app remembers with its whole home and with the template is proved, and times are nobody’s fault', () => {
  const template = run('7x5', { '.config/app/rc': 'a=true\ntime=3', '.config/app/state': 'b\0b' })
  const { faults, proofs } = compareRuns({ given, control, template, empty }, kept)
  assert.deepEqual(faults, [])
  assert.equal(proofs.length, 3)
})

test('a template without the app’s main file is faulty: window, lines, bytes', () => {
  const { faults, proofs } = compareRuns({ given, control, template: empty, empty }, kept)
  assert.equal(faults.length, 3)
  assert.deepEqual(proofs, [])
})

test('a file that only the template’s run has no more is a fault, one that the app takes away is none', () => {
  const template = run('7x5', { '.config/app/rc': 'a=true' })
  assert.match(compareRuns({ given, control, template, empty }, kept).faults.join(), /state is gone/)
  const taking = run('7x5', { '.config/app/rc': 'a=true' })
  assert.deepEqual(compareRuns({ given, control: taking, template, empty }, kept).faults, [])
})

test('a database that the app writes at each start has to be as large at least', () => {
  const file = (text: string) => run(null, { '.config/app/state': text })
  const whole = { given: file('a\0aaaa'), control: file('b\0bbbb'), empty: file('e\0') }
  assert.deepEqual(compareRuns({ ...whole, template: file('c\0cccc') }, kept).faults, [])
  assert.match(compareRuns({ ...whole, template: file('e\0') }, kept).faults.join(), /shrank to 2 bytes from 6/)
})

test('what an app remembers nothing of proves nothing', () => {
  const same = run('7x5', { '.config/app/rc': 'a=true' })
  assert.deepEqual(compareRuns({ given: same, control: same, template: same, empty: same }, kept), {
    faults: [],
    proofs: [],
  })
})

test('switches are turned round that are the same in two homes, named once and harmless', () => {
  const text = 'a=true\nb = 0\n<x>False</x>\nstart_hidden=false\nc=true\nsame=true\nsame=true\nboth=true false\nd=12'
  const { text: changed, flipped } = flipValues(text, text.replace('c=true', 'c=false'))
  assert.equal(changed, text.replace('a=true', 'a=false').replace('b = 0', 'b = 1').replace('False', 'True'))
  assert.equal(flipped.length, 3)
})

test('a key of GSettings is set once, in its section', () => {
  const made = withKey('', 'org/app', 'a', 'true')
  assert.equal(made, '[org/app]\na=true\n')
  assert.equal(withKey(made, 'org/app', 'a', 'false'), made)
  assert.equal(withKey(made, 'org/app', 'b', 'false'), '[org/app]\nb=false\na=true\n')
  const two = withKey(made, 'org/other', 'a', 'false')
  assert.deepEqual(sectionsOf(two), ['org/app', 'org/other'])
  assert.match(two, /\[org\/other\]\na=false\n$/)
})
