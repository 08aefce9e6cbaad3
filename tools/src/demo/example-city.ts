import { readConfigurationFiles } from '@nahtlos/city/configuration'
import { demoAccounts } from '@nahtlos/city/demo-accounts'
import { people } from '@nahtlos/city/people'
import type { City } from './first-start.ts'

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
