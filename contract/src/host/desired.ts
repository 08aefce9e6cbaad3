import { z } from 'zod'
import { App } from '../configuration/app.ts'
import { EnvironmentRule } from '../configuration/environment-rule.ts'
import { SettingsTemplate } from '../configuration/settings-template.ts'
import { Appearance } from '../configuration/workspace.ts'
import { Account, ConnectionId, HostId, Instant, PersonId, SessionId } from '../identifiers.ts'
import { Right } from '../rights.ts'
import { SessionNetwork } from '../session/network.ts'
import { SessionPrograms, usualPrograms } from '../session/programs.ts'
import { SessionResources, usualResources } from '../session/resources.ts'
import { Screen } from '../session/screen.ts'
import { Target } from '../session/target.ts'
import { Language, Text } from '../text.ts'
import { SessionEnvironment } from './environment.ts'
import { HostPolicy } from './policy.ts'
import { AppUse } from './report.ts'
import { RestoreOrder } from './restore.ts'

/** The person as a session host needs to know her. */
export const HostPerson = z.strictObject({
  id: PersonId,
  account: Account,
  name: z.string(),
  /** Numeric user and group, the same on every host. */
  uid: z.number().int().min(100_000),
  language: Language,
})
export type HostPerson = z.infer<typeof HostPerson>

/** All that a host needs to run one session: decided by the server, never by the person. */
export const SessionOrder = z.strictObject({
  id: SessionId,
  person: HostPerson,
  target: Target,
  title: Text,
  /** The apps of the workspace, resolved, in menu order. */
  apps: z.array(App),
  appearance: Appearance,
  settings: z.array(SettingsTemplate),
  programs: SessionPrograms.default(usualPrograms),
  resources: SessionResources.default(usualResources),
  network: SessionNetwork.default('host'),
  /** IANA name. */
  timeZone: z.string(),
  /** What its display begins with; the usual one where nobody said. */
  screen: Screen.optional(),
})
export type SessionOrder = z.infer<typeof SessionOrder>

/** What a live connection may do from now on; `null` closes it. */
export const ConnectionOrder = z.strictObject({
  id: ConnectionId,
  session: SessionId,
  rights: z.array(Right).nullable(),
})
export type ConnectionOrder = z.infer<typeof ConnectionOrder>

/**
 * What should be on this host, whole (level-triggered): a session that is not listed here is to be ended,
 * with its settings saved. Applying it twice changes nothing.
 */
export const Desired = z.strictObject({
  type: z.literal('desired'),
  host: HostId,
  at: Instant,
  sessions: z.array(SessionOrder),
  connections: z.array(ConnectionOrder),
  /** Versions that people took back and that these sessions have not taken over yet. */
  restores: z.array(RestoreOrder).default([]),
  /** What holds in each of the sessions from where its person is now. */
  environments: z.array(SessionEnvironment),
  /** When sessions are logged off because of their length; the host does it itself, whether the server is there or not. */
  ends: z.array(z.strictObject({ session: SessionId, at: Instant })).default([]),
  /** What the persons of these sessions have used elsewhere, of apps whose time of a day is bounded. */
  used: z.array(AppUse.extend({ session: SessionId })).default([]),
  /** The environment rules of this host itself, for its start. */
  hostRules: z.array(EnvironmentRule),
  /** Public keys of tickets, a JSON Web Key Set (RFC 7517). */
  ticketKeys: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  /**
   * Serial numbers of certificates that are good no longer though their time is not over (lower-case hexadecimal):
   * of machines that were revoked or enrolled anew.
   */
  revokedCertificates: z.array(z.string().regex(/^[0-9a-f]{1,40}$/)).default([]),
  /** By what the host decides itself; null while no configuration is in force. */
  policy: HostPolicy.nullable().default(null),
  /** Debian packages of the published apps; the host reports their versions. */
  packages: z.array(z.string()),
})
export type Desired = z.infer<typeof Desired>
