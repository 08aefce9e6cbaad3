import type { EffectiveWorkspace, Resolution } from '@nahtlos/contract/access/resolution'
import type { StartPage, WorkspaceTile } from '@nahtlos/contract/api/workplace'
import type { Caller } from '../access/caller.ts'
import { waitingCount } from '../programme/approvals.ts'
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
    sessions: await Promise.all(
      rows.map(async (row) => mySession(row, await resolutionOf(services, caller, resolution, row))),
    ),
    waitingApprovals: await waitingCount(services, caller),
    settingsMessages: await settingsMessages(services, caller.person.id),
  }
}

/** A rule may say something else of a session that runs than of one that is to be started. */
async function resolutionOf(
  services: Services,
  caller: Caller,
  resolution: Resolution,
  row: SessionRow,
): Promise<Resolution> {
  const looksAtSessions = services.published.for(caller.person)?.configuration.readsSession === true
  return looksAtSessions ? resolveCaller(services, caller, row) : resolution
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
