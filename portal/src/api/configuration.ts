import type { DocumentEntry } from '@nahtlos/contract/api/configuration'
import type { Impact } from '@nahtlos/contract/configuration/impact'
import type { Difference, Draft, Revision, Stage } from '@nahtlos/contract/configuration/revision'
import type { ConfigurationFault, ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { answer, client } from './client.ts'

export interface OpenDraft {
  readonly draft: Draft
  readonly files: ConfigurationFile[]
  readonly faults: ConfigurationFault[]
}

export async function revisions(): Promise<Revision[]> {
  return answer(client.GET('/api/administration/configuration'))
}

export async function revisionChanges(revision: number): Promise<Difference['changes']> {
  const params = { path: { revision } }
  return (await answer(client.GET('/api/administration/configuration/{revision}/changes', { params }))).changes
}

export async function rollBack({ revision, reason }: { revision: number; reason: string }): Promise<Revision> {
  const params = { path: { revision } }
  return answer(client.POST('/api/administration/configuration/{revision}/rollback', { params, body: { reason } }))
}

export async function endTrial(asked: { revision: number; outcome: 'complete' | 'stop' }): Promise<Revision> {
  const params = { path: { revision: asked.revision } }
  const body = { outcome: asked.outcome }
  return answer(client.POST('/api/administration/configuration/{revision}/trial', { params, body }))
}

export async function changeTrial(asked: { revision: number; stage: Stage }): Promise<Revision> {
  const params = { path: { revision: asked.revision } }
  const body = { stage: asked.stage }
  return answer(client.PUT('/api/administration/configuration/{revision}/trial', { params, body }))
}

export async function documents(words = ''): Promise<DocumentEntry[]> {
  const query = words === '' ? {} : { words }
  return answer(client.GET('/api/administration/configuration/documents', { params: { query } }))
}

export async function document(kind: string, id: string) {
  const params = { path: { kind, id } }
  return answer(client.GET('/api/administration/configuration/documents/{kind}/{id}', { params }))
}

export async function revisionFiles(revision: number): Promise<ConfigurationFile[]> {
  const params = { path: { revision } }
  return (await answer(client.GET('/api/administration/configuration/{revision}', { params }))).files
}

export async function validate(files: ConfigurationFile[]): Promise<ConfigurationFault[]> {
  return (await answer(client.POST('/api/administration/configuration/validation', { body: { files } }))).faults
}

export async function documentSchema(): Promise<Record<string, unknown>> {
  return answer(client.GET('/api/configuration.schema.json'))
}

export async function drafts(): Promise<Draft[]> {
  return answer(client.GET('/api/administration/drafts'))
}

export async function makeDraft(title: string): Promise<Draft> {
  return answer(client.POST('/api/administration/drafts', { body: { title } }))
}

export async function openDraft(draft: number): Promise<OpenDraft> {
  return answer(client.GET('/api/administration/drafts/{draft}', { params: { path: { draft } } }))
}

export async function changeDraft(asked: {
  draft: number
  files: ConfigurationFile[]
  /** When the files that the author has before her were last changed. */
  seen: string
}): Promise<{ draft: Draft; faults: ConfigurationFault[] }> {
  const params = { path: { draft: asked.draft } }
  const body = { files: asked.files, seen: asked.seen }
  return answer(client.PUT('/api/administration/drafts/{draft}', { params, body }))
}

export async function discardDraft(draft: number): Promise<void> {
  await answer(client.DELETE('/api/administration/drafts/{draft}', { params: { path: { draft } } }))
}

/** Approves what was seen; where it is something else by now, nothing. */
export async function approveDraft({ id, changedAt }: Pick<Draft, 'id' | 'changedAt'>): Promise<Draft> {
  const params = { path: { draft: id } }
  return answer(client.POST('/api/administration/drafts/{draft}/approval', { params, body: { seen: changedAt } }))
}

export async function publishDraft(asked: { draft: number; reason: string; stage: Stage | null }): Promise<Revision> {
  const params = { path: { draft: asked.draft } }
  const body = { reason: asked.reason, ...(asked.stage === null ? {} : { stage: asked.stage }) }
  return answer(client.POST('/api/administration/drafts/{draft}/publication', { params, body }))
}

export async function difference(draft: number): Promise<Difference> {
  return answer(client.POST('/api/administration/configuration/difference', { body: { draft } }))
}

/** Under all circumstances that rules tell apart, or at one moment alone. */
export async function impact({ draft, at }: { draft: number; at: string | null }): Promise<Impact> {
  const body = { draft, ...(at === null ? {} : { at }) }
  return answer(client.POST('/api/administration/configuration/impact', { body }))
}
