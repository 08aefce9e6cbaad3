import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { selectionOf } from '@nahtlos/core/settings/selection'
import { parse } from 'yaml'
import { discover, NotWatchable } from './discover.ts'

const isThere = (program: string) => process.getuid?.() === 0 && existsSync(`/usr/bin/${program}`)

test('of an app that nobody described, a template is proposed that passes its own verification', {
  skip: isThere('featherpad') ? false : 'needs root, and featherpad',
}, async () => {
  const { document, judgements, faults, keepsWindow } = await discover(['featherpad'])
  assert.deepEqual(faults, [])
  const template = SettingsTemplate.parse(parse(document))
  const selection = selectionOf(template)
  assert.ok(selection.has('.config/featherpad/fp.conf'))
  assert.ok(!selection.has('.cache/openbox/openbox.log'))
  assert.ok(keepsWindow, 'with these files alone its window has the size that it was given')
  assert.ok(judgements.every(({ reason }) => reason !== ''))
})

test('a program without a window is refused in words', { skip: isThere('true') ? false : 'needs root' }, async () => {
  await assert.rejects(discover(['true']), NotWatchable)
})
