import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import { pino } from 'pino'
import { realSystem } from '../system/real-system.ts'
import { hostRules } from './host-rules.ts'

const title = { de: 'Start', en: 'Start' }
const rule = (id: string, concern: string, run: string) =>
  EnvironmentRule.parse({
    ...{ kind: 'EnvironmentRule', id, title, on: ['host-start'] },
    actions: [{ action: 'script', id: 'a', concern, as: 'root', run }],
  })

test('the rules of a host run once for each start of the machine, also over restarts of the agent', async (t) => {
  const state = await mkdtemp(join(tmpdir(), 'host-rules-'))
  t.after(() => rm(state, { recursive: true }))
  const start = () => hostRules(realSystem(), state, pino({ level: 'silent' }))
  const log = join(state, 'log')
  const said = (word: string) => rule(word, 'comfort', `echo "${word} $NAHTLOS_TRIGGER" >>${log}`)
  const first = start()
  first.apply([said('one')])
  first.apply([said('one')])
  assert.equal(await first.refusal(), null)
  const second = start()
  second.apply([said('one'), said('two')])
  assert.equal(await second.refusal(), null)
  assert.equal(await readFile(log, 'utf8'), 'one host-start\ntwo host-start\n')
})

test('security that failed at the start of a host keeps it from starting sessions; comfort does not', async (t) => {
  const state = await mkdtemp(join(tmpdir(), 'host-rules-'))
  t.after(() => rm(state, { recursive: true }))
  const rules = hostRules(realSystem(), state, pino({ level: 'silent' }))
  rules.apply([rule('nice', 'comfort', 'exit 1')])
  assert.equal(await rules.refusal(), null)
  rules.apply([rule('needed', 'security', 'echo the firewall is missing >&2; exit 1')])
  assert.match((await rules.refusal()) ?? '', /^needed\/a: .*the firewall is missing$/)
  const again = hostRules(realSystem(), state, pino({ level: 'silent' }))
  again.apply([rule('needed', 'security', 'echo the firewall is missing >&2; exit 1')])
  assert.match((await again.refusal()) ?? '', /the firewall is missing/, 'the agent alone began anew')
})

test('a rule that was corrected or withdrawn opens the host again, without a start of the machine', async (t) => {
  const state = await mkdtemp(join(tmpdir(), 'host-rules-'))
  t.after(() => rm(state, { recursive: true }))
  const rules = hostRules(realSystem(), state, pino({ level: 'silent' }))
  const log = join(state, 'log')
  const mistaken = rule('needed', 'security', `echo tried >>${log}; exit 1`)
  rules.apply([mistaken])
  assert.match((await rules.refusal()) ?? '', /^needed\/a: /)
  rules.apply([])
  assert.equal(await rules.refusal(), null, 'withdrawn')
  rules.apply([mistaken])
  assert.match((await rules.refusal()) ?? '', /^needed\/a: /, 'rolled forward again')
  assert.equal(await readFile(log, 'utf8'), 'tried\n', 'and not tried a second time')
  rules.apply([rule('needed', 'security', 'true')])
  assert.equal(await rules.refusal(), null, 'corrected')
})
