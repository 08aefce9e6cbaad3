import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { formatNamed } from './format-of.ts'
import { type Format, keyText } from './formats/format.ts'
import { mergeFile, readQuietly, textMaximum } from './merge-file.ts'

/** A small file of each format, made of the values 0 to 9 (or none) of some keys. */
interface Model {
  readonly name: 'ini' | 'keyfile' | 'json' | 'xfconf' | 'xcu' | 'prefs'
  readonly keys: readonly (readonly string[])[]
  render(values: readonly (number | null)[]): string
}

const nested = [['a'], ['b', 'one'], ['b', 'two'], ['c', 'd', 'e'], ['ü "q" <&>', 'x']]
const pairs = (keys: Model['keys'], values: readonly (number | null)[]) =>
  keys.flatMap((key, at) => (values[at] == null ? [] : [{ key, value: values[at] }]))

function sections(values: readonly (number | null)[], keys: Model['keys']): string {
  const bySection = Map.groupBy(pairs(keys, values), ({ key }) => key[0] ?? '')
  const lines = [...bySection].map(([section, list]) => {
    const own = list.map(({ key, value }) => `${key[1]}=${value}\n`).join('')
    return section === '' ? own : `\n[${section}]\n# says why\n${own}`
  })
  return `# kept\n${lines.join('')}`
}

function tree(values: readonly (number | null)[]): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const { key, value } of pairs(nested, values)) {
    let at = root
    for (const name of key.slice(0, -1)) {
      const below = (at[name] ?? {}) as Record<string, unknown>
      at[name] = below
      at = below
    }
    at[key.at(-1) ?? ''] = value
  }
  return root
}

function properties(node: Record<string, unknown>): string {
  const quoted = (name: string) => name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  return Object.entries(node)
    .map(([name, value]) =>
      typeof value === 'number'
        ? `<property name="${quoted(name)}" type="int" value="${value}"/>`
        : `<property name="${quoted(name)}" type="empty">${properties(value as Record<string, unknown>)}</property>`,
    )
    .join('\n')
}

const flat = [
  ['', 'top'],
  ['A', 'x'],
  ['A', 'y z'],
  ['B/c', 'x'],
  ['B/c', 'y'],
]
const item = (path: string, prop: string, value: number) =>
  `<item oor:path="${path}"><prop oor:name="${prop}" oor:op="fuse"><value>${value}</value></prop></item>`

const models: Model[] = [
  { name: 'ini', keys: flat, render: (values) => sections(values, flat) },
  { name: 'keyfile', keys: flat.slice(1), render: (values) => sections(values, flat.slice(1)) },
  { name: 'json', keys: nested, render: (values) => `${JSON.stringify(tree(values), null, 2)}\n` },
  {
    name: 'xfconf',
    keys: nested,
    render: (values) =>
      `<?xml version="1.1" encoding="UTF-8"?>\n\n<channel name="c" version="1.0">${properties(tree(values))}</channel>\n`,
  },
  {
    name: 'xcu',
    keys: [
      ['/a', 'x'],
      ['/a', 'y'],
      ['/b/c', 'x'],
      ['/d', 'ü'],
    ],
    render(values) {
      const items = pairs(this.keys, values).map(({ key, value }) => item(key[0] ?? '', key[1] ?? '', value))
      return `<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">${items.map((one) => `${one}\n`).join('')}</oor:items>`
    },
  },
  {
    name: 'prefs',
    keys: [['browser.x'], ['mail.y'], ['a\\"b'], ['z']],
    render(values) {
      const lines = pairs(this.keys, values).map(({ key, value }) => `user_pref("${key[0]}", ${value});\n`)
      return `// Mozilla User Preferences\n\n/* Do not\n * edit */\n\n${lines.join('')}`
    },
  },
]

const value = fc.option(fc.nat(9), { nil: null })

for (const model of models) {
  const format = formatNamed(model.name) as Format
  const values = fc.tuple(...model.keys.map(() => value))
  const side = fc.record({ values, modified: fc.nat(2) })
  const sideOf = ({ values: own, modified }: { values: readonly (number | null)[]; modified: number }) => ({
    text: model.render(own),
    modified,
  })

  describe(`merging two texts of ${model.name}`, () => {
    test('loses nothing of changes to different keys, and bothers nobody', () => {
      const change = fc.record({ who: fc.constantFrom('ours', 'theirs', 'neither'), next: value })
      fc.assert(
        fc.property(values, fc.tuple(...model.keys.map(() => change)), fc.nat(2), fc.nat(2), (base, changes, t, u) => {
          const changed = (...who: string[]) =>
            base.map((old, at) => (who.includes(changes[at]?.who ?? '') ? (changes[at]?.next ?? null) : old))
          const ours = sideOf({ values: changed('ours'), modified: t })
          const theirs = sideOf({ values: changed('theirs'), modified: u })
          const merged = mergeFile(format, model.render(base), ours, theirs)
          assert.ok(merged !== null)
          assert.deepEqual(merged.conflicts, [])
          const wanted = format.read(model.render(changed('ours', 'theirs')))
          const found = format.read(merged.text)
          // A folder that lost its last key to both sides may stay, empty.
          const keys = model.keys.map(keyText)
          const own = (map: ReadonlyMap<string, string> | null) =>
            new Map([...(map ?? [])].filter(([key]) => keys.includes(key)).sort())
          assert.deepEqual(own(found), own(wanted))
        }),
        { numRuns: 300 },
      )
    })

    test('gives the same from either side, and nothing new when it is done again', () => {
      fc.assert(
        fc.property(fc.option(values, { nil: null }), side, side, (base, a, b) => {
          const origin = base === null ? null : model.render(base)
          const [ours, theirs] = [sideOf(a), sideOf(b)]
          const merged = mergeFile(format, origin, ours, theirs)
          assert.deepEqual(mergeFile(format, origin, theirs, ours), merged)
          if (merged === null) return
          const result = { text: merged.text, modified: Math.max(a.modified, b.modified) }
          for (const again of [ours, theirs, result]) {
            assert.equal(mergeFile(format, origin, result, again)?.text, merged.text)
          }
        }),
        { numRuns: 300 },
      )
    })

    test('of two changes to one key the later is kept, and the key is named', () => {
      const only = (number: number) => model.render(model.keys.map((_, at) => (at === 0 ? number : 5)))
      const merged = mergeFile(format, only(1), { text: only(2), modified: 10 }, { text: only(3), modified: 20 })
      assert.equal(merged?.text, only(3))
      assert.deepEqual(merged?.conflicts, [keyText(model.keys[0] ?? [])])
    })

    test('who merges again is against what is new alone, however late the other file was written', () => {
      fc.assert(
        fc.property(values, values, values, (base, others, next) => {
          // What was merged the last time, where the first key went to the others.
          const seen = model.render([3, ...others.slice(1)])
          const ours = model.render([2, ...base.slice(1)])
          const changed = model.render([4, ...base.slice(1)])
          const theirs = model.render([3, ...next.slice(1)])
          const merged = mergeFile(format, ours, { text: changed, modified: 1 }, { text: theirs, modified: 9 }, seen)
          const wanted = format.read(model.render([4, ...next.slice(1)]))
          const keys = model.keys.map(keyText)
          const own = (map: ReadonlyMap<string, string> | null) =>
            new Map([...(map ?? [])].filter(([key]) => keys.includes(key)).sort())
          assert.deepEqual(own(format.read(merged?.text ?? '')), own(wanted))
          assert.deepEqual(merged?.conflicts, [])
        }),
        { numRuns: 200 },
      )
      const only = (number: number) => model.render(model.keys.map((_, at) => (at === 0 ? number : 5)))
      const ours = { text: only(3), modified: 1 }
      const theirs = { text: only(4), modified: 2 }
      // Changed there meanwhile, too; and one that ours never knew.
      assert.deepEqual(mergeFile(format, only(1), ours, theirs, only(2))?.conflicts, [keyText(model.keys[0] ?? [])])
      assert.deepEqual(mergeFile(format, null, ours, theirs, only(4))?.text, only(4))
    })

    test('whatever stands in the files, the result can be read, or there is none', () => {
      const damage = fc.tuple(fc.nat(), fc.nat(8), fc.string({ unit: 'binary', maxLength: 6 }))
      const broken = fc.tuple(values, fc.array(damage, { maxLength: 3 })).map(([own, damages]) => {
        let text = model.render(own)
        for (const [place, length, inserted] of damages) {
          const at = place % (text.length + 1)
          text = text.slice(0, at) + inserted + text.slice(at + length)
        }
        return text
      })
      fc.assert(
        fc.property(fc.option(broken, { nil: null }), broken, broken, fc.nat(1), (base, one, other, later) => {
          const merged = mergeFile(format, base, { text: one, modified: later }, { text: other, modified: 0 })
          if (merged !== null) assert.ok(format.read(merged.text) !== null, merged.text)
        }),
        { numRuns: 500 },
      )
    })

    test('nonsense, bombs and giants are not read, quickly', () => {
      const start = performance.now()
      const deep = {
        json: '{"a":'.repeat(200_000),
        xfconf: '<channel>'.repeat(100_000),
        xcu: '<oor:items>'.repeat(100_000),
      }
      const bomb = `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(1000)}">]><a>&b;&b;</a>`
      const texts = [deep[model.name as 'json'] ?? '='.repeat(200_000), bomb, '\0\0', '[', '"'.repeat(100_000)]
      for (const text of texts) assert.equal(readQuietly(format, text), null, text.slice(0, 20))
      const good = { text: model.render(model.keys.map(() => 1)), modified: 1 }
      const giant = { text: good.text + '\n'.repeat(textMaximum), modified: 2 }
      assert.equal(mergeFile(format, null, good, giant), null)
      assert.ok(performance.now() - start < 5_000)
    })
  })
}
