import type { LimitBounds } from '@nahtlos/contract/access/bounds'
import type { Origin } from '@nahtlos/contract/access/resolution'
import type { Demand } from '@nahtlos/contract/configuration/access-rule'
import type { App } from '@nahtlos/contract/configuration/app'
import type { City } from '@nahtlos/contract/configuration/city'
import type { DataProtection } from '@nahtlos/contract/configuration/data-protection'
import type { Department } from '@nahtlos/contract/configuration/department'
import type { ConfigurationDocument } from '@nahtlos/contract/configuration/document'
import type { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import type { Equipment } from '@nahtlos/contract/configuration/equipment'
import type { Group } from '@nahtlos/contract/configuration/group'
import type { HomeWorkplace } from '@nahtlos/contract/configuration/home-workplace'
import type { Notifications } from '@nahtlos/contract/configuration/notifications'
import type { Pool } from '@nahtlos/contract/configuration/pool'
import type { ProgramRule } from '@nahtlos/contract/configuration/program-rule'
import type { Programme, ProgrammeVariant } from '@nahtlos/contract/configuration/programme'
import type { Retention } from '@nahtlos/contract/configuration/retention'
import type { Role } from '@nahtlos/contract/configuration/role'
import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { Beyond, RunningApps } from '@nahtlos/contract/configuration/withhold'
import type { Appearance } from '@nahtlos/contract/configuration/workspace'
import type { Zone } from '@nahtlos/contract/configuration/zone'
import type { Slug } from '@nahtlos/contract/identifiers'
import type { Rights } from '@nahtlos/contract/rights'
import type { SessionNetwork } from '@nahtlos/contract/session/network'
import type { SessionPrograms } from '@nahtlos/contract/session/programs'
import type { SessionResources } from '@nahtlos/contract/session/resources'
import type { Text } from '@nahtlos/contract/text'
import type { Clockwork } from '../access/civil-time.ts'
import type { CompiledCondition } from '../access/condition.ts'
import type { GroupMembership } from '../access/groups.ts'
import type { HolidayCalendar } from '../access/holidays.ts'
import type { Network } from '../access/network.ts'

/** A zone with its networks read. */
export interface CompiledZone {
  readonly zone: Zone
  readonly networks: readonly (Network & { readonly text: string })[]
}

/** A workspace with everything it extends folded in; abstract ones are gone. */
export interface FlatWorkspace {
  readonly id: Slug
  readonly title: Text
  readonly summary: Text
  readonly departments: ReadonlySet<Slug>
  readonly groups: ReadonlySet<Slug>
  readonly people: ReadonlySet<string>
  /** Those it took over first, in the order of `extends`, then its own; each once. */
  readonly apps: readonly App[]
  readonly published: readonly Slug[]
  readonly settings: readonly SettingsTemplate[]
  /** Its own, else that of the first extended workspace that has one, else the product's. */
  readonly appearance: Appearance
  /** Which of the installed programs its sessions may start. */
  readonly programs: SessionPrograms
  readonly resources: SessionResources
  readonly network: SessionNetwork
  readonly pool: Slug
  /** Where each app, settings template and the appearance come from. */
  readonly origins: readonly Origin[]
}

interface CompiledScope {
  readonly id: Slug
  readonly title: Text
  /** Null speaks of everybody, else of the people of this department. */
  readonly department: Slug | null
  /** Null speaks of all workspaces. */
  readonly workspaces: ReadonlySet<Slug> | null
  readonly when: CompiledCondition
}

export interface CompiledGrant extends CompiledScope {
  readonly effect: 'grant'
  readonly requires: readonly { readonly condition: CompiledCondition; readonly refusal: Text }[]
  readonly rights: Rights
}

export interface CompiledLimit extends CompiledScope {
  readonly effect: 'limit'
  /** Without an entry it takes no right. */
  readonly without: 'access' | Rights
  readonly demands: readonly Demand[]
  readonly bounds: LimitBounds
  readonly reason: Text
}

export interface CompiledWithhold extends CompiledScope {
  readonly effect: 'withhold'
  readonly apps: ReadonlySet<Slug>
  readonly running: RunningApps
  /** Null keeps them away at all. */
  readonly beyond: Beyond | null
  readonly reason: Text
}

export type CompiledRule = CompiledGrant | CompiledLimit | CompiledWithhold

/** Whom and what a rule with one condition speaks of. */
export interface ConditionalRule {
  /** Null speaks of everybody, else of the people of this department. */
  readonly department: Slug | null
  /** Null speaks of all workspaces. */
  readonly workspaces: ReadonlySet<Slug> | null
  readonly when: CompiledCondition
}

export interface CompiledProgramRule extends ConditionalRule {
  readonly document: ProgramRule
}

export interface CompiledEnvironmentRule extends ConditionalRule {
  /** Whether it is for the start or end of apps, and its condition looks at the one in question. */
  readonly aboutApps: boolean
  readonly document: EnvironmentRule
}

/**
 * A whole configuration that was found good: indexed, compiled, frozen. Every map and list is in the order of ids, so
 * that the order of documents and files never matters.
 */
export interface Configuration {
  readonly city: City
  readonly programme: Programme
  /** What the document says, or the product's own rules where there is none. */
  readonly equipment: Equipment
  readonly homeWorkplace: HomeWorkplace
  readonly dataProtection: DataProtection
  readonly notifications: Notifications
  /** What departments rule otherwise. */
  readonly variants: readonly ProgrammeVariant[]
  readonly departments: ReadonlyMap<Slug, Department>
  readonly zones: ReadonlyMap<Slug, CompiledZone>
  readonly apps: ReadonlyMap<Slug, App>
  readonly settings: ReadonlyMap<Slug, SettingsTemplate>
  readonly workspaces: ReadonlyMap<Slug, FlatWorkspace>
  readonly pools: ReadonlyMap<Slug, Pool>
  readonly groups: ReadonlyMap<Slug, Group>
  readonly membership: GroupMembership
  readonly roles: ReadonlyMap<Slug, Role>
  readonly retention: Retention
  readonly rules: readonly CompiledRule[]
  readonly environment: readonly CompiledEnvironmentRule[]
  readonly programRules: readonly CompiledProgramRule[]
  /** The rules that speak of each workspace, in the order of ids. */
  readonly rulesOf: ReadonlyMap<Slug, readonly CompiledRule[]>
  /** The same of the environment rules of sessions (not of hosts), and of the program rules. */
  readonly environmentOf: ReadonlyMap<Slug, readonly CompiledEnvironmentRule[]>
  readonly programRulesOf: ReadonlyMap<Slug, readonly CompiledProgramRule[]>
  /** The city's wall clock. */
  readonly clockwork: Clockwork
  readonly isHoliday: HolidayCalendar
  /** Every variable that some condition looks at, e.g. `person.groups`. */
  readonly reads: ReadonlySet<string>
  /** The parts of the clock that conditions look at, e.g. `time.hour`. */
  readonly readsOfTime: ReadonlySet<string>
  /** Whether some condition looks at a session, or at what is known in one only. */
  readonly readsSession: boolean
  /** Minutes of a session at which conditions may change; `each` where one looks at every minute. */
  readonly sessionMinutes: readonly number[] | 'each'
  /** Minutes of the day at which hours that conditions name begin or end. */
  readonly boundaries: readonly number[]
  /** Whether people of the same department, groups and roles may still get different things, by their names. */
  readonly readsAccounts: boolean
  /** Each document that it was made of, by its name, e.g. `Workspace/sozialamt`. */
  readonly all: ReadonlyMap<string, ConfigurationDocument>
  /** In which file each of them stands. */
  readonly paths: ReadonlyMap<string, string>
  /** How many documents it was made of. */
  readonly documents: number
}

export const plainRetention: Retention = {
  kind: 'Retention',
  id: 'standard',
  title: { de: 'Aufbewahrung', en: 'Retention' },
  sessionDays: 7,
  draftDays: 90,
}

export const plainAppearance: Appearance = { background: '#34495e', panel: 'bottom', icons: [], launchers: [] }
