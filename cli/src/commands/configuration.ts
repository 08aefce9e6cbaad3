import type { Command } from '../command.ts'
import { readDirectory, replaceDirectory, writeDirectory } from '../configuration-directory.ts'
import { Failure } from '../failure.ts'
import type { Say } from '../language.ts'
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
      printable(`${path}:${line}:${column}: ${document === null ? '' : `${document}: `}${say(message)}`),
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
  usage: 'DIRECTORY --reason TEXT [--departments A,B | --share PERCENT]',
  summary: {
    de: 'Eine Konfiguration als nächsten Stand veröffentlichen, auf Wunsch zuerst für einige',
    en: 'Publish a configuration as the next revision, for some people first if you like',
  },
  words: [1, 1],
  options: ['reason', 'departments', 'share'],
  run: async ({ words, options, say, signedIn, show }) => {
    const reason = reasonOf(options.reason, say)
    const stage = stageOf(options, say)
    const files = await readDirectory(words[0] ?? '', say)
    const { api } = await signedIn()
    const body = { files, reason, ...(stage === null ? {} : { stage }) }
    const revision = accept(await api.POST('/api/administration/configuration', { body }), say)
    show(revision, [revisionLine(revision, say)])
    return 0
  },
}

function revisionLine({ number, documents, state }: { number: number; documents: number; state: string }, say: Say) {
  const text =
    state === 'trial'
      ? { de: 'Stand {} wird erprobt ({} Dokumente).', en: 'Revision {} is being tried out ({} documents).' }
      : { de: 'Stand {} ist in Kraft ({} Dokumente).', en: 'Revision {} is in force ({} documents).' }
  return say(text, number, documents)
}

function reasonOf(reason: string | undefined, say: Say): string {
  if (reason !== undefined && reason.trim() !== '') return reason
  throw new Failure(
    say({ de: 'Es fehlt der Grund.', en: 'The reason is missing.' }),
    say({
      de: 'Fügen Sie --reason "…" hinzu; er steht in der Geschichte.',
      en: 'Add --reason "…"; the history keeps it.',
    }),
  )
}

function stageOf(options: Readonly<Record<string, string | undefined>>, say: Say) {
  const { departments, share } = options
  if (departments !== undefined && share === undefined) return { departments: departments.split(',') }
  if (share === undefined) return null
  const percent = Number(share)
  if (departments === undefined && Number.isInteger(percent) && percent >= 1 && percent <= 99) return { share: percent }
  throw new Failure(
    say({
      de: 'Nennen Sie entweder Ämter oder einen Anteil von 1 bis 99 Prozent.',
      en: 'Name either departments or a share of 1 to 99 per cent.',
    }),
  )
}

export const rollBackConfiguration: Command = {
  name: 'config rollback',
  usage: 'REVISION --reason TEXT',
  summary: { de: 'Einen früheren Stand wieder in Kraft setzen', en: 'Bring an earlier revision back into force' },
  words: [1, 1],
  options: ['reason'],
  run: async ({ words, options, say, signedIn, show }) => {
    const reason = reasonOf(options.reason, say)
    const path = { revision: numberOf(words[0], say) }
    const { api } = await signedIn()
    const answer = await api.POST('/api/administration/configuration/{revision}/rollback', {
      params: { path },
      body: { reason },
    })
    const revision = accept(answer, say)
    show(revision, [revisionLine(revision, say)])
    return 0
  },
}

export const endTrial: Command = {
  name: 'config trial',
  usage: 'REVISION complete|stop',
  summary: { de: 'Eine Erprobung abschließen oder abbrechen', en: 'Complete or stop a trial' },
  words: [2, 2],
  run: async ({ words, say, signedIn, show }) => {
    const path = { revision: numberOf(words[0], say) }
    const outcome = words[1] === 'stop' ? 'stop' : words[1] === 'complete' ? 'complete' : null
    if (outcome === null) throw new Failure(say({ de: 'Nennen Sie complete oder stop.', en: 'Say complete or stop.' }))
    const { api } = await signedIn()
    const answer = await api.POST('/api/administration/configuration/{revision}/trial', {
      params: { path },
      body: { outcome },
    })
    const revision = accept(answer, say)
    show(revision, [say({ de: 'Stand {}: {}', en: 'Revision {}: {}' }, revision.number, revision.state)])
    return 0
  },
}

export const approveDraft: Command = {
  name: 'config approve',
  usage: 'DRAFT --reason TEXT',
  summary: {
    de: 'Den Entwurf einer anderen Person freigeben und veröffentlichen',
    en: 'Approve and publish the draft of somebody else',
  },
  words: [1, 1],
  options: ['reason'],
  run: async ({ words, options, say, signedIn, show }) => {
    const reason = reasonOf(options.reason, say)
    const path = { draft: numberOf(words[0], say) }
    const { api } = await signedIn()
    accept(await api.POST('/api/administration/drafts/{draft}/approval', { params: { path } }), say)
    const answer = await api.POST('/api/administration/drafts/{draft}/publication', {
      params: { path },
      body: { reason },
    })
    const revision = accept(answer, say)
    show(revision, [revisionLine(revision, say)])
    return 0
  },
}

export const listDrafts: Command = {
  name: 'config drafts',
  usage: '',
  summary: { de: 'Entwürfe, die noch nicht veröffentlicht sind', en: 'Drafts that are not published yet' },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const drafts = accept(await api.GET('/api/administration/drafts'), say)
    const head = [
      say({ de: 'Entwurf', en: 'Draft' }),
      say({ de: 'Titel', en: 'Title' }),
      say({ de: 'Von', en: 'By' }),
      say({ de: 'Zustand', en: 'State' }),
    ]
    const rows = drafts.map((one) => [one.id, one.title, one.author.name, one.state])
    show(drafts, table(head, rows))
    return 0
  },
}

export const documentSchema: Command = {
  name: 'config schema',
  usage: '',
  summary: {
    de: 'Das JSON Schema der Dokumente, für einen Editor',
    en: 'The JSON Schema of the documents, for an editor',
  },
  words: [0, 0],
  run: async ({ say, signedIn, terminal }) => {
    const { api } = await signedIn()
    const schema = accept(await api.GET('/api/administration/configuration/schema'), say)
    terminal.print(JSON.stringify(schema, null, 2))
    return 0
  },
}

/** The number of a revision or a draft. */
function numberOf(word: string | undefined, say: Say): number {
  const number = Number(word)
  if (Number.isInteger(number) && number >= 1) return number
  throw new Failure(say({ de: '„{}“ ist keine Nummer.', en: '"{}" is no number.' }, word ?? ''))
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
      say({ de: 'Zustand', en: 'State' }),
      say({ de: 'Grund', en: 'Reason' }),
    ]
    const rows = revisions.map((one) => [one.number, one.publishedAt, one.author, one.documents, one.state, one.reason])
    show(revisions, table(head, rows))
    return 0
  },
}

export const exportConfiguration: Command = {
  name: 'config export',
  usage: 'DIRECTORY [--revision NUMBER] [--replace yes]',
  summary: {
    de: 'Einen Stand in einen neuen Ordner schreiben, den in Kraft, wenn keiner genannt ist; mit --replace in einen, der von Git verwaltet wird',
    en: 'Write a revision into a new directory, the one in force if none is named; with --replace into one that Git keeps',
  },
  words: [1, 1],
  options: ['revision', 'replace'],
  run: async ({ words, options, say, signedIn, show }) => {
    const { api } = await signedIn()
    const revision = Number(
      options.revision ??
        accept(await api.GET('/api/administration/configuration'), say).find(({ state }) => state === 'in-force')
          ?.number,
    )
    if (!Number.isInteger(revision) || revision < 1) {
      throw new Failure(say({ de: 'Diesen Stand gibt es nicht.', en: 'There is no such revision.' }))
    }
    const path = { revision }
    const answer = await api.GET('/api/administration/configuration/{revision}', { params: { path } })
    const { files } = accept(answer, say)
    const directory = words[0] ?? ''
    await (options.replace === 'yes' ? replaceDirectory : writeDirectory)(directory, files, say)
    const text = { de: 'Stand {}: {} Dateien in {}.', en: 'Revision {}: {} files in {}.' }
    show({ revision, files: files.map((file) => file.path) }, [say(text, revision, files.length, directory)])
    return 0
  },
}
