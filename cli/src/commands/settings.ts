import type { SettingsTimeline } from '@nahtlos/contract/api/settings'
import type { Call, Command } from '../command.ts'
import { readBytes, writePrivate } from '../file.ts'
import { accept } from '../portal.ts'
import { versionKinds, wordOf } from '../state-words.ts'
import { storedSettings } from '../stored-settings.ts'
import { table } from '../table.ts'
import { numberOf } from '../typed.ts'

/** One's own settings, or with `--access` those of a person that a look of the help desk opens. */
const options = ['access']

export const listSettings: Command = {
  name: 'settings list',
  usage: '[--access ACCESS]',
  summary: {
    de: 'Die eigenen gespeicherten Einstellungen, mit --access die einer Person, die einen Einblick gewährt',
    en: 'My stored settings; with --access those of a person by a look of the help desk',
  },
  words: [0, 0],
  options,
  run: async ({ options: { access }, say, signedIn, show }) => {
    const found = accept(await storedSettings(await signedIn(), access).list(), say)
    const head = [
      say({ de: 'Vorlage', en: 'Template' }),
      say({ de: 'Anwendung', en: 'Application' }),
      say({ de: 'Zuletzt gespeichert', en: 'Last saved' }),
      say({ de: 'Stände', en: 'Versions' }),
    ]
    show(
      found,
      table(
        head,
        found.map(({ template, title, savedAt, versions }) => [template, say(title), savedAt, versions]),
      ),
    )
    return 0
  },
}

function timelineLines({ timeline }: SettingsTimeline, say: Call['say']): string[] {
  const head = [
    say({ de: 'Nummer', en: 'Number' }),
    say({ de: 'Gespeichert', en: 'Saved' }),
    say({ de: 'Server', en: 'Host' }),
    say({ de: 'Art', en: 'Kind' }),
    say({ de: 'Geändert', en: 'Changed' }),
  ]
  const rows = timeline.map(({ number, at, host, kind, current, changes, moreChanges }) => [
    current ? `${number} *` : number,
    at,
    host,
    wordOf(versionKinds, kind, say),
    [...changes.map((one) => say(one)), ...(moreChanges > 0 ? [`+ ${moreChanges}`] : [])].join('; '),
  ])
  return [...table(head, rows), say({ de: '* gilt jetzt', en: '* holds now' })]
}

export const settingsHistory: Command = {
  name: 'settings history',
  usage: 'TEMPLATE [--access ACCESS]',
  summary: { de: 'Die Stände einer Anwendung, der neueste zuerst', en: 'The versions of one app, newest first' },
  words: [1, 1],
  options,
  run: async ({ words: [template = ''], options: { access }, say, signedIn, show }) => {
    const found = accept(await storedSettings(await signedIn(), access).timeline(template), say)
    show(found, timelineLines(found, say))
    return 0
  },
}

export const restoreSettings: Command = {
  name: 'settings restore',
  usage: 'TEMPLATE NUMBER [--access ACCESS]',
  summary: {
    de: 'Einen Stand zurückholen; was jetzt gilt, bleibt im Verlauf',
    en: 'Restore a version; what holds now stays in the history',
  },
  words: [2, 2],
  options,
  run: async ({ words: [template = '', number = ''], options: { access }, say, signedIn, show }) => {
    const version = numberOf(number, say)
    const found = accept(await storedSettings(await signedIn(), access).restore(template, version), say)
    show(found, timelineLines(found, say))
    return 0
  },
}

export const resetSettings: Command = {
  name: 'settings reset',
  usage: 'TEMPLATE [--access ACCESS]',
  summary: { de: 'Eine Anwendung auf die Vorgabe zurücksetzen', en: 'Reset one app to the default' },
  words: [1, 1],
  options,
  run: async ({ words: [template = ''], options: { access }, say, signedIn, show }) => {
    const found = accept(await storedSettings(await signedIn(), access).reset(template), say)
    show(found, timelineLines(found, say))
    return 0
  },
}

export const exportSettings: Command = {
  name: 'settings export',
  usage: 'FILE.tar.gz',
  summary: {
    de: 'Alle eigenen Einstellungen als Archiv; gespeicherte Passwörter sind darin',
    en: 'All my settings as an archive; stored passwords are in it',
  },
  words: [1, 1],
  run: async ({ words: [file = ''], say, signedIn, show }) => {
    const { api } = await signedIn()
    const archive = accept(await api.GET('/api/settings/archive', { parseAs: 'arrayBuffer' }), say)
    await writePrivate(file, Buffer.from(archive), say)
    show({ file, bytes: archive.byteLength }, [
      say({ de: '{} geschrieben, {} Bytes.', en: '{} written, {} bytes.' }, file, archive.byteLength),
    ])
    return 0
  },
}

export const importSettings: Command = {
  name: 'settings import',
  usage: 'FILE.tar.gz [--access ACCESS]',
  summary: {
    de: 'Ein Archiv von Einstellungen übernehmen, auch in laufende Sitzungen; der jetzige Stand bleibt im Verlauf',
    en: 'Take over an archive of settings, in running sessions too; what holds now stays in the history',
  },
  words: [1, 1],
  options,
  run: async ({ words: [file = ''], options: { access }, say, signedIn, show }) => {
    const bytes = await readBytes(file, say)
    const done = accept(await storedSettings(await signedIn(), access).take(bytes), say)
    const head = [say({ de: 'Anwendung', en: 'Application' }), say({ de: 'Dateien', en: 'Files' })]
    show(done, [
      ...table(
        head,
        done.packages.map(({ title, files }) => [say(title), files]),
      ),
      say(
        { de: '{} Dateien gehören zu keiner bekannten Anwendung.', en: '{} files belong to no known app.' },
        done.leftOut,
      ),
    ])
    return 0
  },
}
