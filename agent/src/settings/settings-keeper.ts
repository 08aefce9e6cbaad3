/**
 * The settings of one session: restored before its desktop starts, captured while it runs and when it ends.
 *
 * How the agent uses it:
 *
 * ```ts
 * // once per agent; `tls` are the client options of the identity (key, cert, ca …), `address` is `host:port`
 * const client = new HttpsSettingsClient({ address, tls, serverName })
 * // one per session
 * const keeper = new SettingsKeeper({ client, cacheDirectory, host, session, person, uid, home, templates })
 *
 * await keeper.restoreAll()      // the home exists, is empty and belongs to uid (or still to root); desktop not started
 * await keeper.captureChanged()  // each minute; never twice at once: a second call waits for the first
 * await keeper.captureChanged()  // at logoff, after the session's processes are gone
 * await keeper.finish()          // after that: forgets the session; what could not be delivered stays in the cache
 * await cleanHome(home)          // clean-home.ts: empties the home; the folder itself stays
 * keeper.notices                 // ReadonlySet<Notice>, for the report
 *
 * // After the agent was killed, for a session that still runs, or a home whose session is gone:
 * await keeper.resume()          // instead of restoreAll(); then go on as above
 * ```
 *
 * `cacheDirectory` is one folder below the agent's state for all persons and sessions, root's own (made 0700).
 *
 * None of these methods fails because of the vault, the network or what the person did to her home: that becomes a
 * notice (comfort fails open), the session goes on, and it is tried again with the next call.
 */
import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { HostId, PersonId, SessionId } from '@nahtlos/contract/identifiers'
import type { SettingsClient } from './settings-client.ts'

export interface SettingsKeeperOptions {
  readonly client: SettingsClient
  readonly cacheDirectory: string
  readonly host: HostId
  readonly session: SessionId
  readonly person: PersonId
  readonly uid: number
  readonly home: string
  readonly templates: readonly SettingsTemplate[]
}
