import assert from 'node:assert/strict'
import { test } from 'node:test'
import { selectionOf } from '../selection.ts'
import { checkProposal } from './check-proposal.ts'
import { entropyOf, judgeFile, type WrittenFile } from './judge-file.ts'
import { proposeTemplate } from './propose-template.ts'

const file = (path: string, more: Partial<WrittenFile> = {}): WrittenFile => {
  return { path, size: 500, entropy: 5, isDatabase: false, isRepeated: true, ...more }
}

test('caches, locks, logs, documents and what others share are left behind, each with its reason', () => {
  for (const path of [
    '.cache/app/index',
    '.config/app/GPUCache/data_0',
    '.config/app/Cache/f',
    '.config/app/logs/a',
    '.config/app/HTTP Cache/f',
    '.config/app/DawnGraphiteCache/f',
    '.config/app/GrShaderCache/f',
    '.config/app/Crashpad/settings.dat',
    '.config/app/blob_storage/x',
    '.config/app/Session Storage/000003.log',
    '.config/app/Default/SingletonLock',
    '.config/app/APP.LOG',
    '.mozilla/firefox/x7f.default/cache2/entries/AB',
    '.config/app/.lock',
    '.config/app/app.log',
    '.config/app/places.sqlite-wal',
    '.local/share/recently-used.xbel',
    '.config/glib-2.0/settings/keyfile',
    'Dokumente/letter.odt',
  ])
    assert.equal(judgeFile(file(path)).keep, false, path)
  assert.match(judgeFile(file('.config/app/blob', { entropy: 7.9, size: 50_000 })).reason, /7\.9 bits/)
  assert.equal(judgeFile(file('.config/app/huge', { size: 50_000_000 })).keep, false)
})

test('settings are kept, databases among them, however dense they are', () => {
  for (const kept of [
    file('.config/app/rc'),
    file('.apprc'),
    file('.config/app/a.db', { isDatabase: true, entropy: 7.9, size: 90_000 }),
  ])
    assert.equal(judgeFile(kept).keep, true, kept.path)
})

const judged = (...paths: string[]) => paths.map((path) => judgeFile(file(path)))

test('an app that is called after caches keeps its own folder', () => {
  assert.ok(judgeFile(file('.config/cachefilter/rc')).keep)
})

test('the proposal takes an app’s own folder whole, and of shared folders single files', () => {
  const one = judged(
    '.config/app/rc',
    '.config/app/sub/x',
    '.config/app/app.log',
    '.apprc',
    '.config/app.conf',
    '.cache/app/y',
    '.config/xfce4/xfconf/xfce-perchannel-xml/app.xml',
  )
  assert.deepEqual(proposeTemplate(one, one), {
    include: ['.apprc', '.config/app.conf', '.config/app/**', '.config/xfce4/xfconf/xfce-perchannel-xml/app.xml'],
    exclude: ['.config/app/**/*.log'],
  })
})

test('caches are left behind by their folder and logs by their ending, so those of the next session are, too', () => {
  const one = judged(
    '.config/app/rc',
    '.config/app/Cache/ab12',
    '.config/app/Cache/cd34',
    '.config/app/logs/x.txt',
    '.config/app/monday.log',
  )
  const other = judged(
    '.config/app/rc',
    '.config/app/Cache/ef56',
    '.config/app/logs/y.txt',
    '.config/app/deep/tuesday.log',
  )
  const proposal = proposeTemplate(one, other)
  assert.deepEqual(proposal.exclude, ['.config/app/**/*.log', '.config/app/Cache/**', '.config/app/logs/**'])
  assert.deepEqual(checkProposal(proposal, other), [])
  assert.equal(selectionOf(proposal).has('.config/app/Cache/never-seen'), false)
})

test('names that an app makes up in each home become patterns', () => {
  const profile = (name: string) =>
    judged(
      '.mozilla/firefox/profiles.ini',
      `.mozilla/firefox/${name}.default/prefs.js`,
      `.mozilla/firefox/${name}.default/cache2/entries/${name}`,
      `.mozilla/firefox/${name}.default-esr/times.json`,
      `.config/app-${name}.conf`,
    )
  const proposal = proposeTemplate(profile('x7f3'), profile('q90b'))
  assert.deepEqual(proposal, {
    include: ['.config/app-*.conf', '.mozilla/**'],
    exclude: ['.mozilla/firefox/*.default/cache2/**'],
  })
  assert.deepEqual(checkProposal(proposal, profile('zzzz')), [])
})

test('a pattern never becomes so wide that it leaves behind a setting, nor takes everybody’s', () => {
  const home = (name: string) => [
    ...judged('.config/app/rc', `.config/${name}`),
    judgeFile(file(`.config/app/${name}`, { size: 50_000, entropy: 7.9 })),
  ]
  const proposal = proposeTemplate(home('ab1'), home('cd2'))
  assert.deepEqual(proposal, {
    include: ['.config/ab1', '.config/app/**'],
    exclude: ['.config/app/ab1', '.config/app/cd2'],
  })
  const faults = checkProposal(proposal, home('ef3'))
  assert.equal(faults.length, 2, 'and what no pattern can say is told')
  assert.match(faults.join(), /\.config\/ef3 is not taken/)
  assert.match(faults.join(), /\.config\/app\/ef3 is taken, though it is dense/)
})

test('names with brackets are meant by patterns that are valid', () => {
  const home = judged('.config/app [1]/rc', '.config/app [1]/Cache {a}/x', '.config/app [1]/a**b.log')
  const proposal = proposeTemplate(home, home)
  assert.deepEqual(proposal.include, ['.config/app ?1?/**'])
  assert.deepEqual(checkProposal(proposal, home), [])
})

test('a template that takes nothing, or has patterns that mean nothing, is faulty', () => {
  const faults = checkProposal({ include: ['.config/[app]/**'], exclude: [] }, judged('.config/[app]/rc'))
  assert.equal(faults.length, 3)
})

test('entropy tells text from compressed data', () => {
  assert.equal(entropyOf(new Uint8Array(0)), 0)
  assert.equal(entropyOf(new Uint8Array(100)), 0)
  assert.equal(entropyOf(Uint8Array.from({ length: 256 }, (_, at) => at)), 8)
})
