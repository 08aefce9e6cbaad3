import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { System } from '../system/system.ts'
import { mousepad } from '../testing/test-order.ts'
import { ownPrograms, sharers } from './app-programs.ts'

/** A host on which two names lead to one program. */
const links: Record<string, string> = {
  '/usr/bin/libreoffice': '/usr/lib/libreoffice/soffice',
  '/usr/bin/soffice': '/usr/lib/libreoffice/soffice',
  '/usr/bin/localc': '/usr/bin/localc',
  '/usr/bin/gimp': '/usr/bin/gimp',
  '/usr/bin/python3': '/usr/bin/python3.13',
}
const system = {
  exists: async (path: string) => path in links,
  realPath: async (path: string) => links[path] ?? path,
} as unknown as System
const app = (id: string, command: string[], programs: string[] = []) => ({ ...mousepad, id, command, programs })
const writer = app('writer', ['libreoffice', '--writer'])
const draw = app('draw', ['soffice', '--draw'])
const calc = app('calc', ['localc'], ['soffice'])
const gimp = app('gimp', ['gimp'])
const tool = app('tool', ['python3', '/usr/share/tool.py'])
const other = app('other', ['python3', '/usr/share/other.py'])
const all = [writer, draw, calc, gimp, tool, other]

test('apps that lead to one program are away together, whatever name each starts it by', async () => {
  const because = await sharers(system, ['draw'], all)
  assert.deepEqual([...because].sort(), [
    ['calc', 'draw'],
    ['writer', 'draw'],
  ])
  assert.deepEqual([...(await sharers(system, ['gimp'], all))], [])
  assert.deepEqual([...(await sharers(system, ['tool'], all))], [], 'an interpreter is nobody’s own')
})

test('a program is an app’s own when all others that start it are away, with each of its names', async () => {
  assert.deepEqual(await ownPrograms(system, draw, all), [])
  const away = new Set(['writer', 'draw', 'calc'])
  assert.deepEqual(await ownPrograms(system, draw, all, away), ['/usr/lib/libreoffice/soffice'])
  assert.deepEqual(await ownPrograms(system, calc, all, away), ['/usr/bin/localc', '/usr/lib/libreoffice/soffice'])
  assert.deepEqual(await ownPrograms(system, tool, all, new Set(['tool', 'other'])), [])
})
