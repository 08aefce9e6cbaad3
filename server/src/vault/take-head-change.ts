import type { VersionKind } from '@nahtlos/contract/api/settings'
import { fieldFault } from '@nahtlos/contract/field-fault'
import type {
  CaptureAnswer,
  ChunkId,
  HeadChange,
  NamedHeadChange,
  Snapshot,
  SnapshotId,
} from '@nahtlos/contract/host/vault'
import { readCanonical, readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { VaultError } from '@nahtlos/vault/vault-error'
import type { Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { type AskedMove, type HeadMove, moveHeads, type NewVersion } from './heads.ts'
import { shareWithCollector } from './person-lock.ts'
import { type WholeSnapshot, wholeSnapshot } from './whole-snapshots.ts'

/** What a host asks for. */
export interface AskedChange {
  readonly person: string
  readonly template: string
  readonly host: string
  readonly change: HeadChange
}

/**
 * Moves a head to a snapshot of this host, if that is whole. A merge that set something aside brings it along: the
 * snapshot's parent, whose own parent is the head that was there. Throws `ProblemError` and `VaultError`.
 */
export async function takeHeadChange(services: Services, asked: AskedChange): Promise<HeadMove> {
  const source: Source = { services, chunks: (await services.vault.of(asked.person)).chunks, atHand: new Map() }
  return services.database.transaction().execute(async (queries) => {
    await shareWithCollector(queries, asked.person)
    const [move] = await moveChecked(queries, source, asked.person, [await checked(source, asked)])
    if (move === undefined) throw new Error('a move without an answer')
    return move
  })
}

/**
 * The same for several packages of one person, at the cost of one: what cannot be taken is refused alone. Throws
 * `VaultError`, and then nothing has moved.
 *
 * @param atHand chunks that were stored a moment ago
 */
export async function takeHeadChanges(
  services: Services,
  person: string,
  host: string,
  changes: readonly NamedHeadChange[],
  atHand: ReadonlyMap<ChunkId, Buffer> = new Map(),
): Promise<CaptureAnswer[]> {
  const source: Source = { services, chunks: (await services.vault.of(person)).chunks, atHand }
  return services.database.transaction().execute(async (queries) => {
    await shareWithCollector(queries, person)
    const answers = new Map<NamedHeadChange, CaptureAnswer>()
    for (const round of roundsOf(changes)) {
      const wanted: CheckedChange[] = []
      for (const named of round) {
        const { template, ...change } = named
        try {
          wanted.push(await checked(source, { person, template, host, change }))
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error
          answers.set(named, { outcome: 'refused', head: null })
        }
      }
      const moves = (await moveChecked(queries, source, person, wanted)).values()
      for (const named of round) {
        if (answers.has(named)) continue
        const { moved = false, head = null } = moves.next().value ?? {}
        answers.set(named, { outcome: moved ? 'moved' : 'overtaken', head })
      }
    }
    return changes.flatMap((named) => answers.get(named) ?? [])
  })
}

/** Two sessions of a person on one host may change the same package at the same moment: one after the other. */
function roundsOf(changes: readonly NamedHeadChange[]): NamedHeadChange[][] {
  const rounds: NamedHeadChange[][] = []
  for (const alike of Map.groupBy(changes, ({ template }) => template).values()) {
    for (const [at, change] of alike.entries()) {
      const round = rounds[at] ?? []
      rounds[at] = round
      round.push(change)
    }
  }
  return rounds
}

interface Source {
  readonly services: Services
  readonly chunks: ChunkStore
  readonly atHand: ReadonlyMap<ChunkId, Buffer>
}

/** A change whose snapshots are whole, and what goes to the history with it. */
interface CheckedChange extends AskedMove {
  readonly snapshot: Snapshot
  /** The head that it comes after. */
  readonly before: WholeSnapshot
}

/** To be called under the lock that excludes collections. Throws `ProblemError` where the change cannot be taken. */
async function checked(source: Source, { person, template, host, change }: AskedChange): Promise<CheckedChange> {
  const { expected, next, conflicts = [] } = change
  const known = expected === null ? undefined : source.services.vault.whole.get(person, expected)
  const before = known ?? (await readHead(source.chunks, expected))
  const snapshot = await readWhole(source, next, before)
  if (snapshot.template !== template)
    throw invalid(`dieser Stand gehört zu ${snapshot.template}`, `this snapshot is of ${snapshot.template}`)
  if (snapshot.host !== host)
    throw invalid(`dieser Stand kommt von ${snapshot.host}`, `this snapshot was taken on ${snapshot.host}`)
  const aside = await setAside(source, snapshot, expected, before)
  const kind: VersionKind = aside === null ? 'captured' : conflicts.length > 0 ? 'merged' : 'restored'
  const versions: NewVersion[] = aside === null ? [] : [{ snapshot: aside, host, kind: 'set-aside' }]
  return { template, expected, versions: [...versions, { snapshot: next, host, kind, conflicts }], snapshot, before }
}

async function moveChecked(
  queries: Queries,
  { services: { vault, clock } }: Source,
  person: string,
  changes: readonly CheckedChange[],
): Promise<HeadMove[]> {
  if (changes.length === 0) return []
  const moves = await moveHeads(queries, person, changes, clock())
  for (const [at, { snapshot, expected, before }] of changes.entries()) {
    const move = moves[at]
    if (move?.moved && move.head !== null)
      vault.whole.set(person, move.head, wholeSnapshot(snapshot.entries, before), expected)
  }
  return moves
}

/** The head that is there: it was whole when it became the head, so the chunks of its entries need not be looked for again. */
async function readHead(chunks: ChunkStore, head: SnapshotId | null): Promise<WholeSnapshot> {
  if (head === null) return wholeSnapshot([])
  try {
    return wholeSnapshot(readSnapshot(await chunks.get(head)).entries)
  } catch (error) {
    if (error instanceof VaultError && (error.failure === 'not-found' || error.failure === 'corrupt'))
      return wholeSnapshot([])
    throw error
  }
}

/** The snapshot `id`, if it is stored, is one, is in its one canonical form, and every chunk that it names is there. */
async function readWhole({ chunks, atHand }: Source, id: SnapshotId, before: WholeSnapshot): Promise<Snapshot> {
  try {
    const bytes = atHand.get(id)
    const snapshot = readCanonical(bytes ?? (await chunks.get(id)), before.known)
    if (snapshot === null)
      throw invalid('dieser Stand ist nicht in seiner festen Form', 'this snapshot is not in its canonical form')
    // What is at hand was stored; but it may have lain there for long, and a collection may have come between.
    const asked = bytes === undefined ? [] : [id]
    const present = new Set(before.entries)
    for (const entry of snapshot.entries) if (entry.type === 'file' && !present.has(entry)) asked.push(...entry.chunks)
    const [missing] = await chunks.missing(asked)
    if (missing !== undefined) throw invalid(`der Teil ${missing} fehlt`, `chunk ${missing} is missing`)
    return snapshot
  } catch (error) {
    if (error instanceof VaultError && (error.failure === 'not-found' || error.failure === 'corrupt'))
      throw invalid('diesen Stand hat der Speicher nicht', 'this is no snapshot that the vault has')
    throw error
  }
}

/** The parent of a merge, where it is not the head itself but stands between both; else null. */
async function setAside(
  source: Source,
  { parent, template, host }: Snapshot,
  expected: SnapshotId | null,
  before: WholeSnapshot,
): Promise<SnapshotId | null> {
  if (parent === null || parent === expected) return null
  const found = await readWhole(source, parent, before).catch((error: unknown) => {
    // A parent that was collected long ago is no reason to refuse what a person has now.
    if (error instanceof ProblemError) return null
    throw error
  })
  return found?.parent === expected && found.template === template && found.host === host ? parent : null
}

function invalid(de: string, en: string): ProblemError {
  return new ProblemError('invalid-input', { fields: [fieldFault('snapshot', de, en)] })
}
