import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { ConfigurationFault } from '@nahtlos/contract/configuration/source'
import type { Text } from '@nahtlos/contract/text'
import { isTimeZone } from '../access/civil-time.ts'
import { parseNetwork } from '../access/network.ts'
import { environmentFaults } from '../environment/check-environment.ts'
import { isInsideHome, patternProblem } from '../settings/glob.ts'
import { selectionOf } from '../settings/selection.ts'
import { type CheckedDocument, faultAt } from './check-document.ts'
import { checkProgramme } from './check-programme.ts'
import { documentCondition } from './document-condition.ts'
import type { DocumentIndex } from './document-index.ts'

/** Checks what a schema cannot say: time zones, hours, paths, and what must differ between documents. */
export function checkValues(index: DocumentIndex): ConfigurationFault[] {
  return [
    ...index
      .of('City')
      .filter(({ document }) => !isTimeZone(document.timeZone))
      .map(({ raw, document }) =>
        faultAt(raw, ['timeZone'], {
          de: `"${document.timeZone}" ist keine Zeitzone wie Europe/Berlin`,
          en: `"${document.timeZone}" is no IANA time zone such as Europe/Berlin`,
        }),
      ),
    ...checkProgramme(index),
    ...index
      .of('EnvironmentRule')
      .flatMap(({ raw, document }) =>
        environmentFaults(document).map(({ path, message }) => faultAt(raw, path, message)),
      ),
    ...index.of('Role').flatMap(({ raw, document }) =>
      document.edits.flatMap(({ where }, at) => {
        const condition = where === undefined ? null : documentCondition(where)
        return condition === null || typeof condition === 'function'
          ? []
          : [faultAt(raw, ['edits', at, 'where'], condition.fault)]
      }),
    ),
    ...index.of('SettingsTemplate').flatMap(({ raw, document }) => templateValues(raw, document)),
    ...sameTwice(
      index.of('Department').map((checked) => ({
        checked,
        path: ['number'],
        value: checked.document.number,
        what: { de: `Nummer ${checked.document.number}`, en: `department number ${checked.document.number}` },
      })),
    ),
    ...sameTwice(
      index.of('Zone').flatMap((checked) =>
        checked.document.networks.map((text, at) => {
          const network = parseNetwork(text)
          const { family, bits, prefix } = network ?? { family: 0, bits: 0n, prefix: 0 }
          const value = network === null ? `${checked.name} ${text}` : `${family} ${bits} ${prefix}`
          return {
            checked,
            path: ['networks', at],
            value: `${checked.document.listener} ${value}`,
            what: {
              de: `Netz ${text} am Zugang "${checked.document.listener}"`,
              en: `network ${text} of listener "${checked.document.listener}"`,
            },
          }
        }),
      ),
    ),
  ]
}

function templateValues(raw: CheckedDocument['raw'], template: SettingsTemplate): ConfigurationFault[] {
  const selection = selectionOf(template)
  const places = [
    ...template.defaults.map(({ path }, at) => ({ path, at: ['defaults', at, 'path'] })),
    ...(template.succeeds?.moves ?? []).flatMap(({ from, to }, at) => [
      { path: from, at: ['succeeds', 'moves', at, 'from'] },
      { path: to, at: ['succeeds', 'moves', at, 'to'] },
    ]),
  ]
  return [
    ...patterns(raw, ['include'], template.include),
    ...patterns(raw, ['exclude'], template.exclude),
    ...template.formats.flatMap(({ files }, at) => patterns(raw, ['formats', at, 'files'], files)),
    ...places
      .filter(({ path }) => !isInsideHome(path))
      .map(({ path, at }) =>
        faultAt(raw, at, {
          de: `"${path}" ist kein Pfad im persönlichen Verzeichnis`,
          en: `"${path}" is no path below the home`,
        }),
      ),
    ...template.defaults.flatMap(({ path }, at) =>
      !isInsideHome(path) || selection.has(path)
        ? []
        : [
            faultAt(raw, ['defaults', at, 'path'], {
              de: `"${path}" gehört nicht zu den Dateien, die diese Vorlage umfasst`,
              en: `"${path}" is not among the files that this template includes`,
            }),
          ],
    ),
  ]
}

function patterns(
  raw: CheckedDocument['raw'],
  path: readonly PropertyKey[],
  values: readonly string[],
): ConfigurationFault[] {
  return values.flatMap((pattern, at) => {
    const problem = patternProblem(pattern)
    return problem === null
      ? []
      : [faultAt(raw, [...path, at], { de: `"${pattern}" ${problem.de}`, en: `"${pattern}" ${problem.en}` })]
  })
}

interface Distinct {
  readonly checked: CheckedDocument
  readonly path: readonly PropertyKey[]
  readonly value: string
  readonly what: Text
}

function sameTwice(entries: readonly Distinct[]): ConfigurationFault[] {
  const seen = new Map<string, CheckedDocument>()
  const faults: ConfigurationFault[] = []
  for (const { checked, path, value, what } of entries) {
    const first = seen.get(value)
    if (first === undefined) seen.set(value, checked)
    else if (first !== checked)
      faults.push(
        faultAt(checked.raw, path, {
          de: `${what.de} gehört schon zu ${first.name}`,
          en: `${what.en} belongs to ${first.name} already`,
        }),
      )
  }
  return faults
}
