import { createHmac } from 'node:crypto'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'

/** A look whose row would tell, beside the request that it was at, who asked for a confidential body. */
export interface SealedLook {
  readonly at: string
  readonly by: string
  readonly what: string
  readonly purpose: string | null
}

type Sealing = Pick<Services, 'secrets'>

/** Entries are of one size, whoever looked. */
const size = 384

/** Keeps the look for each of these people, once in an hour. */
export async function keepSealedLooks(
  { secrets }: Sealing,
  queries: Queries,
  people: readonly string[],
  look: SealedLook,
): Promise<void> {
  const known = await entriesOf({ secrets }, queries, people)
  const hourOf = (at: string) => at.slice(0, 13)
  const fresh = people.filter(
    (person) =>
      !(known.get(person) ?? []).some(
        ({ by, what, at }) => by === look.by && what === look.what && hourOf(at) === hourOf(look.at),
      ),
  )
  await sealLooks(
    { secrets },
    queries,
    fresh.map((person) => ({ person, ...look })),
  )
}

/** Keeps all of these looks. */
export async function sealLooks(
  { secrets }: Sealing,
  queries: Queries,
  looks: readonly (SealedLook & { readonly person: string })[],
): Promise<void> {
  const rows = looks.map(({ person, ...look }) => ({
    whose: keyOf({ secrets }, person),
    month: `${look.at.slice(0, 7)}-01`,
    sealed: secrets.seal(JSON.stringify(look).padEnd(size), aboutOf(person)),
  }))
  for (let from = 0; from < rows.length; from += 1_000)
    await queries
      .insertInto('sealed_look')
      .values(rows.slice(from, from + 1_000))
      .execute()
}

/** The sealed looks at one person. */
export async function sealedLooksAt(sealing: Sealing, queries: Queries, person: string): Promise<SealedLook[]> {
  return (await entriesOf(sealing, queries, [person])).get(person) ?? []
}

/** Takes away the looks at a person. What she looked at names her by an id that leads nowhere any more. */
export async function forgetSealedLooks(sealing: Sealing, queries: Queries, person: string): Promise<void> {
  await queries.deleteFrom('sealed_look').where('whose', '=', keyOf(sealing, person)).execute()
}

async function entriesOf(
  { secrets }: Sealing,
  queries: Queries,
  people: readonly string[],
): Promise<Map<string, SealedLook[]>> {
  const byKey = new Map(people.map((person) => [keyOf({ secrets }, person).toString('hex'), person]))
  const found = new Map<string, SealedLook[]>()
  if (people.length === 0) return found
  const rows = await queries
    .selectFrom('sealed_look')
    .select(['whose', 'sealed'])
    .where(
      'whose',
      'in',
      people.map((person) => keyOf({ secrets }, person)),
    )
    .execute()
  for (const { whose, sealed } of rows) {
    const person = byKey.get(whose.toString('hex'))
    if (person === undefined) continue
    const look: SealedLook = JSON.parse(secrets.open(sealed, aboutOf(person)))
    found.set(person, [...(found.get(person) ?? []), look])
  }
  return found
}

const aboutOf = (person: string) => `look at ${person}`

function keyOf({ secrets }: Sealing, person: string): Buffer {
  return createHmac('sha256', secrets.derive('sealed look')).update(person).digest()
}
