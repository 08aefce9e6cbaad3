import { createHmac } from 'node:crypto'
import type { Slug } from '@nahtlos/contract/identifiers'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import type { SecretBox } from '../sign-in/secret-box.ts'

/** An open confidential step, and whose turn it is. */
export interface SealedTurn {
  readonly request: string
  readonly body: Slug
  readonly escalated_to: Slug | null
  readonly due_at: string | null
}

/** A confidential step that somebody took. */
export interface SealedDeed {
  readonly request: string
  readonly round: number
  readonly at: string
  readonly acted_as: Slug
  readonly outcome: RequestRecord['outcome']
}

type Sealing = Pick<Services, 'secrets'>

/** Entries are of one size, whatever they are about. */
const size = 384

/** Keeps whose turn it is at the confidential steps of a request, instead of what was kept before. */
export async function keepSealedTurns({ secrets }: Sealing, queries: Queries, request: TeleworkRequest): Promise<void> {
  const about = keyed(secrets, `turns of ${request.id}`)
  await queries.deleteFrom('telework_finder').where('about', '=', about).execute()
  const open = request.state === 'open' ? request.steps : []
  const entries = open
    .filter(({ state, confidential }) => state === 'open' && confidential)
    .flatMap(({ body, escalated, escalateTo, dueAt }) => {
      const escalated_to = escalated ? escalateTo : null
      const turn: SealedTurn = { request: request.id, body, escalated_to, due_at: dueAt }
      return [body, ...(escalated_to === null ? [] : [escalated_to])].map((one) => ({
        finder: keyed(secrets, `turn of ${one}`),
        about,
        sealed: box(secrets, turn),
      }))
    })
  if (entries.length > 0) await queries.insertInto('telework_finder').values(entries).execute()
}

/** Adds who took confidential steps, so that they find the request again. */
export async function addSealedDeeds(
  { secrets }: Sealing,
  queries: Queries,
  request: TeleworkRequest,
  records: readonly RequestRecord[],
): Promise<void> {
  const entries = records.flatMap(({ by, round, at, as, outcome }) => {
    if (by === null) return []
    const deed: SealedDeed = { request: request.id, round, at, acted_as: as, outcome }
    return {
      finder: keyed(secrets, `deed of ${by.id}`),
      about: keyed(secrets, `deeds of ${request.id}`),
      sealed: box(secrets, deed),
    }
  })
  if (entries.length > 0) await queries.insertInto('telework_finder').values(entries).execute()
}

/** The confidential turns of these bodies, of whatever requests: whether each is for a reader is hers to look at. */
export async function sealedTurns(
  { secrets }: Sealing,
  queries: Queries,
  bodies: readonly Slug[],
): Promise<SealedTurn[]> {
  return found<SealedTurn>(
    secrets,
    queries,
    bodies.map((body) => `turn of ${body}`),
  )
}

/** The confidential steps that somebody took. */
export async function sealedDeeds({ secrets }: Sealing, queries: Queries, person: string): Promise<SealedDeed[]> {
  return found<SealedDeed>(secrets, queries, [`deed of ${person}`])
}

/** Takes away what leads to these requests, which go. */
export async function forgetFinders({ secrets }: Sealing, queries: Queries, requests: readonly string[]) {
  const about = requests.flatMap((id) => [keyed(secrets, `turns of ${id}`), keyed(secrets, `deeds of ${id}`)])
  if (about.length > 0) await queries.deleteFrom('telework_finder').where('about', 'in', about).execute()
}

/** Takes away what leads from a person to what she did. */
export async function forgetDeedsOf({ secrets }: Sealing, queries: Queries, person: string): Promise<void> {
  const finder = keyed(secrets, `deed of ${person}`)
  await queries.deleteFrom('telework_finder').where('finder', '=', finder).execute()
}

async function found<Entry>(secrets: SecretBox, queries: Queries, words: readonly string[]): Promise<Entry[]> {
  if (words.length === 0) return []
  const rows = await queries
    .selectFrom('telework_finder')
    .select('sealed')
    .where(
      'finder',
      'in',
      words.map((word) => keyed(secrets, word)),
    )
    .execute()
  return rows.map(({ sealed }) => JSON.parse(secrets.open(sealed, 'telework finder')))
}

function keyed(secrets: SecretBox, word: string): Buffer {
  return createHmac('sha256', secrets.derive('telework finder')).update(word).digest()
}

function box(secrets: SecretBox, entry: SealedTurn | SealedDeed): Buffer {
  return secrets.seal(JSON.stringify(entry).padEnd(size), 'telework finder')
}
