import type { Command } from './command.ts'
import {
  approveDraft,
  configurationHistory,
  discardDraft,
  documentSchema,
  endTrial,
  exportConfiguration,
  listDrafts,
  makeDraft,
  publishConfiguration,
  rollBackConfiguration,
  validateConfiguration,
} from './commands/configuration.ts'
import { exportDevices, importDevices } from './commands/devices.ts'
import { askForAccess, listAccesses } from './commands/help-desk.ts'
import { homeWorkplace, recordTraining, waitingHomeChecks } from './commands/home-workplace.ts'
import { login, logout } from './commands/login.ts'
import { machines, revoke } from './commands/machines.ts'
import { mails, retryMail } from './commands/mails.ts'
import { notices, noticesByMail, readNotices } from './commands/notices.ts'
import { drainHost, endSession, enrol, hosts, resumeHost, sessions } from './commands/operation.ts'
import { importPeople, leavePeople } from './commands/people.ts'
import { compareConfiguration, configurationImpact } from './commands/preview.ts'
import { confirmRoles, waitingRoles } from './commands/roles.ts'
import {
  exportSettings,
  importSettings,
  listSettings,
  resetSettings,
  restoreSettings,
  settingsHistory,
} from './commands/settings.ts'
import { simulate, simulateDirectory } from './commands/simulate.ts'
import { checkVault, collectVault, repairVault, rotateVault } from './commands/vault.ts'

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  login,
  logout,
  validateConfiguration,
  compareConfiguration,
  configurationImpact,
  simulateDirectory,
  publishConfiguration,
  rollBackConfiguration,
  endTrial,
  configurationHistory,
  exportConfiguration,
  makeDraft,
  listDrafts,
  approveDraft,
  discardDraft,
  documentSchema,
  importPeople,
  leavePeople,
  waitingRoles,
  confirmRoles,
  simulate,
  hosts,
  drainHost,
  resumeHost,
  sessions,
  endSession,
  mails,
  retryMail,
  enrol,
  machines,
  revoke,
  checkVault,
  repairVault,
  collectVault,
  rotateVault,
  listSettings,
  settingsHistory,
  restoreSettings,
  resetSettings,
  exportSettings,
  importSettings,
  askForAccess,
  listAccesses,
  exportDevices,
  importDevices,
  homeWorkplace,
  waitingHomeChecks,
  recordTraining,
  notices,
  readNotices,
  noticesByMail,
]
