import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realSystem } from '../system/real-system.ts'
import { recordingSystem } from '../system/recording-system.ts'
import { appPolicies } from './app-policies.ts'

/** A host with Firefox, and what its administrator has written. */
function host(policy: string | null) {
  return recordingSystem({
    ...realSystem(),
    exists: async (path) => path === '/usr/lib/firefox-esr' || path === '/etc',
    readText: async () => policy,
  })
}
const policies = async (own: string | null) =>
  JSON.parse((await appPolicies(host(own)))[0]?.text ?? '{}').policies as Record<string, unknown>

test('the host’s own policies stay, and what makes an interpreter of a browser is closed above them', async () => {
  const own = {
    Homepage: { URL: 'https://stadt.example/' },
    DisableDeveloperTools: false,
    Preferences: { 'a.b': { Value: 1 } },
  }
  const { Homepage, DisableDeveloperTools, Preferences } = await policies(JSON.stringify({ policies: own }))
  assert.deepEqual([Homepage, DisableDeveloperTools], [own.Homepage, true])
  assert.deepEqual((Preferences as Record<string, unknown>)['a.b'], { Value: 1 })
  assert.ok('devtools.chrome.enabled' in (Preferences as object))
})

test('without policies, and with some that nobody can read, ours hold', async () => {
  for (const own of [null, '{', '[]', '{"policies":[]}']) assert.equal((await policies(own)).BlockAboutConfig, true)
})

test('what is not installed gets none, and a directory is made only where one is missing', async () => {
  const system = host(null)
  assert.deepEqual(
    (await appPolicies(system)).map(({ name }) => name),
    ['firefox'],
  )
  assert.deepEqual(
    system.effects.map(({ path }) => path),
    ['/etc/firefox', '/etc/firefox/policies'],
  )
})
