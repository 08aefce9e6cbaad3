import type { VersionKind } from '@nahtlos/contract/api/settings'
import type { MergeConflict, SnapshotId } from '@nahtlos/contract/host/vault'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'

export interface HeadMove {
  readonly moved: boolean
  /** The head after the attempt. */
  readonly head: SnapshotId | null
}

/** A snapshot that becomes a version of a package. */
export interface NewVersion {
  readonly snapshot: SnapshotId
  readonly host: string
  readonly kind: VersionKind
  readonly conflicts?: readonly MergeConflict[]
  readonly cameFrom?: number
  readonly actor?: string
}

/** The head of one person's package; null where she has none yet. */
export async function packageHead(queries: Queries, person: string, template: string): Promise<SnapshotId | null> {
  const row = await queries
    .selectFrom('settings_package')
    .select('head')
    .where('person', '=', person)
    .where('template', '=', template)
    .executeTakeFirst()
  return row?.head ?? null
}

/** A head that is to move, and what goes to the history with it, in order; the last one becomes the head. */
export interface AskedMove {
  readonly template: string
  readonly expected: SnapshotId | null
  readonly versions: readonly [...NewVersion[], NewVersion]
}

/**
 * Compare-and-swap: moves the head only where it is still `expected`. Once the transaction has ended with `moved`, the
 * move survives any crash. A move to where the head is already is one that is repeated after a lost answer, and succeeds.
 *
 * @param versions what goes to the history, in order; the last one becomes the head
 */
export async function moveHead(
  queries: Queries,
  person: string,
  template: string,
  expected: SnapshotId | null,
  versions: readonly [...NewVersion[], NewVersion],
  now: Date,
): Promise<HeadMove> {
  const [move] = await moveHeads(queries, person, [{ template, expected, versions }], now)
  if (move === undefined) throw new Error('a move without an answer')
  return move
}

/**
 * The same for several packages of one person, each of which once, each on its own, with two questions for all of them.
 * Rows are taken in the order of their templates, those that are there before those that are new, so that no two hosts
 * wait for each other.
 */
export async function moveHeads(
  queries: Queries,
  person: string,
  moves: readonly AskedMove[],
  now: Date,
): Promise<HeadMove[]> {
  const asked = moves.toSorted((a, b) => (a.template < b.template ? -1 : 1))
  const present = await queries
    .selectFrom('settings_package')
    .select(['template', 'head'])
    .where('person', '=', person)
    .where(sql<boolean>`template = any(${asked.map(({ template }) => template)}::text[])`)
    .orderBy('template')
    .forUpdate()
    .execute()
  const heads = new Map(present.map(({ template, head }) => [template, head]))
  const wanted = asked.filter(({ template, expected }) => (heads.get(template) ?? null) === expected)
  const moved = wanted.length === 0 ? new Set<string>() : await moveAll(queries, person, wanted, now)
  const answers: HeadMove[] = []
  for (const move of moves) {
    const { template, expected } = move
    const next = lastOf(move)
    if (moved.has(template)) answers.push({ moved: true, head: next })
    else {
      // Somebody made the package's first head a moment ago.
      const isNew = expected === null && !heads.has(template)
      const head = isNew ? await packageHead(queries, person, template) : (heads.get(template) ?? null)
      answers.push({ moved: head === next, head })
    }
  }
  return answers
}

/** Moves heads that are as they are expected, and held, or not there; answers the templates of those that moved. */
async function moveAll(queries: Queries, person: string, moves: readonly AskedMove[], now: Date): Promise<Set<string>> {
  const column = (of: (move: AskedMove) => string | null) => moves.map(of)
  const versions = moves.flatMap(({ template, versions }) => versions.map((version) => ({ ...version, template })))
  const told = <Value>(of: (version: (typeof versions)[number]) => Value) => versions.map(of)
  const { rows } = await sql<{ template: string }>`
    with asked as (
      select * from unnest(
        ${column(({ template }) => template)}::text[],
        ${column(({ expected }) => expected)}::text[],
        ${column(lastOf)}::text[]
      ) as asked (template, expected, next)
    ), changed as (
      update settings_package set head = asked.next, moved_at = ${now}::timestamptz from asked
      where person = ${person}::uuid and settings_package.template = asked.template and head = asked.expected
      returning settings_package.template
    ), made as (
      insert into settings_package (person, template, head, moved_at)
      select ${person}::uuid, template, next, ${now}::timestamptz from asked where expected is null order by template
      on conflict (person, template) do nothing
      returning template
    ), moved as (
      select template from changed union all select template from made
    ), told as (
      insert into settings_snapshot (person, template, snapshot, host, at, kind, conflicts, came_from, actor)
      select ${person}::uuid, template, snapshot, host, ${now}::timestamptz, kind, conflicts::jsonb, came_from, actor::uuid
      from unnest(
        ${told(({ template }) => template)}::text[],
        ${told(({ snapshot }) => snapshot)}::text[],
        ${told(({ host }) => host)}::text[],
        ${told(({ kind }) => kind)}::text[],
        ${told(({ conflicts = [] }) => JSON.stringify(conflicts))}::text[],
        ${told(({ cameFrom = null }) => cameFrom)}::bigint[],
        ${told(({ actor = null }) => actor)}::text[]
      ) with ordinality as version (template, snapshot, host, kind, conflicts, came_from, actor, place)
      where template in (select template from moved)
      order by place
    )
    select template from moved
  `.execute(queries)
  return new Set(rows.map(({ template }) => template))
}

function lastOf({ versions }: AskedMove): SnapshotId {
  return versions[versions.length - 1]?.snapshot ?? ''
}
