import { configurationRoutes } from './configuration/routes.ts'
import type { Api } from './http/api.ts'
import { peopleRoutes } from './people/routes.ts'
import { programmeRoutes } from './programme/routes.ts'
import { signInRoutes } from './sign-in/routes.ts'

/** What implements a part of the contract's routes. */
type Capability = (api: Api) => void

const capabilities: readonly Capability[] = [signInRoutes, peopleRoutes, programmeRoutes, configurationRoutes]

/** Implements every route of the contract; a test compares. */
export function implementCapabilities(api: Api): void {
  for (const capability of capabilities) capability(api)
}
