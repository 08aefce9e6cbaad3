import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { succeededEntries } from './succession.ts'
import { packagesAskedFor, templatesForHost } from './templates-for-host.ts'

const template = (more: Partial<SettingsTemplate>) =>
  SettingsTemplate.parse({
    kind: 'SettingsTemplate',
    id: 'gimp',
    title: { de: 'GIMP', en: 'GIMP' },
    include: ['.config/GIMP/2.10/**'],
    ...more,
  })
const old = template({ versions: { package: 'gimp', before: '3.0' } })
const next = template({
  id: 'gimp-3',
  include: ['.config/GIMP/3.0/**'],
  versions: { package: 'gimp', from: '3.0~' },
  succeeds: { template: 'gimp', moves: [{ from: '.config/GIMP/2.10', to: '.config/GIMP/3.0' }] },
})

test('a host takes the template for the version that it has', () => {
  const chosen = (version: string | null) => templatesForHost([old, next], { gimp: version }).map(({ id }) => id)
  assert.deepEqual(chosen('2.10.34-1+deb12u10'), ['gimp'])
  assert.deepEqual(chosen('3.0.4-3'), ['gimp-3'])
  assert.deepEqual(chosen(null), [])
  assert.deepEqual(templatesForHost([template({})], {}).length, 1)
  assert.deepEqual(packagesAskedFor([old, next, template({})]), ['gimp'])
})

test('the next template begins with the former one’s files in their new places, and with nothing else', () => {
  const link = (path: string): SnapshotEntry => ({ type: 'link', path, to: 'x' })
  const former = [link('.config/GIMP/2.10/brushes/a'), link('.config/GIMP/2.10x/b'), link('other')]
  assert.deepEqual(succeededEntries(former, next), [link('.config/GIMP/3.0/brushes/a')])
})

test('where two arrive at one path, the moved one stays, whatever the order', () => {
  const entry = (path: string, to: string): SnapshotEntry => ({ type: 'link', path, to })
  const former = [entry('.config/GIMP/2.10/rc', 'moved'), entry('.config/GIMP/3.0/rc', 'there before')]
  for (const order of [former, former.toReversed()])
    assert.deepEqual(succeededEntries(order, next), [entry('.config/GIMP/3.0/rc', 'moved')])
})
