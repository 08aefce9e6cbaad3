import { calendarRoutes } from './calendar/routes.ts'
import { capacityRoutes } from './capacity/routes.ts'
import { configurationRoutes } from './configuration/routes.ts'
import { documentRoutes } from './documents/routes.ts'
import { equipmentRoutes } from './equipment/routes.ts'
import { homeWorkplaceRoutes } from './home-workplace/routes.ts'
import type { Api } from './http/api.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { privacyRoutes } from './privacy/routes.ts'
import { programmeRoutes } from './programme/routes.ts'
import { programRoutes } from './programs/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { signInRoutes } from './sign-in/routes.ts'
import { inspectionRoutes } from './vault/inspection-routes.ts'

/** What implements a part of the contract's routes. */
export type Capability = (api: Api) => void

const capabilities: readonly Capability[] = [
  signInRoutes,
  peopleRoutes,
  programmeRoutes,
  documentRoutes,
  calendarRoutes,
  capacityRoutes,
  configurationRoutes,
  settingsRoutes,
  inspectionRoutes,
  equipmentRoutes,
  homeWorkplaceRoutes,
  notificationRoutes,
  privacyRoutes,
  programRoutes,
]

/** Implements every route of the contract; a test compares. `more` are those that need more than the services. */
export function implementCapabilities(api: Api, more: readonly Capability[]): void {
  for (const capability of [...capabilities, ...more]) capability(api)
}
