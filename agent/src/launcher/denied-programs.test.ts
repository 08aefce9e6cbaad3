import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interpreters, usualPrograms } from '@nahtlos/contract/session/programs'
import { realSystem } from '../system/real-system.ts'
import type { FileFacts, System } from '../system/system.ts'
import { deniedPrograms } from './denied-programs.ts'

const plain: FileFacts = { kind: 'file', uid: 0, mode: 0o755, inode: 0, device: 1, links: 1, changed: 0 }
const nothing = { packages: [], paths: [] }

/** A host with these packages and files, of which nothing else is asked. */
function host(
  lists: Record<string, string[]>,
  files: Record<string, Partial<FileFacts>>,
  links: Record<string, string> = {},
  found: (argv: readonly string[]) => string = () => '',
) {
  let status = 1
  const system: Partial<System> = {
    list: async (path) =>
      path === '/var/lib/dpkg/info'
        ? Object.keys(lists).map((name) => `${name}.list`)
        : Object.keys(files)
            .filter((file) => file.slice(0, file.lastIndexOf('/')) === path)
            .map((file) => file.slice(path.length + 1)),
    readText: async (path) => lists[path.slice('/var/lib/dpkg/info/'.length, -'.list'.length)]?.join('\n') ?? null,
    file: async (path) => {
      if (path === '/var/lib/dpkg/status') return { ...plain, inode: status }
      const facts = files[path]
      return facts === undefined ? null : { ...plain, ...facts }
    },
    realPath: async (path) => links[path] ?? path.replace(/^\/bin\//, '/usr/bin/'),
    run: async (argv) => ({ code: 0, stdout: found(argv), stderr: '' }),
  }
  return {
    system: system as System,
    denied: deniedPrograms(system as System, '/srv/nahtlos/node'),
    upgrade: () => {
      status += 1
    },
  }
}

const perl = {
  '/usr/bin/perl': { inode: 7, links: 2 },
  '/usr/bin/perl5.36.0': { inode: 7, links: 2 },
  '/usr/bin/other': { inode: 8 },
}

test('a denied package is denied under all its names', async () => {
  const { denied } = host(
    { 'perl-base': ['/bin/perl'], other: ['/usr/bin/other'] },
    { ...perl, '/bin/perl': perl['/usr/bin/perl'] },
  )
  const found = await denied.of({ deny: { packages: ['perl-*'], paths: [] }, allow: nothing, forbid: nothing })
  assert.deepEqual(found, ['/usr/bin/perl', '/usr/bin/perl5.36.0'])
})

test('what is allowed is not denied, by package and by path', async () => {
  const { denied } = host({ 'perl-base': ['/usr/bin/perl'], 'python3.11:amd64': ['/usr/bin/other'] }, perl)
  const deny = { packages: ['perl-base', 'python3*'], paths: [] }
  assert.deepEqual(await denied.of({ deny, allow: { packages: ['perl-base'], paths: [] }, forbid: nothing }), [
    '/usr/bin/other',
  ])
  assert.deepEqual(await denied.of({ deny, allow: { packages: [], paths: ['/usr/bin/ot*'] }, forbid: nothing }), [
    '/usr/bin/perl',
    '/usr/bin/perl5.36.0',
  ])
})

test('what a rule of the city denies is not lifted by what is allowed', async () => {
  const { denied } = host({ 'perl-base': ['/usr/bin/perl'] }, perl)
  const allow = { packages: ['perl-base'], paths: ['/usr/bin/*'] }
  const forbid = { packages: ['perl-base'], paths: ['/usr/bin/oth*'] }
  assert.deepEqual(await denied.of({ deny: nothing, allow, forbid }), [
    '/usr/bin/other',
    '/usr/bin/perl',
    '/usr/bin/perl5.36.0',
  ])
})

test('a path is denied whatever package it came with', async () => {
  const { denied } = host({}, { '/usr/local/bin/python3': {}, '/usr/local/bin/pip': {} })
  const deny = { packages: [], paths: ['/usr/local/bin/python*'] }
  assert.deepEqual(await denied.of({ deny, allow: nothing, forbid: nothing }), ['/usr/local/bin/python3'])
})

test('links, directories, manuals and what nobody can execute are no programs', async () => {
  const { denied } = host(
    { tool: ['/usr/bin/link', '/usr/lib/tool', '/usr/share/tool/run', '/usr/lib/tool/data'] },
    {
      '/usr/bin/link': { kind: 'link' },
      '/usr/lib/tool': { kind: 'directory' },
      '/usr/share/tool/run': {},
      '/usr/lib/tool/data': { mode: 0o644 },
    },
  )
  assert.deepEqual(await denied.of({ deny: { packages: ['tool'], paths: [] }, allow: nothing, forbid: nothing }), [])
})

test('by path a link means what it leads to, wherever that is, unless nothing can be executed there', async () => {
  const { denied } = host(
    {},
    {
      '/usr/local/bin/node': { kind: 'link' },
      '/usr/local/bin/python3': { kind: 'link' },
      '/usr/local/lib/node/bin/node': {},
      '/srv/python': {},
    },
    { '/usr/local/bin/node': '/usr/local/lib/node/bin/node', '/usr/local/bin/python3': '/srv/python' },
  )
  const deny = { packages: [], paths: ['/usr/local/bin/node*', '/usr/local/bin/python*'] }
  assert.deepEqual(await denied.of({ deny, allow: nothing, forbid: nothing }), ['/usr/local/lib/node/bin/node'])
})

test('a hard link in another directory is looked for, where one is missing', async () => {
  const asked: string[] = []
  const find = (argv: readonly string[]) => {
    asked.push(argv.join(' '))
    return '/usr/bin/tool\0/usr/libexec/deep/tool\0'
  }
  const files = { '/usr/bin/tool': { links: 2, inode: 3 }, '/usr': { kind: 'directory' as const } }
  const { denied } = host({}, files, {}, find)
  const deny = { packages: [], paths: ['/usr/bin/tool'] }
  assert.deepEqual(await denied.of({ deny, allow: nothing, forbid: nothing }), [
    '/usr/bin/tool',
    '/usr/libexec/deep/tool',
  ])
  assert.deepEqual(asked, ['find /usr -xdev -links +1 ( -samefile /usr/bin/tool ) -print0'])
})

test('the interpreter of the product itself is denied whatever is allowed, unless a package brought it', async () => {
  const files = { '/opt/nahtlos/node': {}, '/usr/bin/node': {} }
  const system = (await host({}, files)).system
  const allow = { packages: ['*'], paths: ['/opt/*'] }
  const of = (own: string) => deniedPrograms(system, own).of({ deny: nothing, allow, forbid: nothing })
  assert.deepEqual([await of('/opt/nahtlos/node'), await of('/usr/bin/node')], [['/opt/nahtlos/node'], []])
})

test('after an upgrade the disk is asked again, and only then', async () => {
  const files: Record<string, Partial<FileFacts>> = { '/usr/bin/tool': {} }
  const lists = { tool: ['/usr/bin/tool', '/usr/bin/newer'] }
  const { denied, upgrade } = host(lists, files)
  const programs = { deny: { packages: ['tool'], paths: [] }, allow: nothing, forbid: nothing }
  assert.deepEqual(await denied.of(programs), ['/usr/bin/tool'])
  files['/usr/bin/newer'] = {}
  assert.deepEqual(await denied.of(programs), ['/usr/bin/tool'])
  upgrade()
  assert.deepEqual(await denied.of(programs), ['/usr/bin/newer', '/usr/bin/tool'])
})

test('on this host perl is denied by default, with all its hard links', async () => {
  const found = await deniedPrograms(realSystem()).of(usualPrograms)
  assert.ok(interpreters.packages.includes('perl-base'))
  assert.ok(found.includes('/usr/bin/perl'))
  assert.ok(found.some((path) => /^\/usr\/bin\/perl5\.\d+\.\d+$/.test(path)))
})
