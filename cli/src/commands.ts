import type { Command } from './command.ts'
import {
  configurationHistory,
  exportConfiguration,
  publishConfiguration,
  validateConfiguration,
} from './commands/configuration.ts'
import { login, logout } from './commands/login.ts'
import { enrol, hosts, sessions } from './commands/operation.ts'
import { importPeople } from './commands/people.ts'
import { simulate } from './commands/simulate.ts'

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  login,
  logout,
  validateConfiguration,
  publishConfiguration,
  configurationHistory,
  exportConfiguration,
  importPeople,
  simulate,
  hosts,
  sessions,
  enrol,
]
