import * as administration from './administration.ts'
import * as agreements from './agreements.ts'
import * as capacity from './capacity.ts'
import * as configuration from './configuration.ts'
import * as documents from './documents.ts'
import * as equipment from './equipment.ts'
import * as homeWorkplace from './home-workplace.ts'
import * as notifications from './notifications.ts'
import * as privacy from './privacy.ts'
import * as programs from './programs.ts'
import type { Route } from './route.ts'
import * as settings from './settings.ts'
import * as signIn from './sign-in.ts'
import * as telework from './telework.ts'
import * as vault from './vault.ts'
import * as workplace from './workplace.ts'

function routesOf(module: Record<string, unknown>): Route[] {
  return Object.values(module).filter(
    (value): value is Route => typeof value === 'object' && value !== null && 'permission' in value && 'path' in value,
  )
}

/** Every route of the public API. The server implements exactly these; a test compares. */
export const routes: readonly Route[] = [
  signIn,
  workplace,
  telework,
  agreements,
  documents,
  capacity,
  equipment,
  homeWorkplace,
  notifications,
  privacy,
  programs,
  administration,
  configuration,
  settings,
  vault,
].flatMap(routesOf)
