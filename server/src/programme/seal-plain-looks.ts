import type { Slug } from '@nahtlos/contract/identifiers'
import { type RawBuilder, sql } from 'kysely'
import { beginErasing } from '../privacy/destroy.ts'
import { sealLooks } from '../privacy/sealed-looks.ts'
import type { Services } from '../services.ts'
import { confidentialBodies } from './confidential-bodies.ts'
import { programmeInForce } from './programme-in-force.ts'

/**
 * Seals the looks at requests that members of confidential bodies took before such looks were sealed. All of it or
 * nothing; later starts find nothing to do. Who was a member once and is none any more is not known, and her looks stay.
 */
export async function sealPlainLooks(services: Services): Promise<void> {
  const { database, log } = services
  if (services.published.current() === null) return
  const inForce = programmeInForce(services)
  const bodies = confidentialBodies(inForce)
  const members = [...bodies].flatMap((body) => membersOf(inForce.bodies, body))
  if (members.length === 0) return
  const sealed = await database.transaction().execute(async (queries) => {
    await beginErasing(queries)
    const { rows } = await sql<{ person: string; by: string; at: Date; purpose: string | null }>`
      delete from look using person
        where person.id = look.by and look.what = 'request' and (${sql.join(members, sql` or `)})
        returning look.person, look.by, look.at, look.purpose`.execute(queries)
    const looks = rows.map(({ person, at, ...look }) => ({ person, at: at.toISOString(), what: 'request', ...look }))
    await sealLooks(services, queries, looks)
    return looks.length
  })
  if (sealed > 0) log.info({ looks: sealed }, 'looks of confidential bodies were sealed')
}

function membersOf(all: ReturnType<typeof programmeInForce>['bodies'], body: Slug): RawBuilder<boolean>[] {
  const members = all[body]?.members
  if (members === undefined || 'relation' in members) return []
  return [
    'role' in members ? sql<boolean>`roles @> array[${members.role}]` : sql<boolean>`groups @> array[${members.group}]`,
  ]
}
