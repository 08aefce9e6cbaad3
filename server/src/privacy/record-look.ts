import type { Look } from '@nahtlos/contract/api/privacy'
import type { Text } from '@nahtlos/contract/text'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'

/** What somebody can look at of another person, as that person reads it. */
export const lookWords = {
  request: { de: 'Ihren Antrag', en: 'your request' },
  agreement: { de: 'Ihre Vereinbarung', en: 'your agreement' },
  sessions: { de: 'Ihre laufende Sitzung', en: 'your running session' },
  directory: { de: 'Ihren Eintrag im Verzeichnis', en: 'your entry in the directory' },
  photos: { de: 'Fotos Ihres Arbeitsplatzes zu Hause', en: 'photos of your workplace at home' },
  devices: { de: 'Ihre Geräte', en: 'your devices' },
  simulation: { de: 'was Sie öffnen dürften', en: 'what you could open' },
  'home-workplace': { de: 'Ihren Arbeitsplatz zu Hause', en: 'your workplace at home' },
  events: { de: 'Ihr Protokoll', en: 'your log' },
  archive: { de: 'Ihren Vorgang, für das Archiv', en: 'your case, for the archive' },
} as const satisfies Record<string, Text>
export type LookKind = keyof typeof lookWords

interface ManyLooks {
  readonly people: readonly string[]
  readonly by: string
  readonly what: LookKind
  readonly purpose?: string
}

/** Writes down that somebody looked at something of another person; the same look within one hour is one. */
export async function recordLook(
  services: Services,
  queries: Queries,
  { person, ...look }: Omit<ManyLooks, 'people'> & { readonly person: string },
): Promise<void> {
  await recordLooks(services, queries, { ...look, people: [person] })
}

/** The same for a list that shows something of many. */
export async function recordLooks({ clock }: Services, queries: Queries, look: ManyLooks): Promise<void> {
  const { by, what, purpose = null } = look
  const people = [...new Set(look.people)].filter((person) => person !== by)
  if (people.length === 0) return
  const at = clock()
  const hour = new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
  // One value for all of them: a whole register has more people than a query may have parameters.
  await sql`insert into look (person, by, at, hour, what, purpose)
    select person, ${by}, ${at}, ${hour}, ${what}, ${purpose} from unnest(${people}::uuid[]) as person
    on conflict (person, by, what, hour) do nothing`.execute(queries)
}

/** Who looked at what of this person, newest first. */
export async function looksAt(queries: Queries, person: string): Promise<Look[]> {
  const rows = await queries
    .selectFrom('look')
    .innerJoin('person', 'person.id', 'look.by')
    .select(['at', 'person.name', 'what', 'purpose'])
    .where('look.person', '=', person)
    .orderBy('number', 'desc')
    .limit(500)
    .execute()
  return rows.map(({ at, name, what, purpose }) => ({
    at: at.toISOString(),
    by: name,
    what: lookWords[what as LookKind] ?? { de: what, en: what },
    purpose,
  }))
}
