import type { Text } from '@nahtlos/contract/text'
import type { Call, Command } from '../command.ts'
import { readDirectory } from '../configuration-directory.ts'
import { Failure } from '../failure.ts'
import type { Say } from '../language.ts'
import { accept } from '../portal.ts'
import { instantOf, isYes, numberOf } from '../typed.ts'

interface Change {
  readonly document: string
  readonly security: boolean
  readonly sentences: readonly Text[]
  readonly lines?: readonly { readonly kind: keyof typeof signs; readonly text: string }[] | undefined
}

const signs = { same: ' ', removed: '-', added: '+', skipped: '…' } as const

/** One document a line, `!` before what is about security, and below it what changes. */
export function changeLines(changes: readonly Change[], say: Say, lineByLine = false): string[] {
  return changes.flatMap(({ document, security, sentences, lines = [] }) => [
    `${security ? '!' : ' '} ${document}`,
    ...sentences.map((sentence) => `    ${say(sentence)}`),
    ...(lineByLine ? lines.map(({ kind, text }) => `      ${signs[kind]} ${text}`) : []),
  ])
}

/** A directory, a draft, or a revision. */
async function aboutOf({ words, options, say }: Pick<Call, 'words' | 'options' | 'say'>) {
  if (options.draft !== undefined) return { draft: numberOf(options.draft, say) }
  if (options.revision !== undefined) return { revision: numberOf(options.revision, say) }
  if (words[0] !== undefined) return { files: await readDirectory(words[0], say) }
  throw new Failure(
    say({ de: 'Es fehlt, worum es geht.', en: 'What it is about is missing.' }),
    say({
      de: 'Nennen Sie einen Ordner, --draft NUMMER oder --revision NUMMER.',
      en: 'Name a directory, --draft NUMBER or --revision NUMBER.',
    }),
  )
}

export const compareConfiguration: Command = {
  name: 'config diff',
  usage: 'DIRECTORY | --draft NUMBER | --revision NUMBER [--lines yes]',
  summary: {
    de: 'Was sich gegenüber dem Stand in Kraft ändern würde, in Worten, mit --lines auch Zeile für Zeile',
    en: 'What would change against the revision in force, in words, with --lines line by line as well',
  },
  words: [0, 1],
  options: ['draft', 'revision', 'lines'],
  run: async ({ words, options, say, signedIn, show }) => {
    const isLineByLine = isYes(options.lines, false, say)
    const body = await aboutOf({ words, options, say })
    const { api } = await signedIn()
    const answer = accept(await api.POST('/api/administration/configuration/difference', { body }), say)
    const lines = changeLines(answer.changes, say, isLineByLine)
    const end: Text =
      answer.changes.length === 0
        ? { de: 'Nichts ändert sich.', en: 'Nothing changes.' }
        : answer.secondPerson
          ? {
              de: 'Mit ! beginnt, was die Sicherheit betrifft: Eine zweite Person muss freigeben.',
              en: 'What begins with ! is about security: a second person has to approve.',
            }
          : { de: '{} Dokumente ändern sich.', en: '{} documents change.' }
    show(answer, [...lines, say(end, answer.changes.length)])
    return 0
  },
}

export const configurationImpact: Command = {
  name: 'config impact',
  usage: 'DIRECTORY | --draft NUMBER | --revision NUMBER [--at TIME]',
  summary: {
    de: 'Wie viele Personen was gewinnen oder verlieren würden',
    en: 'How many people would gain or lose what',
  },
  words: [0, 1],
  options: ['at', 'draft', 'revision'],
  run: async ({ words, options, say, signedIn, show }) => {
    const about = await aboutOf({ words, options, say })
    const at = options.at === undefined ? {} : { at: instantOf(options.at, say) }
    const { api } = await signedIn()
    const body = { ...about, ...at }
    const impact = accept(await api.POST('/api/administration/configuration/impact', { body }), say)
    const sum = say(
      { de: '{} von {} Personen: {} verlieren, {} gewinnen.', en: '{} of {} people: {} lose, {} gain.' },
      impact.concerned,
      impact.people,
      impact.losing,
      impact.gaining,
    )
    const listed = (all: readonly { readonly title: Text; readonly people: number | string }[]) =>
      all.map(({ title, people }) => `${say(title)} (${people})`).join(', ')
    const lines = impact.lines.flatMap((line) => [
      say(
        {
          de: '{} {}, {}{}: {}, {} Personen ({} mit Vereinbarung)',
          en: '{} {}, {}{}: {}, {} people ({} with an agreement)',
        },
        line.gains === null ? '~' : line.gains ? '+' : '-',
        say(line.workspaceTitle),
        say(line.zoneTitle),
        line.when.map((one) => `, ${say(one)}`).join(''),
        say(line.itemTitle),
        line.people,
        line.withAgreement ?? '?',
      ),
      ...(line.departments.length > 0 ? [`    ${listed(line.departments)}`] : []),
      ...(line.groups.length > 0 ? [say({ de: '    Gruppen: {}', en: '    Groups: {}' }, listed(line.groups))] : []),
    ])
    show(impact, [...lines, sum])
    return 0
  },
}
