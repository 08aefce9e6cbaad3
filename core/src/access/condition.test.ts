import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CelScalar, celFunc, isCelError, run } from '@bufbuild/cel'
import fc from 'fast-check'
import { type CompiledCondition, compileCondition } from './condition.ts'
import type { ContextVariables } from './context-schema.ts'
import { contains, parseAddress, parseNetwork } from './network.ts'

const monday: ContextVariables = {
  person: { account: 'anna.becker', department: 'social', groups: ['a', 'b'], roles: ['auditor'] },
  zone: { id: 'home', outside: true },
  client: { address: '10.1.2.3' },
  device: { enrolled: false },
  time: { weekday: 1n, hour: 9n, minute: 0n, date: '2026-03-02', holiday: false, workday: true },
  agreement: { exists: true, today: true, now: false, protectionNeed: 'normal' },
  training: { valid: true },
  homeWorkplace: { valid: false },
  session: { running: false },
  app: {},
  host: {},
  listener: 'outside',
  secondFactor: true,
}

function compiled(text: string): CompiledCondition {
  const result = compileCondition(text)
  assert.ok(result.ok, `${text}: ${JSON.stringify(result)}`)
  return result.condition
}

function faultOf(text: string): string {
  const result = compileCondition(text)
  return result.ok ? 'none' : result.faults.map(({ message }) => message.en).join('; ')
}

describe('a condition', () => {
  test('tells which variables it looks at', () => {
    assert.deepEqual([...compiled('time.hour < 9 && secondFactor || "x" in person.groups').reads].sort(), [
      'person.groups',
      'secondFactor',
      'time.hour',
    ])
  })

  test('tells what it names of the configuration, however it asks, and where', () => {
    const named = (text: string) => compiled(text).names.map(({ kind, id, offset }) => `${kind} ${id} ${offset}`)
    assert.deepEqual(named('zone.id == "home" || "office" != zone.id'), ['Zone home 11', 'Zone office 21'])
    assert.deepEqual(named('person.department in ["social", "police"]'), [
      'Department social 22',
      'Department police 32',
    ])
    assert.deepEqual(named('"a" in person.groups && person.groups[0] == "b"'), ['Group a 0', 'Group b 44'])
    assert.deepEqual(named('person.groups.exists(g, g == "a" || g in ["b"])'), ['Group a 29', 'Group b 42'])
    assert.deepEqual(named('["a", "b"].exists(x, x in person.groups)'), ['Group a 1', 'Group b 6'])
    assert.deepEqual(named('["a"].all(zone, zone == "b")'), [], 'a variable of its own is not the context')
    assert.deepEqual(named('zone.id == (secondFactor ? "home" : "office")'), ['Zone home 27', 'Zone office 36'])
    assert.deepEqual(named("listener == 'outside' && session.running && host.pool == 'main' && host.id == 'a'"), [
      'Listener outside 12',
      'Pool main 57',
      'Host a 78',
    ])
    assert.deepEqual(named('session.running && (app.id == "" || app.id == "x")'), ['App x 46'])
    assert.deepEqual(named('person.account == "anna.becker" && zone.id.startsWith("off")'), [])
  })

  test('that cannot be evaluated has an error as its value', () => {
    for (const text of ['person.groups[9] == "x"', '1 / time.minute == 1', 'inCidr(person.account, "10.0.0.0/8")']) {
      const value = compiled(text).evaluate(monday)
      assert.ok(typeof value === 'object' && value.error.length > 0, text)
    }
  })

  test('is decided where one side is an error and the other decides', () => {
    assert.equal(compiled('person.groups[9] == "x" && false').evaluate(monday), false)
    assert.equal(compiled('true || person.groups[9] == "x"').evaluate(monday), true)
  })

  test('knows hours, home days and patterns', () => {
    const at = (hour: bigint, minute: bigint) => ({ ...monday, time: { ...monday.time, hour, minute } })
    const within = compiled('within("07:00-19:00")')
    assert.deepEqual([...within.boundaries], [420, 1140])
    assert.deepEqual(
      [at(6n, 59n), at(7n, 0n), at(18n, 59n), at(19n, 0n)].map((variables) => within.evaluate(variables)),
      [false, true, true, false],
    )
    const night = compiled('within("22:00-06:00")')
    assert.deepEqual(
      [at(21n, 59n), at(22n, 0n), at(5n, 59n), at(6n, 0n)].map((variables) => night.evaluate(variables)),
      [false, true, true, false],
    )
    assert.equal(compiled('onHomeDay()').evaluate(monday), true)
    assert.ok(compiled('onHomeDay()').reads.has('agreement.today'))
    assert.equal(compiled('fits(person.account, "^anna[.]")').evaluate(monday), true)
    assert.equal(compiled('person.groups.exists(g, fits(g, "^b$"))').evaluate(monday), true)
  })

  test('takes time that grows with the text alone, whatever the pattern', () => {
    const patient = compiled('fits(person.account, "^(a+)+$")')
    const account = `${'a'.repeat(5000)}!`
    const began = process.hrtime.bigint()
    assert.equal(patient.evaluate({ ...monday, person: { ...monday.person, account } }), false)
    // A pattern that backtracks would need longer than the universe is old.
    assert.ok(process.hrtime.bigint() - began < 5_000_000_000n)
  })

  const refused: [string, string][] = [
    ['person.account.matches("a*")', 'matches is not allowed'],
    ['person.groups.exists(g, g.matches("a*"))', 'matches is not allowed'],
    ['within("7-19")', 'within needs hours such as "07:00-19:00"'],
    ['within("07:00-07:00")', 'within needs hours'],
    ['within(person.account)', 'within needs hours'],
    ['fits(person.account, "(")', 'is not a pattern of RE2'],
    ['fits(person.account, "(a)\\\\1")', 'is not a pattern of RE2'],
    ['fits(person.account, person.account)', 'has to be written down as a text'],
    ['dyn(person.account) == 1', 'dyn is not allowed'],
    ['cel.bind(x, "a", x == "a")', 'cel.bind is not allowed'],
    [
      `[${Array.from({ length: 185 }, (_, index) => index).join(', ')}].exists(x, person.groups.exists(g, g == string(x)))`,
      'may take',
    ],
    ['person.groups.exists(g, person.groups.exists(h, g != h && h != "x"))', 'may take'],
    ['[1, 2].all(a, [1, 2].all(b, [1, 2].all(c, a + b + c > 0)))', 'nested more than twice'],
    [`[${'1, '.repeat(300)}1].size() > 1`, ''],
    [`${'('.repeat(60)}true${')'.repeat(60)}`, ''],
    [`${'!'.repeat(500)}true`, ''],
    ['time.weekday == 0', 'time.weekday is never 0; possible is: 1–7'],
    ['time.weekday in [6, 8]', 'time.weekday is never 8'],
    ['24 == time.hour', 'time.hour is never 24'],
    ['time.date == "2026-3-2"', 'time.date is never "2026-3-2"'],
    ['agreement.protectionNeed != "hgih"', 'possible is: none, normal, high'],
    ['"adminstrator" in person.roles', 'person.roles is never "adminstrator"'],
    ['person.roles.exists(r, r in ["auditor", "auditors"])', 'person.roles is never "auditors"'],
    ['["auditor", "x"].all(r, !(r in person.roles))', 'person.roles is never "x"'],
    ['person', 'a condition must be true or false'],
    ['constructor == "x"', 'there is no variable'],
    ['person.constructor == "x"', 'person has no field "constructor"'],
  ]
  for (const [text, expected] of refused) {
    test(`is refused: ${text.slice(0, 60)}`, () => {
      const fault = faultOf(text)
      assert.notEqual(fault, 'none')
      assert.ok(fault.includes(expected), fault)
    })
  }

  test('is never a reason to throw, whatever it says', () => {
    const piece = fc.constantFrom(
      'person',
      '.',
      'groups',
      '(',
      ')',
      '[',
      ']',
      '"',
      '&&',
      '!',
      '1',
      '?',
      ':',
      ' in ',
      'r"',
      '\\',
      '{',
      '}',
      ',',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 20 }), (pieces) => {
        const text = pieces.join('')
        const result = compileCondition(text)
        if (result.ok) result.condition.evaluate(monday)
        else for (const { offset } of result.faults) assert.ok(offset >= 0 && offset <= text.length)
      }),
      { numRuns: 500 },
    )
  })
})

/** Well-typed expressions over the context, by type. */
const { bool } = fc.letrec<{ bool: string; int: string; text: string; list: string }>((tie) => ({
  int: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('time.weekday', 'time.hour', 'time.minute', 'size(person.groups)'),
    fc.integer({ min: 0, max: 30 }).map(String),
    fc
      .tuple(tie('int'), fc.constantFrom('+', '-', '*', '/', '%'), tie('int'))
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
  ),
  text: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom('person.account', 'person.department', 'zone.id', 'listener', 'client.address', 'time.date'),
    fc.constantFrom('"a"', '"home"', '"anna.becker"', '"2026-03-02"', '"ä€"'),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(tie('list'), fc.integer({ min: 0, max: 3 })).map(([list, at]) => `${list}[${at}]`),
  ),
  list: fc.constantFrom('person.groups', 'person.roles', '["a", "b", "c"]'),
  bool: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('true', 'false', 'secondFactor', 'zone.outside', 'agreement.exists', 'agreement.now'),
    fc.tuple(tie('bool'), fc.constantFrom('&&', '||', '=='), tie('bool')).map(([a, o, b]) => `(${a} ${o} ${b})`),
    tie('bool').map((a) => `!${a}`),
    fc.tuple(tie('bool'), tie('bool'), tie('bool')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc
      .tuple(tie('int'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('int'))
      .map((all) => `(${all.join(' ')})`),
    fc.tuple(tie('text'), fc.constantFrom('<', '==', '!='), tie('text')).map((all) => `(${all.join(' ')})`),
    fc
      .tuple(tie('text'), fc.constantFrom('startsWith', 'endsWith', 'contains'), tie('text'))
      .map(([a, f, b]) => `${a}.${f}(${b})`),
    fc.tuple(tie('text'), tie('list')).map(([a, list]) => `(${a} in ${list})`),
    fc
      .tuple(tie('list'), fc.constantFrom('all', 'exists', 'exists_one'), tie('text'))
      .map(([l, f, t]) => `${l}.${f}(x, x == ${t})`),
    fc.constantFrom('inCidr(client.address, "10.0.0.0/8")', 'inCidr(client.address, "::/0")'),
  ),
}))

const inCidr = celFunc('inCidr', [CelScalar.STRING, CelScalar.STRING], CelScalar.BOOL, (address, network) => {
  const [parsedAddress, parsedNetwork] = [parseAddress(address), parseNetwork(network)]
  assert.ok(parsedAddress !== null && parsedNetwork !== null)
  return contains(parsedNetwork, parsedAddress)
})

test('a second evaluator of CEL comes to the same value, or finds the same to be an error', () => {
  const variables = fc.record({
    groups: fc.subarray(['a', 'b', 'home']),
    minute: fc.constantFrom(0n, 30n),
    outside: fc.boolean(),
    address: fc.constantFrom('10.1.2.3', '2001:db8::1'),
  })
  let compared = 0
  fc.assert(
    fc.property(bool, variables, (text, { groups, minute, outside, address }) => {
      const values: ContextVariables = {
        ...monday,
        person: { ...monday.person, groups },
        time: { ...monday.time, minute },
        zone: { ...monday.zone, outside },
        client: { address },
      }
      const result = compileCondition(text)
      if (!result.ok) return
      const ours = result.condition.evaluate(values)
      const theirs = run(text, bindingsOf(values), { funcs: [inCidr] })
      compared++
      if (typeof ours === 'object') assert.ok(isCelError(theirs), `${text}: error ${ours.error} and ${String(theirs)}`)
      else assert.equal(isCelError(theirs) ? theirs.message : theirs, ours, text)
    }),
    // Some compare with what never is, and are refused.
    { numRuns: 900 },
  )
  assert.ok(compared > 500, `only ${compared} were compared`)
})

function bindingsOf(values: ContextVariables): Parameters<typeof run>[1] & object {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' ? new Map(Object.entries(value)) : value,
    ]),
  )
}
