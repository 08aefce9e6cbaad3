import type { EffectiveWorkspace } from '@nahtlos/contract/access/resolution'
import type { StartPage, WorkspaceTile } from '@nahtlos/contract/api/workplace'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import { settingsMessages } from '../settings/settings-messages.ts'
import { resolveCaller } from './resolve-caller.ts'
import { mySession, ownSessions, type SessionRow } from './session-row.ts'

/** The caller's workspaces, each available or with the reason why not, and her sessions that are not over. */
export async function startPage(services: Services, caller: Caller): Promise<StartPage> {
  const resolution = await resolveCaller(services, caller)
  const rows = await ownSessions(services.database, caller.person.id)
  return {
    workspaces: resolution.workspaces.map((workspace) => tile(workspace, rows)),
    sessions: rows.map((row) => mySession(row, resolution)),
    settingsMessages: await settingsMessages(services, caller.person.id),
  }
}

function tile(workspace: EffectiveWorkspace, rows: readonly SessionRow[]): WorkspaceTile {
  const running = (app: string) =>
    rows.find((row) => row.workspace === workspace.id && row.app === app && row.state !== 'ending')?.id ?? null
  const title = (id: string) => workspace.apps.find((app) => app.id === id)?.title
  return {
    id: workspace.id,
    title: workspace.title,
    summary: workspace.summary,
    background: workspace.appearance.background,
    apps: workspace.apps.map((app) => ({ id: app.id, title: app.title })),
    available: workspace.available,
    refusal: workspace.available ? null : (workspace.refusals[0] ?? null),
    rights: workspace.rights,
    session: running(''),
    published: workspace.published.flatMap((id) => {
      const known = title(id)
      return known === undefined ? [] : [{ id, title: known, session: running(id) }]
    }),
  }
}
