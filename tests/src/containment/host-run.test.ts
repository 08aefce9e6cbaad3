import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { TestProduct } from '../product/test-product.ts'

let product: TestProduct
before(async () => {
  product = await TestProduct.start({ withoutPortal: true })
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

test('what may run is explained, with every program that is denied', async () => {
  const usual = await hostRun('run', '--as', 'anna.becker', '--workspace', 'sozialamt', '--explain')
  assert.match(usual.output, /^Programs run from: \/usr/m)
  assert.match(usual.output, /^ {2}\/usr\/bin\/perl$/m)
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
