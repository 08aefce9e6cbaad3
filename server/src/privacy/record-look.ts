import type { Look } from '@nahtlos/contract/api/privacy'
import type { Text } from '@nahtlos/contract/text'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { formerStaff } from './former-staff.ts'
import { keepSealedLooks, sealedLooksAt } from './sealed-looks.ts'

/** What somebody did who looked at something of another person, as that person reads it after the name. */
export const lookWords = {
  request: { de: 'hat Ihren Antrag angesehen', en: 'looked at your request' },
  agreement: { de: 'hat Ihre Vereinbarung angesehen', en: 'looked at your agreement' },
  // A list without any picture: nobody may take it for a look at the screen.
  sessions: {
    de: 'hat in der Liste der laufenden Sitzungen gesehen, dass Ihr Desktop läuft (nicht seinen Inhalt)',
    en: 'saw in the list of running sessions that your desktop runs (not what is on it)',
  },
  directory: { de: 'hat Ihren Eintrag im Verzeichnis angesehen', en: 'looked at your entry in the directory' },
  photos: { de: 'hat Fotos Ihres Arbeitsplatzes zu Hause angesehen', en: 'looked at photos of your workplace at home' },
  devices: { de: 'hat Ihre Geräte angesehen', en: 'looked at your devices' },
  simulation: { de: 'hat angesehen, was Sie öffnen dürfen', en: 'looked at what you may open' },
  'home-workplace': { de: 'hat Ihren Arbeitsplatz zu Hause angesehen', en: 'looked at your workplace at home' },
  events: { de: 'hat Ihr Protokoll angesehen', en: 'looked at your log' },
  archive: { de: 'hat Ihren Vorgang für das Archiv angesehen', en: 'looked at your case for the archive' },
} as const satisfies Record<string, Text>
export type LookKind = keyof typeof lookWords

interface ManyLooks {
  readonly people: readonly string[]
  readonly by: string
  readonly what: LookKind
  readonly purpose?: string
  /** That this person looked at all tells something confidential: who she is stands in a box. */
  readonly sealed?: boolean
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
export async function recordLooks(services: Services, queries: Queries, look: ManyLooks): Promise<void> {
  const { by, what, purpose = null } = look
  // In one order: two lists of the same people at once would wait for each other's rows for ever.
  const people = [...new Set(look.people)].filter((person) => person !== by).toSorted()
  if (people.length === 0) return
  const at = services.clock()
  if (look.sealed) return keepSealedLooks(services, queries, people, { at: at.toISOString(), by, what, purpose })
  const hour = hourOf(at)
  // One value for all of them: a whole register has more people than a query may have parameters.
  await sql`insert into look (person, by, at, hour, what, purpose)
    select person, ${by}, ${at}, ${hour}, ${what}, ${purpose} from unnest(${people}::uuid[]) as person
    on conflict (person, by, what, hour) do nothing`.execute(queries)
}

/** The same for the whole register of devices, which shows everybody who has one. */
export async function recordLookAtHolders({ database, clock }: Services, by: string): Promise<void> {
  const at = clock()
  const [hour, what] = [hourOf(at), 'devices' satisfies LookKind]
  // What is known already is left out before it is written: within the hour that is mostly everything.
  await sql`insert into look (person, by, at, hour, what, purpose)
    select holder, ${by}, ${at}, ${hour}, ${what}, null from device
      where holder is not null and holder <> ${by} and not exists (select from look
        where look.person = device.holder and look.by = ${by} and look.what = ${what} and look.hour = ${hour})
      group by holder order by holder
    on conflict (person, by, what, hour) do nothing`.execute(database)
}

function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
}

/** Looks that are told at most. */
const most = 500

/** Who looked at what of this person, newest first. */
export async function looksAt(services: Services, person: string): Promise<Look[]> {
  const { database: queries } = services
  const sealed = await sealedLooksAt(services, queries, person)
  const names = new Map(
    sealed.length === 0
      ? []
      : (
          await queries
            .selectFrom('person')
            .select(['id', 'name'])
            .where('id', 'in', [...new Set(sealed.map(({ by }) => by))])
            .execute()
        ).map(({ id, name }) => [id, name]),
  )
  const rows = await queries
    .selectFrom('look')
    .innerJoin('person', 'person.id', 'look.by')
    .select(['at', 'person.name', 'what', 'purpose'])
    .where('look.person', '=', person)
    .orderBy('number', 'desc')
    .limit(most)
    .execute()
  return [
    ...rows.map(({ at, name, what, purpose }) => ({ at: at.toISOString(), by: name, what, purpose })),
    ...sealed.map((look) => ({ ...look, by: names.get(look.by) ?? formerStaff.name })),
  ]
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, most)
    .map(({ what, ...look }) => ({ ...look, what: lookWords[what as LookKind] ?? { de: what, en: what } }))
}
