import type { Caller } from '../access/caller.ts'
import { recordLooks } from '../privacy/record-look.ts'
import type { Services } from '../services.ts'
import { departmentTitle } from './department-title.ts'
import { findPeople } from './find-people.ts'

/** Finds people for somebody who needs one of them; each that she is shown will see that she was looked up. */
export async function lookForPeople(services: Services, caller: Caller, text: string) {
  const people = await findPeople(services.database, text)
  await recordLooks(services, services.database, {
    people: people.map(({ id }) => id),
    by: caller.person.id,
    what: 'directory',
  })
  const inForce = services.published.current()
  return people.map((person) => ({ ...person, departmentTitle: departmentTitle(inForce, person.department) }))
}
