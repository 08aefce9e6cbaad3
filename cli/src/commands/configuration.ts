import type { Draft } from '@nahtlos/contract/configuration/revision'
import type { ConfigurationFault, ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Text } from '@nahtlos/contract/text'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import type { Command } from '../command.ts'
import {
  markRevision,
  readDirectory,
  replaceDirectory,
  revisionOf,
  writeDirectory,
} from '../configuration-directory.ts'
import { Failure } from '../failure.ts'
import type { Say } from '../language.ts'
import { accept, type Portal } from '../portal.ts'
import { draftStates, revisionStates, wordOf } from '../state-words.ts'
import { table } from '../table.ts'
import { isYes, numberOf, oneOf } from '../typed.ts'
import { changeLines } from './preview.ts'

export const validateConfiguration: Command = {
  name: 'config validate',
  usage: 'DIRECTORY [--offline yes]',
  summary: {
    de: 'Eine Konfiguration prüfen, ohne sie zu veröffentlichen; mit --offline hier, ohne Server und Anmeldung',
    en: 'Check a configuration without publishing it; with --offline here, without a server or a sign-in',
  },
  words: [1, 1],
  options: ['offline'],
  run: async ({ words, options, say, signedIn, show }) => {
    const isHere = isYes(options.offline, false, say)
    const files = await readDirectory(words[0] ?? '', say)
    const faults = isHere ? faultsHere(files) : await faultsThere(files, await signedIn(), say)
    const lines = faults.map(
      ({ path, line, column, document, message }) =>
        `${path}:${line}:${column}: ${document === null ? '' : `${document}: `}${say(message)}`,
    )
    const sum =
      faults.length === 0
        ? say({ de: '{} Dateien, keine Fehler.', en: '{} files, no faults.' }, files.length)
        : say({ de: '{} Dateien, {} Fehler.', en: '{} files, {} faults.' }, files.length, faults.length)
    show({ files: files.length, faults }, [...lines, sum])
    return faults.length === 0 ? 0 : 1
  },
}

/** By this program's own rules: a server of another version may know more or less. */
function faultsHere(files: readonly ConfigurationFile[]): readonly ConfigurationFault[] {
  const loaded = loadConfiguration(files)
  return loaded.ok ? [] : loaded.faults
}

async function faultsThere(files: ConfigurationFile[], { api }: Portal, say: Say) {
  return accept(await api.POST('/api/administration/configuration/validation', { body: { files } }), say).faults
}

export const publishConfiguration: Command = {
  name: 'config publish',
  usage: 'DIRECTORY --reason TEXT [--base REVISION | --replace yes] [--departments A,B | --share PERCENT]',
  summary: {
    de: 'Eine Konfiguration als nächsten Stand veröffentlichen, auf Wunsch zuerst für einige; was andere seit --base in anderen Dateien geändert haben, bleibt',
    en: 'Publish a configuration as the next revision, for some people first if you like; what others changed in other files since --base stays',
  },
  words: [1, 1],
  options: ['reason', 'departments', 'share', 'base', 'replace'],
  run: async ({ words, options, say, signedIn, show }) => {
    const reason = reasonOf(options.reason, say)
    const stage = stageOf(options, say)
    const isReplaced = isYes(options.replace, false, say)
    const directory = words[0] ?? ''
    const files = await readDirectory(directory, say)
    const { api } = await signedIn()
    const present = await revisionInForce(api, say)
    const base = options.base === undefined ? await revisionOf(directory) : numberOf(options.base, say)
    if (base === null && !isReplaced && present !== undefined) {
      throw new Failure(
        say({
          de: 'Dieser Ordner sagt nicht, aus welchem Stand er entstanden ist.',
          en: 'This directory does not say which revision it was made from.',
        }),
        say({
          de: 'Nennen Sie ihn mit --base NUMMER, damit nichts verloren geht, was andere seither veröffentlicht haben; oder ersetzen Sie alles mit --replace yes.',
          en: 'Name it with --base NUMBER, so that nothing is lost that others published since; or replace all with --replace yes.',
        }),
      )
    }
    const body = {
      files,
      reason,
      ...(stage === null ? {} : { stage }),
      ...(base === null || isReplaced ? {} : { base }),
    }
    const revision = accept(await api.POST('/api/administration/configuration', { body }), say)
    // Where something of others was kept, the directory is not what was published: it stays with its own revision.
    if (revision.state === 'in-force' && (isReplaced || base === present || base === null))
      await markRevision(directory, revision.number)
    show(revision, [revisionLine(revision, say)])
    return 0
  },
}

async function revisionInForce(api: Portal['api'], say: Say): Promise<number | undefined> {
  const revisions = accept(await api.GET('/api/administration/configuration'), say)
  return revisions.find(({ state }) => state === 'in-force')?.number
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
    const path = { revision: numberOf(words[0] ?? '', say) }
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
    const path = { revision: numberOf(words[0] ?? '', say) }
    const outcome = oneOf(words[1] ?? '', ['complete', 'stop'], say)
    const { api } = await signedIn()
    const answer = await api.POST('/api/administration/configuration/{revision}/trial', {
      params: { path },
      body: { outcome },
    })
    const revision = accept(answer, say)
    show(revision, [
      say({ de: 'Stand {}: {}', en: 'Revision {}: {}' }, revision.number, wordOf(revisionStates, revision.state, say)),
    ])
    return 0
  },
}

export const approveDraft: Command = {
  name: 'config approve',
  usage: 'DRAFT [--reason TEXT --seen TIME]',
  summary: {
    de: 'Zeigen, was der Entwurf einer anderen Person ändert; mit --reason und --seen genau das freigeben und veröffentlichen',
    en: 'Show what the draft of somebody else changes; with --reason and --seen approve and publish exactly that',
  },
  words: [1, 1],
  options: ['reason', 'seen'],
  run: async ({ words, options, say, signedIn, show }) => {
    const path = { draft: numberOf(words[0] ?? '', say) }
    const { api } = await signedIn()
    if (options.reason === undefined) {
      const body = { draft: path.draft }
      // First the time: what is changed after it is not what was seen.
      const { draft } = accept(await api.GET('/api/administration/drafts/{draft}', { params: { path } }), say)
      const answer = accept(await api.POST('/api/administration/configuration/difference', { body }), say)
      show({ ...answer, seen: draft.changedAt }, [
        ...changeLines(answer.changes, say, true),
        say(
          {
            de: 'Mit --reason "…" --seen {} geben Sie genau das frei und veröffentlichen es.',
            en: 'With --reason "…" --seen {} you approve exactly this and publish it.',
          },
          draft.changedAt,
        ),
      ])
      return 0
    }
    const reason = reasonOf(options.reason, say)
    const { seen } = options
    if (seen === undefined)
      throw new Failure(
        say({ de: 'Es fehlt --seen.', en: '--seen is missing.' }),
        say({
          de: 'Sehen Sie sich den Entwurf ohne --reason an: Dort steht, was hier hingehört.',
          en: 'Look at the draft without --reason: it tells what belongs here.',
        }),
      )
    accept(await api.POST('/api/administration/drafts/{draft}/approval', { params: { path }, body: { seen } }), say)
    const answer = await api.POST('/api/administration/drafts/{draft}/publication', {
      params: { path },
      body: { reason },
    })
    const revision = accept(answer, say)
    show(revision, [revisionLine(revision, say)])
    return 0
  },
}

export const makeDraft: Command = {
  name: 'config draft',
  usage: 'DIRECTORY --title TEXT | --draft NUMBER',
  summary: {
    de: 'Einen Ordner als Entwurf ablegen, oder die Dateien eines Entwurfs durch ihn ersetzen',
    en: 'Keep a directory as a draft, or replace the files of a draft by it',
  },
  words: [1, 1],
  options: ['title', 'draft'],
  run: async ({ words, options, say, signedIn, show }) => {
    const files = await readDirectory(words[0] ?? '', say)
    const { api } = await signedIn()
    if (options.draft !== undefined) {
      const path = { draft: numberOf(options.draft, say) }
      const changed = accept(
        await api.PUT('/api/administration/drafts/{draft}', { params: { path }, body: { files } }),
        say,
      )
      show(changed, [draftLine(changed.draft, say)])
      return 0
    }
    const title = options.title?.trim() ?? ''
    if (title === '') throw new Failure(say({ de: 'Es fehlt --title "…".', en: '--title "…" is missing.' }))
    const made = accept(await api.POST('/api/administration/drafts', { body: { title, files } }), say)
    show(made, [draftLine(made, say)])
    return 0
  },
}

function draftLine({ id, title, state }: Pick<Draft, 'id' | 'title' | 'state'>, say: Say): string {
  return say({ de: 'Entwurf {}, „{}“: {}', en: 'Draft {}, "{}": {}' }, id, title, wordOf(draftStates, state, say))
}

export const discardDraft: Command = {
  name: 'config discard',
  usage: 'DRAFT',
  summary: { de: 'Einen Entwurf verwerfen', en: 'Discard a draft' },
  words: [1, 1],
  run: async ({ words, say, signedIn, show }) => {
    const path = { draft: numberOf(words[0] ?? '', say) }
    const { api } = await signedIn()
    accept(await api.DELETE('/api/administration/drafts/{draft}', { params: { path } }), say)
    show(path, [say({ de: 'Entwurf {} ist verworfen.', en: 'Draft {} is discarded.' }, path.draft)])
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
    const rows = drafts.map((one) => [one.id, one.title, one.author.name, wordOf(draftStates, one.state, say)])
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
    const schema = accept(await api.GET('/api/configuration.schema.json'), say)
    terminal.print(JSON.stringify(schema, null, 2))
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
      say({ de: 'Zustand', en: 'State' }),
      say({ de: 'Freigabe', en: 'Approved by' }),
      say({ de: 'Bemerkung', en: 'Note' }),
      say({ de: 'Grund', en: 'Reason' }),
    ]
    const rows = revisions.map((one) => [
      one.number,
      one.publishedAt,
      one.author,
      one.documents,
      wordOf(revisionStates, one.state, say),
      one.approvedBy ?? '',
      noteOf(one, say),
      one.reason,
    ])
    show(revisions, table(head, rows))
    return 0
  },
}

type Told = {
  rollsBack: number | null
  detail: Text | null
  stage: { departments: string[] } | { share: number } | null
}

/** For whom it was tried, why a trial was stopped, and what it brought back. */
function noteOf({ rollsBack, detail, stage }: Told, say: Say): string {
  const first = stage === null ? '' : 'share' in stage ? `${stage.share} %` : stage.departments.join(', ')
  const back = rollsBack === null ? '' : say({ de: 'zurück zu {}', en: 'back to {}' }, rollsBack)
  return [first, back, detail === null ? '' : say(detail)].filter((part) => part !== '').join('; ')
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
    const isReplaced = isYes(options.replace, false, say)
    const named = options.revision === undefined ? null : numberOf(options.revision, say)
    const { api } = await signedIn()
    const revision = named ?? (await revisionInForce(api, say))
    if (revision === undefined)
      throw new Failure(
        say({ de: 'Noch ist keine Konfiguration veröffentlicht.', en: 'No configuration has been published yet.' }),
      )
    const path = { revision }
    const answer = await api.GET('/api/administration/configuration/{revision}', { params: { path } })
    const { files } = accept(answer, say)
    const directory = words[0] ?? ''
    await (isReplaced ? replaceDirectory : writeDirectory)(directory, files, say)
    await markRevision(directory, revision)
    const text = { de: 'Stand {}: {} Dateien in {}.', en: 'Revision {}: {} files in {}.' }
    show({ revision, files: files.map((file) => file.path) }, [say(text, revision, files.length, directory)])
    return 0
  },
}
