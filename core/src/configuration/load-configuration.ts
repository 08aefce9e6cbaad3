import type { City } from '@nahtlos/contract/configuration/city'
import { DataProtection } from '@nahtlos/contract/configuration/data-protection'
import { Equipment } from '@nahtlos/contract/configuration/equipment'
import { HomeWorkplace } from '@nahtlos/contract/configuration/home-workplace'
import { Notifications } from '@nahtlos/contract/configuration/notifications'
import type { Programme } from '@nahtlos/contract/configuration/programme'
import type { ConfigurationFault, ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Zone } from '@nahtlos/contract/configuration/zone'
import { clockworkOf } from '../access/civil-time.ts'
import { groupMembership } from '../access/groups.ts'
import { holidayCalendar } from '../access/holidays.ts'
import { parseNetwork } from '../access/network.ts'
import { type CheckedDocument, checkDocument } from './check-document.ts'
import { checkReferences } from './check-references.ts'
import { checkValues } from './check-values.ts'
import { compileEnvironment, compilePrograms, compileRules } from './compile-rules.ts'
import {
  type CompiledEnvironmentRule,
  type CompiledProgramRule,
  type CompiledRule,
  type CompiledZone,
  type Configuration,
  type FlatWorkspace,
  plainRetention,
} from './configuration.ts'
import { compare, type DocumentIndex, indexDocuments } from './document-index.ts'
import { flattenWorkspaces } from './flatten.ts'
import { readDocuments } from './read-documents.ts'

export type LoadedConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly faults: readonly ConfigurationFault[] }

/** Whoever made more mistakes begins with these: each is kept in memory, and told. */
const mostFaults = 1000
/** In UTF-16 units. The largest city is a quarter of it, and reading is done in one go. */
const largest = 8 * 1024 * 1024

/**
 * Makes a configuration of its files, or says everything that is wrong with them, sorted by path and line.
 * The order of files and documents makes no difference.
 */
export function loadConfiguration(files: readonly ConfigurationFile[]): LoadedConfiguration {
  if (files.reduce((sum, { text }) => sum + text.length, 0) > largest) return { ok: false, faults: [tooLarge(files)] }
  const faults: ConfigurationFault[] = samePathTwice(files)
  const documents: CheckedDocument[] = []
  for (const file of files) {
    if (faults.length >= mostFaults) return { ok: false, faults: sorted(faults) }
    const read = readDocuments(file)
    faults.push(...read.faults)
    for (const raw of read.documents) {
      if (faults.length >= mostFaults) break
      const checked = checkDocument(raw)
      if (Array.isArray(checked)) faults.push(...checked)
      else documents.push(checked)
    }
  }
  const unread = new Set(faults.flatMap((fault) => fault.document ?? []))
  const whole = faults.every((fault) => fault.document !== null)
  const index = indexDocuments(documents, unread, whole)
  const { rules, faults: ruleFaults } = compileRules(index)
  const { rules: environment, faults: environmentFaults } = compileEnvironment(index)
  const { rules: programRules, faults: programFaults } = compilePrograms(index)
  faults.push(...index.faults, ...checkValues(index), ...ruleFaults, ...environmentFaults, ...programFaults)
  if (whole) {
    faults.push(
      ...checkReferences(index),
      ...absent(index, unread, files, 'City'),
      ...absent(index, unread, files, 'Programme'),
    )
  }
  const { flat, faults: flatFaults } = flattenWorkspaces(index)
  faults.push(...flatFaults)
  const [city] = index.of('City')
  const [programme] = index.of('Programme')
  if (faults.length > 0 || city === undefined || programme === undefined) return { ok: false, faults: sorted(faults) }
  return {
    ok: true,
    configuration: assemble(index, city.document, programme.document, flat, rules, environment, programRules),
  }
}

function assemble(
  index: DocumentIndex,
  city: City,
  programme: Programme,
  flat: readonly FlatWorkspace[],
  rules: readonly CompiledRule[],
  environment: readonly CompiledEnvironmentRule[],
  programRules: readonly CompiledProgramRule[],
): Configuration {
  for (const { document } of index.all) freeze(document)
  const conditions = [
    ...rules.flatMap((rule) => [
      rule.when,
      ...(rule.effect === 'grant' ? rule.requires.map(({ condition }) => condition) : []),
    ]),
    ...environment.map(({ when }) => when),
    ...programRules.map(({ when }) => when),
  ]
  return Object.freeze({
    city,
    programme,
    equipment: index.of('Equipment')[0]?.document ?? Equipment.parse({ kind: 'Equipment', id: 'equipment' }),
    dataProtection:
      index.of('DataProtection')[0]?.document ??
      DataProtection.parse({ kind: 'DataProtection', id: 'data-protection' }),
    homeWorkplace:
      index.of('HomeWorkplace')[0]?.document ?? HomeWorkplace.parse({ kind: 'HomeWorkplace', id: 'home-workplace' }),
    notifications:
      index.of('Notifications')[0]?.document ?? Notifications.parse({ kind: 'Notifications', id: 'notifications' }),
    variants: index.of('ProgrammeVariant').map(({ document }) => document),
    departments: byId(index.of('Department').map(({ document }) => document)),
    zones: new Map(index.of('Zone').map(({ document }) => [document.id, compileZone(document)])),
    apps: byId(index.of('App').map(({ document }) => document)),
    settings: byId(index.of('SettingsTemplate').map(({ document }) => document)),
    workspaces: byId(flat),
    pools: byId(index.of('Pool').map(({ document }) => document)),
    groups: byId(index.of('Group').map(({ document }) => document)),
    membership: groupMembership(index.of('Group').map(({ document }) => document)),
    roles: byId(index.of('Role').map(({ document }) => document)),
    retention: index.of('Retention')[0]?.document ?? plainRetention,
    rules,
    environment,
    programRules,
    rulesOf: byWorkspace(flat, rules),
    environmentOf: byWorkspace(
      flat,
      environment.filter(({ document }) => document.on.some((trigger) => trigger !== 'host-start')),
    ),
    programRulesOf: byWorkspace(flat, programRules),
    clockwork: clockworkOf(city.timeZone),
    isHoliday: holidayCalendar(city.holidays),
    reads: new Set(conditions.flatMap(({ reads }) => [...reads])),
    readsOfTime: new Set(
      conditions.flatMap(({ reads }) => [...reads].filter((name) => /^(time|training|homeWorkplace)(\.|$)/.test(name))),
    ),
    readsSession: conditions.some(({ readsSession }) => readsSession),
    sessionMinutes: conditions.some(({ sessionMinutes }) => sessionMinutes === 'each')
      ? 'each'
      : [...new Set(conditions.flatMap(({ sessionMinutes }) => sessionMinutes as readonly number[]))],
    boundaries: [...new Set(conditions.flatMap(({ boundaries }) => boundaries))],
    readsAccounts:
      conditions.some(({ reads }) => reads.has('person') || reads.has('person.account')) ||
      flat.some(({ people }) => people.size > 0) ||
      index.of('Group').some(({ document }) => document.people.length > 0),
    all: new Map(index.all.map(({ name, document }) => [name, document])),
    paths: new Map(index.all.map(({ name, raw }) => [name, raw.file.path])),
    documents: index.all.length,
  })
}

/** The rules that speak of each workspace, so that a decision never looks at those of all others. */
function byWorkspace<T extends { readonly workspaces: ReadonlySet<string> | null }>(
  flat: readonly FlatWorkspace[],
  rules: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  return new Map(
    flat.map(({ id }) => [id, rules.filter(({ workspaces }) => workspaces === null || workspaces.has(id))]),
  )
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]))
}

function compileZone(zone: Zone): CompiledZone {
  return {
    zone,
    networks: zone.networks.flatMap((text) => {
      const network = parseNetwork(text)
      return network === null ? [] : [{ ...network, text }]
    }),
  }
}

function absent(
  index: DocumentIndex,
  unread: ReadonlySet<string>,
  files: readonly ConfigurationFile[],
  kind: 'City' | 'Programme',
): ConfigurationFault[] {
  const there = index.ids(kind).length > 0 || [...unread].some((name) => name.split('/')[0] === kind)
  if (there) return []
  const path = files.map((file) => file.path).toSorted(compare)[0] ?? 'configuration.yaml'
  const message = {
    de: `keine Datei hat ein Dokument der Art ${kind}; eines muss es geben`,
    en: `no file has a document of kind ${kind}; there must be one`,
  }
  return [{ path, line: 1, column: 1, document: null, message }]
}

function tooLarge(files: readonly ConfigurationFile[]): ConfigurationFault {
  const message = {
    de: 'alle Dateien zusammen haben mehr als 8 MiB; so groß ist keine Konfiguration',
    en: 'all files together have more than 8 MiB; no configuration is as large',
  }
  const [longest] = files.toSorted((a, b) => b.text.length - a.text.length || compare(a.path, b.path))
  return { path: longest?.path ?? '', line: 1, column: 1, document: null, message }
}

function samePathTwice(files: readonly ConfigurationFile[]): ConfigurationFault[] {
  const seen = new Set<string>()
  const again = files.flatMap(({ path }) => (seen.size === seen.add(path).size ? [path] : []))
  return [...new Set(again)].map((path) => ({
    path,
    line: 1,
    column: 1,
    document: null,
    message: { de: `die Datei ${path} gibt es zweimal`, en: `there are two files ${path}` },
  }))
}

function sorted(faults: readonly ConfigurationFault[]): ConfigurationFault[] {
  return faults.toSorted(
    (a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.message.en, b.message.en),
  )
}

/** Freezes all the way down, so that nobody changes by accident what everybody reads. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const inner of Object.values(value)) freeze(inner)
}
