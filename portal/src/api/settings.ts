import type { SettingsAccess, SettingsPackage, SettingsTimeline } from '@nahtlos/contract/api/settings'
import type { Text } from '@nahtlos/contract/text'
import { answer, client } from './client.ts'

/** Where a person's settings are read and changed: her own, or what an access of the help desk opens. */
export interface SettingsSource {
  /** For caches: equal keys are equal sources. */
  readonly key: readonly string[]
  packages(): Promise<SettingsPackage[]>
  timeline(template: string): Promise<SettingsTimeline>
  restore(template: string, version: number): Promise<SettingsTimeline>
  reset(template: string): Promise<SettingsTimeline>
  /** Takes over an archive. */
  import(archive: File): Promise<Imported>
}

const packagePath = '/api/settings/packages/{template}'
export const mySettings: SettingsSource = {
  key: ['settings', 'mine'],
  packages: () => answer(client.GET('/api/settings')),
  timeline: (template) => answer(client.GET(packagePath, { params: { path: { template } } })),
  restore: (template, version) =>
    answer(client.POST(`${packagePath}/restoration`, { params: { path: { template } }, body: { version } })),
  reset: (template) => answer(client.POST(`${packagePath}/reset`, { params: { path: { template } } })),
  import: (archive) => importArchive(archiveAddress, archive),
}

const accessPath = '/api/help-desk/accesses/{access}/settings'
export function accessedSettings(access: string): SettingsSource {
  const inPackage = (template: string) => ({ params: { path: { access, template } } })
  return {
    key: ['settings', access],
    packages: () => answer(client.GET(accessPath, { params: { path: { access } } })),
    timeline: (template) => answer(client.GET(`${accessPath}/{template}`, inPackage(template))),
    restore: (template, version) =>
      answer(client.POST(`${accessPath}/{template}/restoration`, { ...inPackage(template), body: { version } })),
    reset: (template) => answer(client.POST(`${accessPath}/{template}/reset`, inPackage(template))),
    import: (archive) => importArchive(`/api/help-desk/accesses/${access}/archive`, archive),
  }
}

export const archiveAddress = '/api/settings/archive'

export interface Imported {
  readonly packages: readonly { readonly template: string; readonly title: Text; readonly files: number }[]
  readonly leftOut: number
}

/** Sends an archive as it is; the typed client knows JSON alone. */
async function importArchive(address: string, archive: File): Promise<Imported> {
  const headers = { 'content-type': 'application/gzip' }
  const reply = async () => {
    const response = await globalThis.fetch(address, { method: 'POST', body: archive, headers })
    const body: unknown = await response.json()
    return response.ok ? { data: body as Imported, response } : { error: body, response }
  }
  return answer(reply())
}

export function accessesToMe(): Promise<SettingsAccess[]> {
  return answer(client.GET('/api/settings/accesses'))
}

export function decideAccess(access: string, granted: boolean): Promise<SettingsAccess> {
  const path = '/api/settings/accesses/{access}/decision'
  return answer(client.POST(path, { params: { path: { access } }, body: { granted } }))
}

export function helpDeskPeople(q: string) {
  return answer(client.GET('/api/help-desk/people', { params: { query: { q } } }))
}

export function helpDeskAccesses(): Promise<SettingsAccess[]> {
  return answer(client.GET('/api/help-desk/accesses'))
}

export function askAccess(body: {
  readonly person: string
  readonly basis: 'consent' | 'reason'
  readonly reason: string
}): Promise<SettingsAccess> {
  return answer(client.POST('/api/help-desk/accesses', { body }))
}
