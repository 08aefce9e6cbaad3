import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { mergeFile } from '../merge-file.ts'
import { keyText } from './format.ts'
import { json } from './json.ts'

const merged = (base: string, earlier: string, later: string) =>
  mergeFile(json, base, { text: earlier, modified: 1 }, { text: later, modified: 2 })?.text

describe('merging JSON as programs really write it', () => {
  test('a list with a comment is carried over as it stands', () => {
    assert.equal(
      merged('{"a":[1],"b":1}', '{"a":[1, /* x */ 2],"b":1}', '{"a":[1],"b":2}'),
      '{"a":[1, /* x */ 2],"b":2}',
    )
  })

  test('a side that emptied the file and one that added to it both have their will', () => {
    assert.equal(merged('{"x":1}', '{"x":1,"a":1}', '{}'), '{"a": 1}')
    assert.equal(merged('{"x":1}', '{"x":1,"a":1}', '{ /* nothing */ }'), '{"a": 1 /* nothing */ }')
    assert.equal(merged('{"x":1}', '{}', '{"x":1,"a":1}'), '{"a":1}')
    assert.equal(merged('{}', '{"a":{"b":1}}', '{ }'), '{"a":{"b":1}}')
  })

  test('no number, escape or white space of a value is written another way', () => {
    for (const value of ['1.0', '2e3', '"\\u00e4"', '[1, 2]', '[1,2]', '12345678901234567890', '"a\\/b"', '1E+2'])
      assert.equal(merged('{"a": 0, "b": 0}', `{"a": ${value}, "b": 0}`, '{"a": 0, "b": 1}'), `{"a": ${value}, "b": 1}`)
  })

  test('a byte order mark is kept', () => {
    assert.equal(merged('\uFEFF{"a":1,"b":1}', '{"a":2,"b":1}', '\uFEFF{"a":1,"b":2}'), '\uFEFF{"a":2,"b":2}')
  })

  test('new members are written as their neighbours are, and comments stay', () => {
    const base = '{\n\t// about a\n\t"a": 1,\n\t"b": {\n\t\t"c": 1\n\t}\n}\n'
    const earlier = base.replace('"c": 1', '"c": 1,\n\t\t"d": {"e": [ ]}')
    assert.equal(
      merged(base, earlier, base.replace('"a": 1', '"a": 2 /* now */')),
      '{\n\t// about a\n\t"a": 2 /* now */,\n\t"b": {\n\t\t"c": 1,\n\t\t"d": {\n\t\t\t"e": [ ]\n\t\t}\n\t}\n}\n',
    )
  })

  test('a member goes with the comment before it, and none of its neighbours', () => {
    const text = '{ "a": 1, // one\n "b": 2, /* two */ "c": 3 }'
    const without = (...names: string[]) => json.write(text, new Map(names.map((name) => [keyText([name]), null])))
    assert.equal(without('a'), '{ // one\n "b": 2, /* two */ "c": 3 }')
    assert.equal(without('b'), '{ "a": 1, /* two */ "c": 3 }')
    assert.equal(without('c'), '{ "a": 1, // one\n "b": 2 }')
    assert.equal(without('a', 'b'), '{ /* two */ "c": 3 }')
    assert.equal(without('a', 'b', 'c'), '{ }')
  })

  test('nothing is a value and an object at once', () => {
    const change = (path: string[], value: string | null) => [keyText(path), value] as const
    assert.equal(json.write('{"a":{"b":1}}', new Map([change(['a'], '2')])), null)
    assert.equal(json.write('{"a":2}', new Map([change(['a', 'b'], '1')])), null)
    assert.equal(json.write('{"a":{"b":1}}', new Map([change(['a', 'b'], null), change(['a'], '2')])), '{"a":2}')
    assert.equal(json.write('{"a":2}', new Map([change(['a'], null), change(['a', 'b'], '1')])), '{"a":{"b":1}}')
  })

  test('whatever values, comments and white space there are: nothing is lost, and both sides get the same', () => {
    const space = fc.constantFrom('', ' ', '\n  ', '\r\n\t', ' /* , } " */ ', '// }"\n')
    const name = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'ä'), fc.string({ maxLength: 3 }))
    const leaf = fc.oneof(
      fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
      fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
      fc.constantFrom('1.0', '"\\u00e4"', 'null', 'true', '[1 , [ ] /* x */]', '{}', '{ // c\n}'),
    )
    const { text } = fc.letrec<{ text: string }>((tie) => {
      const members = fc.uniqueArray(fc.tuple(name, leaf), { selector: ([one]) => one, maxLength: 4 })
      const nested = fc.uniqueArray(fc.tuple(name, fc.oneof({ depthSize: 'small' }, leaf, tie('text'))), {
        selector: ([one]) => one,
        maxLength: 3,
      })
      return {
        text: fc.tuple(fc.oneof(members, nested), space, space, fc.boolean()).map(([list, before, after, escaped]) => {
          const named = (one: string) =>
            escaped ? JSON.stringify(one).replaceAll('ä', '\\u00e4') : JSON.stringify(one)
          return `{${before}${list.map(([one, value]) => `${named(one)}${before}:${after}${value}${before}`).join(`,${after}`)}${after}}`
        }),
      }
    })
    fc.assert(
      fc.property(text, text, text, fc.nat(2), fc.nat(2), (base, one, other, t, u) => {
        const [ours, theirs] = [
          { text: one, modified: t },
          { text: other, modified: u },
        ]
        const found = mergeFile(json, base, ours, theirs)
        assert.deepEqual(mergeFile(json, base, theirs, ours), found)
        const [from, left, right] = [base, one, other].map((each) => json.read(each))
        assert.ok(from && left && right)
        const isFolder = (key: string, values: ReadonlyMap<string, string>) =>
          json.isEmptyFolder?.(values.get(key) ?? '') ?? false
        const isClash = (a: string, b: string) => {
          const [x, y] = [JSON.parse(a) as string[], JSON.parse(b) as string[]]
          return x.length !== y.length && x.every((step, at) => at >= y.length || step === y[at])
        }
        // What is a value on one side and an object on the other is taken whole; all else is merged.
        const clashes = [...left.keys()].some((a) => [...right.keys()].some((b) => isClash(a, b)))
        if (found === null) return assert.ok(clashes, `${base}\n${one}\n${other}`)
        const values = json.read(found.text)
        assert.ok(values)
        if (clashes) return
        for (const [key, value] of left) {
          if (from.get(key) === value || right.get(key) !== from.get(key) || isFolder(key, left)) continue
          assert.equal(values.get(key), value, key)
        }
        for (const [key, value] of right) {
          if (from.get(key) === value || left.get(key) !== from.get(key) || isFolder(key, right)) continue
          assert.equal(values.get(key), value, key)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('many changes in a large file take a moment', () => {
    const large = (value: number) =>
      JSON.stringify(
        Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`key ${at}`, at % 5 === 0 ? value : at])),
      )
    const before = process.cpuUsage()
    assert.ok(merged(large(0), large(1), large(0).replace('"key 1":1,', '"key 1":2,')))
    // Of the processor, in microseconds: other work on the machine does not count.
    assert.ok(process.cpuUsage(before).user < 4_000_000)
  })
})
