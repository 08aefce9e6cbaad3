import type { Text } from '@nahtlos/contract/text'
import type { Command } from '../command.ts'
import { readDirectory } from '../configuration-directory.ts'
import { accept } from '../portal.ts'
import { printable } from '../table.ts'

export const compareConfiguration: Command = {
  name: 'config diff',
  usage: 'DIRECTORY',
  summary: {
    de: 'Was sich gegenüber dem Stand in Kraft ändern würde, in Worten',
    en: 'What would change against the revision in force, in words',
  },
  words: [1, 1],
  run: async ({ words, say, signedIn, show }) => {
    const files = await readDirectory(words[0] ?? '', say)
    const { api } = await signedIn()
    const answer = accept(await api.POST('/api/administration/configuration/difference', { body: { files } }), say)
    const lines = answer.changes.flatMap(({ document, security, sentences }) => [
      `${security ? '!' : ' '} ${document}`,
      ...sentences.map((sentence) => `    ${say(sentence)}`),
    ])
    const end: Text =
      answer.changes.length === 0
        ? { de: 'Nichts ändert sich.', en: 'Nothing changes.' }
        : answer.secondPerson
          ? {
              de: 'Mit ! beginnt, was die Sicherheit betrifft: Eine zweite Person muss freigeben.',
              en: 'What begins with ! is about security: a second person has to approve.',
            }
          : { de: '{} Dokumente ändern sich.', en: '{} documents change.' }
    show(answer, [...lines, say(end, answer.changes.length)].map(printable))
    return 0
  },
}

export const configurationImpact: Command = {
  name: 'config impact',
  usage: 'DIRECTORY [--at TIME]',
  summary: {
    de: 'Wie viele Personen was gewinnen oder verlieren würden',
    en: 'How many people would gain or lose what',
  },
  words: [1, 1],
  options: ['at'],
  run: async ({ words, options, say, signedIn, show }) => {
    const files = await readDirectory(words[0] ?? '', say)
    const { api } = await signedIn()
    const at = options.at === undefined ? {} : { at: new Date(options.at).toISOString() }
    const impact = accept(await api.POST('/api/administration/configuration/impact', { body: { files, ...at } }), say)
    const sum = say(
      { de: '{} von {} Personen: {} verlieren, {} gewinnen.', en: '{} of {} people: {} lose, {} gain.' },
      impact.concerned,
      impact.people,
      impact.losing,
      impact.gaining,
    )
    const lines = impact.lines.map((line) =>
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
    )
    show(impact, [...lines, sum].map(printable))
    return 0
  },
}
