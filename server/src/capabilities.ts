import type { Api } from './http/api.ts'

/** What implements a part of the contract's routes. */
type Capability = (api: Api) => void

const capabilities: readonly Capability[] = []

/** Implements every route of the contract; a test compares. */
export function implementCapabilities(api: Api): void {
  for (const capability of capabilities) capability(api)
}
