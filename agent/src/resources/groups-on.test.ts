import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { System } from '../system/system.ts'
import { groupsOn } from './groups-on.ts'

const secondMount = '30 20 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n'
const firstMounts = ['cpu', 'memory', 'pids']
  .map((name, index) => `${40 + index} 20 0:${40 + index} / /v1/${name} rw - cgroup cgroup rw,${name}\n`)
  .join('')

/** A host in memory whose kernel answers as one does that holds a container. */
function host(mounts: string, answers: (path: string, text: string | null) => string | null) {
  const files = new Map<string, string>([
    ['/proc/self/mountinfo', mounts],
    ['/sys/fs/cgroup/cgroup.controllers', 'cpu io memory pids\n'],
    ['/sys/fs/cgroup/cgroup.procs', '1\n77\n'],
  ])
  const done: string[] = []
  const refuse = (path: string, text: string | null) => {
    const code = answers(path, text)
    if (code !== null) throw Object.assign(new Error(`${code}: ${path}`), { code })
  }
  const system: Partial<System> = {
    readText: async (path) => files.get(path) ?? null,
    exists: async (path) => files.has(path) || /\/(cpu|memory|pids)\.[a-z_.]+$/.test(path),
    makeDirectory: async (path) => refuse(path, null),
    removeDirectory: async () => true,
    writeText: async (path, text) => {
      refuse(path, text)
      done.push(`${text} > ${path}`)
    },
    signal: () => true,
    list: async () => [],
    run: async () => ({ code: 0, stdout: '', stderr: '' }),
  }
  return { system: system as System, done }
}

test('where control groups can only be read there are none, and it is told why', async () => {
  const { system } = host(secondMount, (path) => (path.startsWith('/sys/fs/cgroup/nahtlos') ? 'EROFS' : null))
  const refused: string[] = []
  assert.equal(await groupsOn(system, '/run/x', (kind, why) => refused.push(`${kind} ${why.split(':')[0]}`)), null)
  assert.deepEqual(refused, ['cgroup2 EROFS'])
})

test('where those of version 2 cannot be used and those of version 1 can, these are', async () => {
  const { system } = host(secondMount + firstMounts, (path) =>
    path.startsWith('/sys/fs/cgroup/nahtlos') ? 'EROFS' : null,
  )
  assert.equal((await groupsOn(system, '/run/x'))?.kind, 'cgroup1')
})

test('processes of a container’s uppermost group make room for groups', async () => {
  let moved = 0
  const { system, done } = host(secondMount, (path, text) => {
    if (path === '/sys/fs/cgroup/init/cgroup.procs') moved += 1
    return path === '/sys/fs/cgroup/cgroup.subtree_control' && text !== null && moved < 2 ? 'EBUSY' : null
  })
  assert.equal((await groupsOn(system, '/run/x'))?.kind, 'cgroup2')
  assert.ok(done.includes('77 > /sys/fs/cgroup/init/cgroup.procs'))
})

test('a host without control groups has none', async () => {
  assert.equal(await groupsOn(host('', () => null).system, '/run/x'), null)
})
