import type { SettingsMessage } from '@nahtlos/contract/api/workplace'
import type { Notice } from '@nahtlos/contract/session/state'
import { sql } from 'kysely'
import { lostSettings, type SessionSettings } from '../brokering/lost-settings.ts'
import { finalStates } from '../brokering/transition.ts'
import type { Services } from '../services.ts'
import { titleOf } from './templates.ts'

/** Milliseconds after which nobody wants to hear of it any more. */
const oldest = 14 * 24 * 60 * 60_000

const unsavedKinds: { readonly [notice in Notice]?: 'too-large' | 'not-saved' } = {
  'settings-too-large': 'too-large',
  'settings-not-saved': 'not-saved',
}

/** What became of a person's settings since she last said that she has seen it; what is pending in any case. */
export async function settingsMessages(services: Services, person: string): Promise<SettingsMessage[]> {
  const { database, clock } = services
  const seen = await database
    .selectFrom('settings_seen')
    .select('until')
    .where('person', '=', person)
    .executeTakeFirst()
  const since = new Date(Math.max(seen?.until.getTime() ?? 0, clock().getTime() - oldest))
  const [sessions, merged] = [
    await database
      .selectFrom('session')
      .select(['host', 'since', 'settings_pending', 'notice_details', 'settings_in_use'])
      .select([
        sql<SettingsMessage['title']>`session_order -> 'title'`.as('title'),
        sql<SessionSettings['templates'] | null>`case when state = 'lost' then session_order -> 'settings' end`.as(
          'lost',
        ),
      ])
      .where('person', '=', person)
      .where('state', 'in', finalStates)
      .where((where) => where.or([where('settings_pending', '=', true), where('since', '>', since)]))
      .orderBy('since')
      .execute(),
    await database
      .selectFrom('settings_snapshot')
      .select(({ fn }) => ['template', fn.max('at').as('at')])
      .where('person', '=', person)
      .where('kind', '=', 'merged')
      .where('at', '>', since)
      .groupBy('template')
      .execute(),
  ]
  const messages = sessions.flatMap((row): SettingsMessage[] => {
    const at = row.since.toISOString()
    const ofSession = { at, title: row.title, template: null, host: row.host, files: [] }
    const isNew = row.since > since
    const missing = lostSettings({ templates: isNew ? (row.lost ?? []) : [], inUse: row.settings_in_use })
    const unsaved = isNew ? row.notice_details.filter(({ notice }) => notice in unsavedKinds) : []
    return [
      ...(missing.length > 0 ? [{ kind: 'lost' as const, ...ofSession, missing }] : []),
      ...(row.settings_pending ? [{ kind: 'pending' as const, ...ofSession, missing: [] }] : []),
      ...unsaved.flatMap(({ notice, title, template, files }) => {
        const kind = unsavedKinds[notice]
        // Without a file it is what is still pending, and no more is to be said of it.
        if (kind === undefined || (kind === 'not-saved' && files.length === 0)) return []
        return [{ kind, at, title, template, host: null, files, missing: [] }]
      }),
    ]
  })
  for (const { template, at } of merged) {
    const title = titleOf(services, template)
    messages.push({ kind: 'merged', at: at.toISOString(), title, template, host: null, files: [], missing: [] })
  }
  return messages.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** Never sets the time back, nor into the future, where it would hide what is still to come. */
export async function seeSettingsMessages({ database, clock }: Services, person: string, until: string): Promise<void> {
  const to = new Date(Math.min(new Date(until).getTime(), clock().getTime()))
  await database
    .insertInto('settings_seen')
    .values({ person, until: to })
    .onConflict((conflict) =>
      conflict.column('person').doUpdateSet({ until: sql`greatest(settings_seen.until, excluded.until)` }),
    )
    .execute()
}
