import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { exampleCity } from '@nahtlos/tools/demo/example-city'
import { TestProduct } from '../product/test-product.ts'

let product: TestProduct
before(async () => {
  const city = exampleCity(100)
  const rules = ['allow', 'deny'].map(
    (effect) => `kind: ProgramRule
id: ${effect}-it
effect: ${effect}
title: { de: Regel, en: Rule }
reason: { de: "Grund ${effect}.", en: "Reason ${effect}." }
workspaces: [sozialamt]
${effect === 'allow' ? 'packages: ["perl*"]' : 'when: zone.outside\npaths: [/usr/bin/xclip]'}
`,
  )
  const configuration = [...city.configuration, { path: 'programs.yaml', text: rules.join('---\n') }]
  product = await TestProduct.start({ withoutPortal: true, city: { ...city, configuration } })
})
after(async () => {
  await product?.[Symbol.asyncDispose]()
})

const program = join(import.meta.dirname, '../../../agent/src/host-run/main.ts')

/** As `./nahtlos host` does it. */
async function hostRun(...args: string[]): Promise<{ code: number; output: string; errors: string }> {
  const config = join(product.product.state, 'configuration/host-a.json')
  return promisify(execFile)(process.execPath, [program, '--config', config, ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout, errors: stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout,
      errors: error.stderr,
    }),
  )
}

test('an administrator of a host runs a command as a session of somebody would', async () => {
  const as = ['run', '--as', 'anna.becker', '--workspace', 'sozialamt']
  const { output } = await hostRun(...as, '--', 'sh', '-c', 'whoami; cp /bin/echo e; ./e no 2>/dev/null || echo held')
  assert.deepEqual(output.trim().split('\n'), ['anna.becker', 'held'])
  assert.equal((await hostRun(...as, '--', 'sh', '-c', 'exit 7')).code, 7)
  const literal = await hostRun(...as, '--', 'printf', '%s|', '007', 'a b', "it's", '$HOME')
  assert.equal(literal.output, "007|a b|it's|$HOME|")
  for (const place of ['host-a/homes', 'host-a/state/sessions'])
    assert.deepEqual(await readdir(join(product.product.state, place)), [], place)
  assert.deepEqual(await readdir(join(product.product.run, 'host-a')), [])
})

test('what may run is explained by every rule, with its condition and its reason, for a place and a time', async () => {
  const as = ['run', '--as', 'anna.becker', '--workspace', 'sozialamt']
  const office = await hostRun(...as, '--explain')
  assert.match(office.output, /^Programs run from: \/usr/m)
  assert.match(office.output, /^Only tried out, so it runs: curl wget$/m)
  assert.match(office.output, /^ {2}ProgramRule\/fewer-downloaders is tried out: true = true/m)
  assert.match(office.output, /^ {2}ProgramRule\/allow-it allows: true = true – Reason allow\.$/m)
  assert.match(office.output, /^ {2}ProgramRule\/deny-it does not apply: zone\.outside = false – Reason deny\.$/m)
  assert.match(office.output, /^Limits: \d+ MB, \d+ processes/m)
  assert.doesNotMatch(office.output, /^ {2}\/usr\/bin\/(perl|xclip)$/m)
  const home = await hostRun(...as, '--zone', 'home', '--explain')
  assert.match(home.output, /^ {2}ProgramRule\/deny-it denies: zone\.outside = true/m)
  assert.match(home.output, /^ {2}\/usr\/bin\/xclip$/m)
  assert.match(home.output, /^She herself could not start from there: /m, 'she has no agreement')
})

test('rules and limits hold for what is run', async () => {
  const as = ['run', '--as', 'anna.becker', '--workspace', 'sozialamt']
  const attempt = ['sh', '-c', 'perl -e "print 7"; xclip -version 2>/dev/null || echo denied']
  assert.equal((await hostRun(...as, '--', ...attempt)).output, '7')
  assert.equal((await hostRun(...as, '--zone', 'home', '--', ...attempt)).output, '7denied\n')
  const group = await hostRun(...as, '--', 'cat', '/proc/self/cgroup')
  assert.match(group.output, /run-[0-9a-f]{12}/)
  assert.equal((await hostRun(...as, '--zone', 'nowhere', '--', 'true')).code, 1)
})

test('a person or a workspace that does not fit is refused alike', async () => {
  const nobody = await hostRun('run', '--as', 'nobody.there', '--workspace', 'sozialamt', '--', 'true')
  const notHers = await hostRun('run', '--as', 'anna.becker', '--workspace', 'it', '--', 'true')
  for (const { code, errors } of [nobody, notHers]) {
    assert.equal(code, 1)
    assert.match(errors, /there is no .*, or no workspace .* for this person/)
  }
  assert.equal((await hostRun('run', '--as', 'anna.becker', '--', 'true')).code, 64)
})
