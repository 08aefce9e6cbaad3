import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EnvironmentRule, type Trigger } from '@nahtlos/contract/configuration/environment-rule'
import fc from 'fast-check'
import { type EnvironmentState, nothingYet, type Plan, planEnd, planEnvironment } from './plan.ts'
import { outlivesSession, targetOf } from './target.ts'

const title = { de: 'R', en: 'R' }
const rule = (change: object): EnvironmentRule =>
  EnvironmentRule.parse({ kind: 'EnvironmentRule', id: 'r', title, on: ['logon'], actions: [variable('A')], ...change })
const variable = (name: string, more: object = {}) => ({
  action: 'variable',
  id: name.toLowerCase(),
  concern: 'comfort',
  name,
  value: '1',
  ...more,
})
const message = { action: 'message', id: 'note', concern: 'comfort', title, text: title }

/** Carries a plan out as a host does when nothing fails. */
function carriedOut(state: EnvironmentState, plan: Plan): EnvironmentState {
  const undone = new Set(plan.undo.map(({ key }) => key))
  const lasting = plan.act.filter(({ key, action }) => targetOf(action, key) !== null)
  return {
    triggered: plan.triggered,
    applied: [
      ...state.applied.filter(({ key }) => !undone.has(key)),
      ...lasting.map(({ key, action }) => ({ key, action })),
    ],
  }
}

test('a rule that no longer applies is undone, children before their parents', () => {
  const actions = [variable('C', { after: 'b' }), variable('A'), variable('B', { after: 'a' })]
  const plan = planEnvironment({ trigger: 'logon' }, [rule({ actions })], nothingYet)
  assert.deepEqual(
    plan.act.map(({ key, after }) => [key, after]),
    [
      ['r/a', null],
      ['r/b', 'r/a'],
      ['r/c', 'r/b'],
    ],
  )
  const later = planEnvironment({ trigger: 'zone-changed' }, [], carriedOut(nothingYet, plan))
  assert.deepEqual(
    later.undo.map(({ key }) => key),
    ['r/c', 'r/b', 'r/a'],
  )
})

test('between two rules with one target the higher priority has it, and the other one when that is gone', () => {
  const office = rule({ id: 'everywhere', on: ['logon'] })
  const home = rule({ id: 'home', on: ['zone-changed'], priority: 10, actions: [variable('A', { value: '2' })] })
  const atLogon = carriedOut(nothingYet, planEnvironment({ trigger: 'logon' }, [office], nothingYet))
  const moved = planEnvironment({ trigger: 'zone-changed' }, [office, home], atLogon)
  assert.deepEqual(
    [moved.undo[0]?.key, moved.act[0]?.key, moved.overruled],
    ['everywhere/a', 'home/a', ['everywhere/a']],
  )
  const back = planEnvironment({ trigger: 'zone-changed' }, [office], carriedOut(atLogon, moved))
  assert.deepEqual([back.undo[0]?.key, back.act[0]?.key], ['home/a', 'everywhere/a'])
})

test('comfort displaces nothing of security, whatever its priority, and not by what lies over its place either', () => {
  const file = { action: 'file', id: 'f', concern: 'security', path: 'Amt/rules.txt', content: 'x', protect: true }
  const guard = rule({ id: 'z-guard', actions: [variable('A', { concern: 'security' }), file] })
  const own = rule({
    id: 'a-own',
    priority: 100,
    actions: [
      variable('A', { value: '2' }),
      { action: 'link', id: 'over', concern: 'comfort', path: 'Amt', to: '/tmp' },
      { action: 'file', id: 'same', concern: 'comfort', path: 'Amt/rules.txt', content: 'y' },
      { action: 'file', id: 'beside', concern: 'comfort', path: 'Amt/rules.txt.old', content: 'y' },
      { action: 'drive', id: 'in', concern: 'comfort', protocol: 'smb', address: '//a/b', folder: 'Amt/drive' },
    ],
  })
  const plan = planEnvironment({ trigger: 'logon' }, [own, guard], nothingYet)
  assert.deepEqual(plan.act.map(({ key }) => key).toSorted(), ['a-own/beside', 'a-own/in', 'z-guard/a', 'z-guard/f'])
  assert.deepEqual(plan.overruled.toSorted(), ['a-own/a', 'a-own/over', 'a-own/same'])
  const without = planEnvironment({ trigger: null }, [own], carriedOut(nothingYet, plan))
  assert.ok(
    without.act.some(({ key }) => key === 'a-own/over'),
    'it has its place when security is gone',
  )
})

test('what was triggered once is there again whenever its rule applies again', () => {
  const office = rule({ id: 'office', on: ['app-start'] })
  const first = planEnvironment({ trigger: 'app-start', app: 'editor' }, [office], nothingYet)
  const away = planEnvironment({ trigger: 'zone-changed' }, [], carriedOut(nothingYet, first))
  const elsewhere = carriedOut(carriedOut(nothingYet, first), away)
  assert.deepEqual(elsewhere.applied, [])
  const back = planEnvironment({ trigger: 'zone-changed' }, [office], elsewhere)
  assert.deepEqual(
    back.act.map(({ key }) => key),
    ['office/a'],
  )
})

test('a rule of the logon that comes to apply later gives what lasts, and does not do what only happens', () => {
  const later = rule({ on: ['logon'], actions: [variable('A'), message] })
  const atLogon = carriedOut(nothingYet, planEnvironment({ trigger: 'logon' }, [], nothingYet))
  const plan = planEnvironment({ trigger: null }, [later], atLogon)
  assert.deepEqual(
    plan.act.map(({ key }) => key),
    ['r/a'],
  )
  const onStart = rule({ on: ['app-start'], actions: [variable('A')] })
  assert.deepEqual(planEnvironment({ trigger: null }, [onStart], atLogon).act, [], 'its trigger has not come')
})

test('a step waits for the undoing of what has its place, and for nothing else', () => {
  const file = (id: string, path: string) => ({ action: 'file', id, concern: 'comfort', path, content: id })
  const before = rule({ id: 'before', actions: [file('a', 'Notes/one'), file('b', 'Other'), variable('C')] })
  const state = carriedOut(nothingYet, planEnvironment({ trigger: 'logon' }, [before], nothingYet))
  const drive = {
    ...{ action: 'drive', id: 'd', concern: 'security', protocol: 'smb', address: '//files/notes', folder: 'Notes' },
    credentials: 'guest',
  }
  const plan = planEnvironment({ trigger: null }, [rule({ actions: [drive, variable('E')] })], state)
  assert.deepEqual(
    plan.act.map(({ key, behind }) => [key, behind]),
    [
      ['r/d', ['before/a']],
      ['r/e', []],
    ],
  )
})

test('a parent that is done anew takes its children with it', () => {
  const with1 = rule({ actions: [variable('A'), variable('B', { after: 'a' })] })
  const with2 = rule({ actions: [variable('A', { value: '2' }), variable('B', { after: 'a' })] })
  const state = carriedOut(nothingYet, planEnvironment({ trigger: 'logon' }, [with1], nothingYet))
  const plan = planEnvironment({ trigger: 'reconnect' }, [with2], state)
  assert.deepEqual(
    [plan.undo.map(({ key }) => key), plan.act.map(({ key }) => key)],
    [
      ['r/b', 'r/a'],
      ['r/a', 'r/b'],
    ],
  )
})

test('what only happens, happens at each trigger of its rule and app, and is never undone', () => {
  const noted = rule({ on: ['app-start'], apps: ['editor'], actions: [message] })
  const at = (app: string) => planEnvironment({ trigger: 'app-start', app }, [noted], nothingYet)
  assert.equal(at('editor').act.length, 1)
  assert.equal(at('editor').act.length, 1)
  assert.equal(at('browser').act.length, 0)
  assert.deepEqual(at('editor').triggered, [])
})

test('the end of a session undoes what would outlive it, and nothing else', () => {
  const script = { action: 'script', id: 's', concern: 'security', as: 'root', run: 'true', undo: 'true' }
  const plan = planEnvironment({ trigger: 'logon' }, [rule({ actions: [variable('A'), script] })], nothingYet)
  const end = planEnd(carriedOut(nothingYet, plan), outlivesSession)
  assert.deepEqual(
    end.map(({ key }) => key),
    ['r/s'],
  )
})

const triggers: Trigger[] = ['logon', 'zone-changed', 'reconnect', 'timer']
const rules = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      on: fc.subarray(triggers, { minLength: 1 }),
      priority: fc.integer({ min: -1, max: 1 }),
      every: fc.constant(5),
      names: fc.uniqueArray(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('1', '2'), fc.boolean()), {
        minLength: 1,
        maxLength: 3,
        selector: ([name]) => name,
      }),
    })
    .map(({ names, ...more }) =>
      rule({
        ...more,
        actions: names.map(([name, value, child], index) =>
          variable(name, { value, ...(child && index > 0 ? { after: names[index - 1]?.[0].toLowerCase() } : {}) }),
        ),
      }),
    ),
  { selector: ({ id }) => id, maxLength: 4 },
)
const story = fc.array(fc.record({ trigger: fc.constantFrom(...triggers), rules }), { minLength: 1, maxLength: 6 })

test('whatever happens, no target has two owners, order never matters, and doing it again finds nothing to do', () => {
  fc.assert(
    fc.property(story, (chapters) => {
      let state = nothingYet
      for (const { trigger, rules: present } of chapters) {
        const plan = planEnvironment({ trigger }, present, state)
        assert.deepEqual(planEnvironment({ trigger }, present.toReversed(), state), plan)
        state = carriedOut(state, plan)
        const targets = state.applied.map(({ key, action }) => targetOf(action, key))
        assert.equal(new Set(targets).size, targets.length)
        const again = planEnvironment({ trigger }, present, state)
        assert.deepEqual([again.undo, again.act], [[], []])
      }
      const last = planEnvironment({ trigger: 'logoff' }, [], state)
      assert.equal(carriedOut(state, last).applied.length, 0, 'without rules nothing stays')
    }),
    { numRuns: 300 },
  )
})

test('every step comes after the one it waits for, in doing and undoing', () => {
  fc.assert(
    fc.property(rules, (present) => {
      const plan = planEnvironment({ trigger: 'logon' }, present, nothingYet)
      plan.act.forEach(({ after }, at) => {
        if (after !== null) assert.ok(plan.act.slice(0, at).some(({ key }) => key === after))
      })
      const { undo } = planEnvironment({ trigger: 'logon' }, [], carriedOut(nothingYet, plan))
      for (const { key, after } of plan.act) {
        if (after === null) continue
        const place = (wanted: string) => undo.findIndex((done) => done.key === wanted)
        assert.ok(place(key) < place(after))
      }
    }),
  )
})
