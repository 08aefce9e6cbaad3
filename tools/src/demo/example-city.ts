import { readConfigurationFiles } from '@nahtlos/city/configuration'
import { demoAccounts } from '@nahtlos/city/demo-accounts'
import { people } from '@nahtlos/city/people'
import { Zone } from '@nahtlos/contract/configuration/zone'
import { parseAllDocuments } from 'yaml'
import type { City } from './first-start.ts'

/** The networks that are at the office in the example city as it is delivered, without this machine's own. */
export function officeNetworks(): string[] {
  return readConfigurationFiles()
    .flatMap(({ text }) => parseAllDocuments(text).map((document): unknown => document.toJS()))
    .flatMap((document) => Zone.safeParse(document).data ?? [])
    .filter(({ listener, outside }) => listener === 'office' && !outside)
    .flatMap(({ networks }) => networks)
    .filter((network) => !network.startsWith('127.') && network !== '::1/128')
}

/**
 * The example city: its configuration, the named people that a visitor tries, and made-up staff up to `staff`
 * in all. A made-up person who happens to be called like a named one is left out.
 */
export function exampleCity(staff: number): City {
  const named = demoAccounts.map(({ person }) => person)
  const taken = new Set(named.map((each) => each.account))
  const others = staff <= named.length ? [] : people(1, staff)
  const left = others.filter((each) => !taken.has(each.account)).slice(0, Math.max(0, staff - named.length))
  return { configuration: readConfigurationFiles(), people: [...named, ...left] }
}
