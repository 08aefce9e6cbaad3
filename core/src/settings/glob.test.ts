import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compileGlob, isInsideHome, patternProblem } from './glob.ts'
import { selectionOf } from './selection.ts'

const name = fc.stringMatching(/^[ab.*?]{1,4}$/).filter((text) => text !== '.' && text !== '..' && !text.includes('**'))
const pattern = fc
  .array(fc.oneof(name, fc.constant('**')), { minLength: 1, maxLength: 5 })
  .map((list) => list.join('/'))
const path = fc.array(fc.stringMatching(/^[ab.]{1,4}$/), { minLength: 1, maxLength: 6 }).map((list) => list.join('/'))

/** The meaning of a pattern as a regular expression: fine for short input, and easy to believe. */
function asExpression(glob: string): RegExp {
  const segments = glob.split('/').map((segment, at, all) => {
    if (segment === '**') return at === all.length - 1 ? '[^/]+(?:/[^/]+)*' : '(?:[^/]+/)*'
    const text = segment.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]*').replace(/\?/g, '[^/]')
    return at === all.length - 1 ? text : `${text}/`
  })
  return new RegExp(`^${segments.join('')}$`)
}

test('a pattern matches what its words say', () => {
  const cases: [string, string, boolean][] = [
    ['.config/xfce4/**', '.config/xfce4/panel/launcher-1/x.desktop', true],
    ['.config/xfce4/**', '.config/xfce4', false],
    ['.config/xfce4/**', '.config/xfce4-else/x', false],
    ['**/*.xml', 'a.xml', true],
    ['**/*.xml', 'a/b/c.xml', true],
    ['*.xml', 'a/b.xml', false],
    ['.mozilla/firefox/*/prefs.js', '.mozilla/firefox/abc.default/prefs.js', true],
    ['.mozilla/firefox/*/prefs.js', '.mozilla/firefox/a/b/prefs.js', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['a.c', 'abc', false],
    ['a/**/d', 'a/d', true],
    ['a/**/d', 'a/b/c/d', true],
    ['**', '.hidden', true],
  ]
  for (const [glob, candidate, expected] of cases) {
    assert.equal(compileGlob(glob).matches(candidate), expected, `${glob} ${candidate}`)
  }
})

test('matching agrees with the same pattern as a regular expression', () => {
  fc.assert(
    fc.property(pattern, path, (glob, candidate) => {
      fc.pre(isInsideHome(candidate))
      assert.equal(compileGlob(glob).matches(candidate), asExpression(glob).test(candidate))
    }),
    { numRuns: 2000 },
  )
})

test('nothing outside the home is ever matched, whatever the pattern', () => {
  const hostile = fc.constantFrom('..', '../a', 'a/../b', '/a', 'a//b', './a', 'a/.', '', 'a\0b', 'a/..')
  fc.assert(
    fc.property(fc.oneof(pattern, fc.string()), hostile, (glob, candidate) => !compileGlob(glob).matches(candidate)),
  )
})

test('a walk that enters only what it must finds all that matches', () => {
  fc.assert(
    fc.property(
      fc.array(pattern, { minLength: 1, maxLength: 3 }),
      fc.array(pattern, { maxLength: 2 }),
      path,
      (include, exclude, candidate) => {
        const selection = selectionOf({ include, exclude })
        fc.pre(isInsideHome(candidate) && selection.has(candidate))
        const names = candidate.split('/')
        for (let depth = 1; depth < names.length; depth++) {
          assert.ok(selection.enters(names.slice(0, depth).join('/')))
        }
      },
    ),
    { numRuns: 500 },
  )
})

test('a walk leaves out what no pattern can reach', () => {
  const selection = selectionOf({
    include: ['.config/xfce4/**', '.local/share/*.db'],
    exclude: ['.config/xfce4/cache/**'],
  })
  assert.equal(selection.enters('.config'), true)
  assert.equal(selection.enters('.config/xfce4/panel'), true)
  assert.equal(selection.enters('.config/xfce4/cache'), false)
  assert.equal(selection.enters('.config/chromium'), false)
  assert.equal(selection.enters('.local/share/deep'), false)
})

test('patterns that could mean something else are named as wrong, and match nothing', () => {
  for (const wrong of [
    '/etc/passwd',
    '~/.config',
    '../x',
    'a/../b',
    'a//b',
    '',
    'a/',
    'a**',
    '[ab]',
    '{a,b}',
    'a\\b',
    './a',
  ]) {
    assert.notEqual(patternProblem(wrong), null, wrong)
    assert.equal(compileGlob(wrong).matches('etc/passwd'), false)
  }
  assert.equal(patternProblem('.config/xfce4/**/*.xml'), null)
})

test('no pattern makes matching slow', () => {
  const glob = compileGlob(`${'**/'.repeat(200)}${'*a'.repeat(200)}b`)
  const started = performance.now()
  assert.equal(glob.matches(`${'a/'.repeat(1000)}${'a'.repeat(2000)}`), false)
  assert.ok(performance.now() - started < 2000)
})
