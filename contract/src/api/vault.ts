import { z } from 'zod'
import { Instant, PersonId } from '../identifiers.ts'
import { route } from './route.ts'

/**
 * - `check`: reads everything that is stored and says what is damaged or missing
 * - `repair`: the same, and mends what can be mended: damaged chunks go, so that they are stored again; a package whose
 *   present version lost files gets them from the newest version that has them
 * - `collect`: enforces the versions kept and deletes what nothing refers to
 */
export const VaultWork = z.enum(['check', 'repair', 'collect'])
export type VaultWork = z.infer<typeof VaultWork>

export const VaultFindings = z.strictObject({
  /** Chunks that were read and are whole; bytes as they are stored. */
  chunks: z.number().int(),
  bytes: z.number().int(),
  versions: z.number().int(),
  /** Chunks that are not what was stored, and chunks that versions name and that are not there. */
  damagedChunks: z.number().int(),
  missingChunks: z.number().int(),
  /** Versions that lost something, and packages whose present version is one of them. */
  brokenVersions: z.number().int(),
  brokenPackages: z.number().int(),
  /** People whose data key cannot be opened with the master keys that are here. */
  unreadablePeople: z.number().int(),
  /** Blobs that nothing refers to. */
  unusedChunks: z.number().int(),
  /** What was done about it. */
  repairedPackages: z.number().int(),
  deletedChunks: z.number().int(),
  forgottenVersions: z.number().int(),
  /** People that could not be looked at now, e.g. because the store did not answer. */
  failedPeople: z.number().int(),
})
export type VaultFindings = z.infer<typeof VaultFindings>

export const VaultInspection = z.strictObject({
  id: z.uuid(),
  work: VaultWork,
  state: z.enum(['running', 'finished', 'interrupted']),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  peopleTotal: z.number().int(),
  peopleDone: z.number().int(),
  findings: VaultFindings,
})
export type VaultInspection = z.infer<typeof VaultInspection>

/** One at a time: while one runs, that one is answered. */
export const inspectVault = route({
  method: 'POST',
  path: '/api/administration/vault/inspections',
  summary: 'Check the store of settings, repair it, or collect what is not needed any more',
  permission: 'administrator',
  body: z.strictObject({ work: VaultWork }),
  answer: VaultInspection,
  status: 202,
})

export const vaultInspection = route({
  method: 'GET',
  path: '/api/administration/vault/inspections/:inspection',
  summary: 'How far an inspection is, and what it found',
  permission: 'administrator',
  params: z.strictObject({ inspection: z.uuid() }),
  answer: VaultInspection,
})

/** Deletes the data key first, so that everything of hers is unreadable at once, copies included; then the blobs. */
export const eraseSettings = route({
  method: 'DELETE',
  path: '/api/administration/people/:person/settings',
  summary: 'Delete all settings of a person for good',
  permission: 'administrator',
  params: z.strictObject({ person: PersonId }),
  answer: z.strictObject({
    /** Packages, versions and blobs that are gone. */
    packages: z.number().int(),
    versions: z.number().int(),
    blobs: z.number().int(),
  }),
})

/** Wraps every person's data key with the present master key; those before it may be thrown away then. */
export const rotateVaultKeys = route({
  method: 'POST',
  path: '/api/administration/vault/rotation',
  summary: 'Wrap all data keys with the present master key',
  permission: 'administrator',
  answer: z.strictObject({
    /** Id of the present master key. */
    masterKey: z.string(),
    wrapped: z.number().int(),
    /** Keys that are still wrapped with another one: their master key is not here. */
    left: z.number().int(),
  }),
})
