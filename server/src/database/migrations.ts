import type { Migration } from './migration.ts'
import { people } from './migrations/0001-people.ts'
import { signIn } from './migrations/0002-sign-in.ts'
import { programme } from './migrations/0003-programme.ts'
import { configuration } from './migrations/0004-configuration.ts'
import { events } from './migrations/0005-events.ts'
import { machines } from './migrations/0100-machines.ts'
import { sessions } from './migrations/0101-sessions.ts'
import { settings } from './migrations/0102-settings.ts'
import { revokedCertificates } from './migrations/0103-revoked-certificates.ts'
import { sessionEndedBy } from './migrations/0104-session-ended-by.ts'
import { gatewayListeners } from './migrations/0105-gateway-listeners.ts'
import { settingsHistory } from './migrations/0110-settings-history.ts'
import { vaultCollected } from './migrations/0111-vault-collected.ts'
import { sessionSettings } from './migrations/0150-session-settings.ts'
import { leftSettings } from './migrations/0151-left-settings.ts'
import { draftsAndTrials } from './migrations/0200-drafts-and-trials.ts'
import { sessionEnvironment } from './migrations/0250-session-environment.ts'
import { programmeChain } from './migrations/0400-programme-chain.ts'
import { agreements } from './migrations/0401-agreements.ts'
import { notices } from './migrations/0450-notices.ts'
import { equipment } from './migrations/0451-equipment.ts'
import { mail } from './migrations/0452-mail.ts'
import { privacy } from './migrations/0453-privacy.ts'
import { homeWorkplace } from './migrations/0454-home-workplace.ts'
import { waitingRoles } from './migrations/0460-waiting-roles.ts'
import { patience } from './migrations/0470-patience.ts'
import { leaving } from './migrations/0471-leaving.ts'
import { deviceDocuments } from './migrations/0480-device-documents.ts'
import { draftsAbout } from './migrations/0481-drafts-about.ts'
import { protectionNeed } from './migrations/0482-protection-need.ts'
import { enrolledDevices } from './migrations/0490-enrolled-devices.ts'
import { confidentialSteps } from './migrations/0491-confidential-steps.ts'
import { lateObjections } from './migrations/0492-late-objections.ts'
import { archiveSaved } from './migrations/0493-archive-saved.ts'
import { programRequests } from './migrations/0495-program-requests.ts'
import { hostConcerns } from './migrations/0500-host-concerns.ts'
import { brokenConnections } from './migrations/0505-broken-connections.ts'
import { eventsAbout } from './migrations/0511-events-about.ts'
import { peopleSearch } from './migrations/0512-people-search.ts'
import { informed } from './migrations/0513-informed.ts'
import { sealedLooks } from './migrations/0514-sealed-looks.ts'
import { programTrials } from './migrations/0520-program-trials.ts'
import { appUse } from './migrations/0525-app-use.ts'
import { sessionLease } from './migrations/0530-session-lease.ts'
import { startedFrom } from './migrations/0535-started-from.ts'
import { looksBy } from './migrations/0540-looks-by.ts'

/** All steps of the schema; those of brokering begin at 0100. */
export const migrations: readonly Migration[] = [
  people,
  signIn,
  programme,
  configuration,
  events,
  machines,
  sessions,
  settings,
  settingsHistory,
  revokedCertificates,
  vaultCollected,
  sessionEndedBy,
  notices,
  equipment,
  sessionEnvironment,
  mail,
  privacy,
  homeWorkplace,
  deviceDocuments,
  draftsAbout,
  protectionNeed,
  archiveSaved,
  sessionSettings,
  draftsAndTrials,
  programmeChain,
  agreements,
  waitingRoles,
  patience,
  leaving,
  leftSettings,
  confidentialSteps,
  hostConcerns,
  lateObjections,
  gatewayListeners,
  enrolledDevices,
  programRequests,
  brokenConnections,
  eventsAbout,
  peopleSearch,
  informed,
  sealedLooks,
  programTrials,
  appUse,
  sessionLease,
  startedFrom,
  looksBy,
]
