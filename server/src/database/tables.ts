import type { BrokeringTables } from '../brokering/tables.ts'
import type { ConfigurationTables } from '../configuration/tables.ts'
import type { EquipmentTables } from '../equipment/tables.ts'
import type { EventTables } from '../events/tables.ts'
import type { HomeWorkplaceTables } from '../home-workplace/tables.ts'
import type { NotificationTables } from '../notifications/tables.ts'
import type { PeopleTables } from '../people/tables.ts'
import type { PrivacyTables } from '../privacy/tables.ts'
import type { ProgrammeTables } from '../programme/tables.ts'
import type { ProgramTables } from '../programs/tables.ts'
import type { SignInTables } from '../sign-in/tables.ts'

/** All tables, as their capabilities declare them; the migrations make them. */
export type Tables = PeopleTables &
  SignInTables &
  ProgrammeTables &
  ConfigurationTables &
  EventTables &
  BrokeringTables &
  EquipmentTables &
  HomeWorkplaceTables &
  NotificationTables &
  PrivacyTables &
  ProgramTables
