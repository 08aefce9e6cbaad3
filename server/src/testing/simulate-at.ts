import { personFacts } from '../brokering/person-facts.ts'
import { resolveFor } from '../brokering/resolve-caller.ts'
import type { Services } from '../services.ts'

/** What somebody would get from home at an instant: `available`, or the first reason why not. */
export async function simulateAt(services: Services, person: string, at: string): Promise<string> {
  const facts = (await personFacts(services.database, [person])).get(person)
  const context = { at, listener: 'outside', clientAddress: '203.0.113.7', secondFactor: true }
  const [workspace] = resolveFor(services, facts, context).workspaces
  const [refusal] = workspace?.refusals ?? []
  return refusal === undefined ? 'available' : `${refusal.code}: ${refusal.text.de}`
}
