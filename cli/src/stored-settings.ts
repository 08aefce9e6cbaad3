import type { Portal } from './portal.ts'

/**
 * Somebody's stored settings: one's own, or with the number of a look of the help desk those of the person whom it
 * opens. Each method answers what the API does, for `accept`.
 */
export function storedSettings({ api }: Portal, access: string | undefined) {
  return access === undefined ? own(api) : opened(api, access)
}

function own(api: Portal['api']) {
  const of = (template: string) => ({ params: { path: { template } } })
  return {
    list: () => api.GET('/api/settings'),
    timeline: (template: string) => api.GET('/api/settings/packages/{template}', of(template)),
    restore: (template: string, version: number) =>
      api.POST('/api/settings/packages/{template}/restoration', { ...of(template), body: { version } }),
    reset: (template: string) => api.POST('/api/settings/packages/{template}/reset', of(template)),
    take: (archive: Uint8Array) => api.POST('/api/settings/archive', asArchive(archive)),
  }
}

function opened(api: Portal['api'], access: string): ReturnType<typeof own> {
  const params = { path: { access } }
  const of = (template: string) => ({ params: { path: { access, template } } })
  return {
    list: () => api.GET('/api/help-desk/accesses/{access}/settings', { params }),
    timeline: (template) => api.GET('/api/help-desk/accesses/{access}/settings/{template}', of(template)),
    restore: (template, version) =>
      api.POST('/api/help-desk/accesses/{access}/settings/{template}/restoration', {
        ...of(template),
        body: { version },
      }),
    reset: (template) => api.POST('/api/help-desk/accesses/{access}/settings/{template}/reset', of(template)),
    take: (archive) => api.POST('/api/help-desk/accesses/{access}/archive', { params, ...asArchive(archive) }),
  }
}

/** The description of the API knows no bytes, only texts. */
const asArchive = (bytes: Uint8Array) => ({
  body: bytes as unknown as string,
  bodySerializer: (body: string) => body,
  headers: { 'content-type': 'application/gzip' },
})
