import { z } from 'zod'
import { AccessRule } from './access-rule.ts'
import { App } from './app.ts'
import { City } from './city.ts'
import { DataProtection } from './data-protection.ts'
import { Department } from './department.ts'
import { EnvironmentRule } from './environment-rule.ts'
import { Equipment } from './equipment.ts'
import { Group } from './group.ts'
import { HomeWorkplace } from './home-workplace.ts'
import { Notifications } from './notifications.ts'
import { Pool } from './pool.ts'
import { ProgramRule } from './program-rule.ts'
import { Programme, ProgrammeVariant } from './programme.ts'
import { Retention } from './retention.ts'
import { Role } from './role.ts'
import { SettingsTemplate } from './settings-template.ts'
import { Workspace } from './workspace.ts'
import { Zone } from './zone.ts'

/** Everything an administrator decides is one of these documents. */
export const ConfigurationDocument = z.discriminatedUnion('kind', [
  City,
  Department,
  Group,
  Role,
  Zone,
  App,
  SettingsTemplate,
  Workspace,
  Pool,
  AccessRule,
  EnvironmentRule,
  ProgramRule,
  Programme,
  Equipment,
  HomeWorkplace,
  DataProtection,
  Retention,
  Notifications,
  ProgrammeVariant,
])
export type ConfigurationDocument = z.infer<typeof ConfigurationDocument>
export type DocumentKind = ConfigurationDocument['kind']
