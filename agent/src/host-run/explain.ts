import type { RunAnswer } from '@nahtlos/contract/host/run-order'
import type { NetworkTarget } from '@nahtlos/contract/session/network'
import type { Language, Text } from '@nahtlos/contract/text'
import type { Containment } from '../launcher/containment.ts'

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`

/** What a session may start and touch, and why, for somebody who reads it in a terminal. */
export function explain(answer: RunAnswer, containment: Containment, language: Language): string {
  const { executable, denied, services, hidden, sizes, network } = containment
  const { order, zone, at, refusals } = answer
  const { programs, resources, person } = order
  const say = (de: string, en: string) => (language === 'de' ? de : en)
  const nothing = say('nichts', 'nothing')
  const needs = order.apps.flatMap((app) =>
    app.needs.map((name) => `${name} (${say('gebraucht von', 'needed by')} ${app.title[language]})`),
  )
  const needed = new Set(order.apps.flatMap((app) => app.needs))
  const allowed = [...programs.allow.packages, ...programs.allow.paths].filter((name) => !needed.has(name))
  const tried = (programs.watch ?? []).flatMap(({ packages, paths }) => [...packages, ...paths])
  const reaches =
    network === 'host'
      ? say('das des Rechners', "the host's")
      : network === 'none'
        ? say('keines', 'none')
        : 'ports' in network
          ? `TCP: ${network.ports.join(', ')}`
          : network.targets.map(targetWords).join(', ')
  return [
    `${person.name} (${person.account}, ${person.uid}), ${order.title[language]} (${order.target.workspace}), ${zone}, ${at}`,
    ...refusals.map(
      ({ text }) =>
        `${say('Sie selbst könnte von dort nicht starten', 'She herself could not start from there')}: ${text[language]}`,
    ),
    '',
    `${say('Programme laufen aus', 'Programs run from')}: ${executable.join(', ')}`,
    `  ${say('denn nur root darf dort schreiben; sonst läuft nichts, wer es auch hingelegt hat', 'because only root may write there; nothing else is executable, whoever put it there')}`,
    `${say('Dort installiert und doch verboten', 'Denied although installed there')}: ${denied.length}`,
    `  ${say('Pakete', 'packages')}: ${programs.deny.packages.join(' ')}`,
    `  ${say('Pfade', 'paths')}: ${programs.deny.paths.join(' ') || nothing}`,
    `${say('Durch eine Regel verboten, was auch erlaubt ist', 'Denied by a rule, whatever is allowed')}: ${[...programs.forbid.packages, ...programs.forbid.paths].join(' ') || nothing}`,
    `${say('Nur ausprobiert, läuft also', 'Only tried out, so it runs')}: ${tried.join(' ') || nothing}`,
    `${say('Trotzdem erlaubt', 'Allowed nevertheless')}: ${[...needs, ...allowed].join(', ') || nothing}`,
    '',
    `${say('Regeln für Programme', 'Rules for programs')}:`,
    ...rules(answer, language),
    '',
    `${say('Grenzen', 'Limits')}: ${resources.memory} MB, ${resources.processes} ${say('Prozesse', 'processes')}, ` +
      `${say('Anteil am Prozessor', 'share of the processor')} ${resources.processorWeight}, ${say('an der Platte', 'of the disk')} ${resources.diskWeight}`,
    `${say('Eigene Orte', 'Her own places')}: Home, ~/Dokumente, /tmp (${megabytes(sizes.temporary)}), /var/tmp (${megabytes(sizes.longTemporary)}), ` +
      `/dev/shm (${megabytes(sizes.sharedMemory)}), /run/user/${person.uid} (${megabytes(sizes.runtime)})`,
    `  ${say('alles andere ist schreibgeschützt', 'everything else is read-only')}`,
    `${say('Leer sind', 'Empty are')}: ${hidden.join(', ') || nothing}`,
    `${say('Dienste des Rechners in /run', 'Services of the host in /run')}: ${services.join(', ') || nothing}`,
    `${say('Netz', 'Network')}: ${reaches}`,
    '',
    `${say('Verbotene Programme auf diesem Rechner', 'Denied programs on this host')}:`,
    ...denied.map((path) => `  ${path}`),
    '',
  ].join('\n')
}

/** As the document has it: where to, how, and which ports; all of them where it names none. */
function targetWords({ to, protocol, ports }: NetworkTarget): string {
  return [to, protocol?.toUpperCase() ?? 'TCP + UDP', ...(ports === undefined ? [] : [ports.join('/')])].join(' ')
}

/** Every rule that speaks of the workspace, with its condition, what came of it there and then, and its reason. */
function rules({ explanation, order }: RunAnswer, language: Language): readonly string[] {
  const tried = new Set((order.programs.watch ?? []).map(({ rule }) => `ProgramRule/${rule}`))
  const effects: Record<string, Text> = {
    gives: { de: 'erlaubt', en: 'allows' },
    takes: { de: 'verbietet', en: 'denies' },
    'no-effect': { de: 'gilt nicht', en: 'does not apply' },
    tried: { de: 'wird ausprobiert', en: 'is tried out' },
  }
  const lines = explanation
    .filter(({ document }) => document.startsWith('ProgramRule/'))
    .map(({ document, condition, value, effect, text }) => {
      const came = typeof value === 'boolean' ? String(value) : value.error
      const does = tried.has(document) ? 'tried' : effect
      return `  ${document} ${effects[does]?.[language] ?? does}: ${condition} = ${came} – ${text[language]}`
    })
  return lines.length > 0 ? lines : [language === 'de' ? '  keine' : '  none']
}
