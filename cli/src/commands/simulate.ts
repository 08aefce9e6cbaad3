import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { accept } from '../portal.ts'
import { printable } from '../table.ts'

export const simulate: Command = {
  name: 'simulate',
  usage: 'ACCOUNT [--zone ZONE] [--at TIME] [--second-factor yes|no]',
  summary: {
    de: 'Was bekäme diese Person von dort zu dieser Zeit, und warum',
    en: 'What would this person get, from there, at that time, and why',
  },
  words: [1, 1],
  options: ['zone', 'at', 'second-factor'],
  run: async ({ words, options, say, signedIn, show }) => {
    const account = words[0] ?? ''
    const at = new Date(options.at ?? Date.now())
    if (Number.isNaN(at.getTime())) {
      throw new Failure(
        say({ de: '„{}“ ist keine Zeit.', en: '"{}" is no time.' }, options.at ?? ''),
        say({ de: 'Zum Beispiel: 2026-03-06T09:30+01:00', en: 'For example: 2026-03-06T09:30+01:00' }),
      )
    }
    const { api } = await signedIn()
    const found = accept(await api.GET('/api/administration/people', { params: { query: { q: account } } }), say)
    const person = found.find((one) => one.account === account)
    if (person === undefined) throw new Failure(say({ de: '„{}“ gibt es nicht.', en: 'There is no "{}".' }, account))
    const zones = accept(await api.GET('/api/administration/zones'), say)
    // Without a name, the office.
    const zone = zones.find((one) => (options.zone === undefined ? !one.outside : one.id === options.zone))
    if (zone === undefined) {
      const text = { de: 'Diesen Netzbereich gibt es nicht.', en: 'There is no such zone.' }
      throw new Failure(say(text), zones.map((one) => one.id).join(', '))
    }
    const context = {
      at: at.toISOString(),
      listener: zone.listener,
      clientAddress: zone.exampleAddress,
      secondFactor: (options['second-factor'] ?? (zone.outside ? 'yes' : 'no')) === 'yes',
    }
    const body = { person: person.id, context }
    const resolution = accept(await api.POST('/api/administration/simulation', { body }), say)
    const lines = resolution.workspaces.flatMap((workspace) => [
      workspace.available
        ? `✓ ${say(workspace.title)}: ${workspace.rights.join(', ')}`
        : `✗ ${say(workspace.title)}: ${workspace.refusals.map((refusal) => say(refusal.text)).join(' ')}`,
      ...workspace.explanation
        .filter((one) => one.effect !== 'no-effect')
        .map((one) => `    ${one.effect}  ${one.document}  ${say(one.text)}`),
    ])
    const head = `${person.name}, ${say(zone.title)}, ${context.at}`
    const none = say({ de: 'Kein Arbeitsplatz.', en: 'No workspace.' })
    const shown = [head, ...(lines.length === 0 ? [none] : lines)].map(printable)
    show({ person, zone: zone.id, context, resolution }, shown)
    return 0
  },
}
