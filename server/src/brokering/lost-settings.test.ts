import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { lostSettings } from './lost-settings.ts'
import { sessionProblem } from './session-problem.ts'

const template = (id: string, capture: SettingsTemplate['capture']) =>
  SettingsTemplate.parse({
    kind: 'SettingsTemplate',
    id,
    title: { de: `${id}-de`, en: `${id}-en` },
    include: ['.a'],
    capture,
  })
const templates = [
  template('desktop', { continuous: 30 }),
  template('firefox', { continuous: 10 }),
  template('gimp', 'exit'),
  template('unused', { continuous: 600 }),
]

test('a person whose host was lost is told which settings may be missing, and since when', () => {
  const problem = sessionProblem('lost', [], false, { templates, inUse: ['desktop', 'firefox', 'gimp'] }, null)
  assert.match(problem?.text.de ?? '', /letzten 35 Sekunden .*: desktop-de, firefox-de\. .*fehlt: gimp-de\.$/)
  assert.match(problem?.text.en ?? '', /last 35 seconds .*: desktop-en, firefox-en\. .*is missing: gimp-en\.$/)
})

test('where no settings were in use nothing is missing, and nothing is said', () => {
  assert.deepEqual(lostSettings({ templates, inUse: [] }), [])
  assert.doesNotMatch(sessionProblem('lost', [], false, { templates, inUse: [] }, null)?.text.de ?? '', /fehlen|fehlt/)
})
