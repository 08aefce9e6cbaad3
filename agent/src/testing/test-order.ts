import { randomInt, randomUUID } from 'node:crypto'
import type { App } from '@nahtlos/contract/configuration/app'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { usualPrograms } from '@nahtlos/contract/session/programs'
import { usualResources } from '@nahtlos/contract/session/resources'

export const mousepad: App = {
  kind: 'App',
  id: 'mousepad',
  title: { de: 'Texteditor', en: 'Text editor' },
  package: 'mousepad',
  command: ['mousepad'],
  programs: [],
  icon: 'accessories-text-editor',
  needs: [],
  categories: ['Utility'],
  opens: ['text/plain'],
}

const files: App = {
  kind: 'App',
  id: 'files',
  title: { de: 'Dateien', en: 'Files' },
  package: 'thunar',
  command: ['thunar'],
  programs: [],
  icon: 'system-file-manager',
  needs: [],
  categories: ['System'],
  opens: ['inode/directory'],
}

/** An order of the example person; her number differs from run to run, so that two runs at once don't meet. */
export function testOrder(change: Partial<SessionOrder> = {}): SessionOrder {
  return {
    id: randomUUID(),
    person: {
      id: randomUUID(),
      account: 'anna.berg',
      name: 'Anna Berg',
      uid: 100_000 + randomInt(1_000_000),
      language: 'de',
    },
    target: { workspace: 'soziales', app: null },
    title: { de: 'Soziales', en: 'Social services' },
    apps: [mousepad, files],
    appearance: { background: '#2a6f4e', panel: 'bottom', icons: ['mousepad', 'files'], launchers: ['mousepad'] },
    settings: [],
    programs: usualPrograms,
    resources: usualResources,
    network: 'host',
    timeZone: 'Europe/Berlin',
    ...change,
  }
}
