import type { Command } from '../command.ts'
import { readDirectory, writeDirectory } from '../configuration-directory.ts'
import { Failure } from '../failure.ts'
import { accept } from '../portal.ts'
import { printable, table } from '../table.ts'

export const validateConfiguration: Command = {
  name: 'config validate',
  usage: 'DIRECTORY',
  summary: {
    de: 'Eine Konfiguration prüfen, ohne sie zu veröffentlichen',
    en: 'Check a configuration without publishing it',
  },
  words: [1, 1],
  run: async ({ words, say, signedIn, show }) => {
    const files = await readDirectory(words[0] ?? '', say)
    const { api } = await signedIn()
    const answer = await api.POST('/api/administration/configuration/validation', { body: { files } })
    const { faults } = accept(answer, say)
    const lines = faults.map(({ path, line, column, document, message }) =>
      printable(`${path}:${line}:${column}: ${document === null ? '' : `${document}: `}${message}`),
    )
    const sum =
      faults.length === 0
        ? say({ de: '{} Dateien, keine Fehler.', en: '{} files, no faults.' }, files.length)
        : say({ de: '{} Dateien, {} Fehler.', en: '{} files, {} faults.' }, files.length, faults.length)
    show({ files: files.length, faults }, [...lines, sum])
    return faults.length === 0 ? 0 : 1
  },
}

export const publishConfiguration: Command = {
  name: 'config publish',
  usage: 'DIRECTORY --reason TEXT',
  summary: {
    de: 'Eine Konfiguration als nächsten Stand veröffentlichen',
    en: 'Publish a configuration as the next revision',
  },
  words: [1, 1],
  options: ['reason'],
  run: async ({ words, options, say, signedIn, show }) => {
    const { reason } = options
    if (reason === undefined || reason.trim() === '') {
      throw new Failure(
        say({ de: 'Es fehlt der Grund.', en: 'The reason is missing.' }),
        say({
          de: 'Fügen Sie --reason "…" hinzu; er steht in der Geschichte.',
          en: 'Add --reason "…"; the history keeps it.',
        }),
      )
    }
    const files = await readDirectory(words[0] ?? '', say)
    const { api } = await signedIn()
    const revision = accept(await api.POST('/api/administration/configuration', { body: { files, reason } }), say)
    const text = say(
      { de: 'Stand {} ist in Kraft ({} Dokumente).', en: 'Revision {} is in force ({} documents).' },
      revision.number,
      revision.documents,
    )
    show(revision, [text])
    return 0
  },
}

export const configurationHistory: Command = {
  name: 'config history',
  usage: '',
  summary: { de: 'Die veröffentlichten Stände, neueste zuerst', en: 'The published revisions, newest first' },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const revisions = accept(await api.GET('/api/administration/configuration'), say)
    const head = [
      say({ de: 'Stand', en: 'Revision' }),
      say({ de: 'Veröffentlicht', en: 'Published' }),
      say({ de: 'Von', en: 'By' }),
      say({ de: 'Dokumente', en: 'Documents' }),
      say({ de: 'Grund', en: 'Reason' }),
    ]
    const rows = revisions.map((one) => [one.number, one.publishedAt, one.author, one.documents, one.reason])
    show(revisions, table(head, rows))
    return 0
  },
}

export const exportConfiguration: Command = {
  name: 'config export',
  usage: 'DIRECTORY [--revision NUMBER]',
  summary: {
    de: 'Einen Stand in einen neuen Ordner schreiben, den neuesten, wenn keiner genannt ist',
    en: 'Write a revision into a new directory, the newest if none is named',
  },
  words: [1, 1],
  options: ['revision'],
  run: async ({ words, options, say, signedIn, show }) => {
    const { api } = await signedIn()
    const revision = Number(
      options.revision ?? accept(await api.GET('/api/administration/configuration'), say)[0]?.number,
    )
    if (!Number.isInteger(revision) || revision < 1) {
      throw new Failure(say({ de: 'Diesen Stand gibt es nicht.', en: 'There is no such revision.' }))
    }
    const path = { revision }
    const answer = await api.GET('/api/administration/configuration/{revision}', { params: { path } })
    const { files } = accept(answer, say)
    const directory = words[0] ?? ''
    await writeDirectory(directory, files, say)
    const text = { de: 'Stand {}: {} Dateien in {}.', en: 'Revision {}: {} files in {}.' }
    show({ revision, files: files.map((file) => file.path) }, [say(text, revision, files.length, directory)])
    return 0
  },
}
