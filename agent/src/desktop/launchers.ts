import { basename } from 'node:path'
import type { App } from '@nahtlos/contract/configuration/app'
import type { ActionOf } from '@nahtlos/contract/configuration/environment-action'
import type { Language, Text } from '@nahtlos/contract/text'
import { launcherPlace } from '../launcher/steps.ts'
import type { AppProgram } from './app-programs.ts'
import type { FileTree } from './file-tree.ts'

/** File name of an app's launcher, which is also its identifier in menus and panels. */
export const launcherName = (id: string) => `nahtlos-${id}.desktop`
export const logoutName = 'nahtlos-logout.desktop'
/** The launcher that an environment rule adds; `key` is `rule/action`. */
export const ruledLauncherName = (key: string) => `nahtlos-rule-${key.replace('/', '-')}.desktop`
/** By it the menu finds launchers that rules added. */
export const ruledCategory = 'X-Nahtlos-Rule'

/** Launchers of exactly these apps, and one to end the session. */
export function launchers(apps: readonly App[], language: Language, programs: readonly AppProgram[]): FileTree {
  const files: Record<string, string> = {}
  for (const app of apps) files[launcherName(app.id)] = appLauncher(app, language, programs)
  files[logoutName] = entry({
    Name: pick({ de: 'Sitzung beenden', en: 'End session' }, language),
    Comment: pick({ de: 'Speichert die Einstellungen und meldet ab', en: 'Saves settings and logs off' }, language),
    Exec: 'xfce4-session-logout --logout',
    Icon: 'system-log-out',
    Categories: 'X-Nahtlos;',
  })
  return files
}

/** What tells the processes of an app: all that it starts inherit the variable. */
export const appVariable = 'NAHTLOS_APP'
export const appMark = (id: string) => ['env', `${appVariable}=${id}`]

export function appLauncher(app: App, language: Language, programs: readonly AppProgram[]): string {
  const [program = '', ...rest] = app.command
  const own = programs.find(({ name }) => name === basename(program))
  // By its path: a person may change her PATH.
  const command = [...appMark(app.id), own === undefined ? program : `${launcherPlace}/${own.name}`, ...rest]
  return entry({
    Name: pick(app.title, language),
    ...(app.summary ? { Comment: pick(app.summary, language) } : {}),
    Exec: [...command.map(execArgument), ...(app.opens.length > 0 ? ['%U'] : [])].join(' '),
    Icon: app.icon,
    Categories: `${app.categories.join(';')};`,
    ...(app.opens.length > 0 ? { MimeType: `${app.opens.join(';')};` } : {}),
    StartupNotify: 'true',
  })
}

/** The launcher of a command or an address. */
export function entryLauncher({ title, opens, icon }: ActionOf<'menu-entry'>, language: Language): string {
  const command = 'address' in opens ? ['xdg-open', opens.address] : opens.command
  const keys = { Name: pick(title, language), Exec: command.map(execArgument).join(' '), Icon: icon }
  return entry({ ...keys, Categories: `${ruledCategory};` })
}

/** In the place of an app that is not there in this context: says why, and starts nothing. */
export function withheldLauncher(app: App, reason: Text, language: Language): string {
  const note = ['notify-send', '--app-name=Nahtlos', '--icon=dialog-information', '--', pick(app.title, language)]
  return entry({
    Name: pick(app.title, language),
    Comment: pick(reason, language),
    Exec: [...note, pick(reason, language)].map(execArgument).join(' '),
    Icon: app.icon,
    Categories: `${app.categories.join(';')};`,
  })
}

const pick = (text: Text, language: Language) => text[language]

function entry(keys: Readonly<Record<string, string>>): string {
  const lines = Object.entries(keys).map(([key, value]) => `${key}=${key === 'Exec' ? value : escapeValue(value)}`)
  return `${['[Desktop Entry]', 'Type=Application', 'Version=1.1', ...lines, 'Terminal=false'].join('\n')}\n`
}

/** Desktop Entry Specification 1.5, "Possible value types": one line, backslash escapes. */
function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '').replaceAll('\t', '\\t')
}

/** "The Exec key": reserved characters need double quotes, `%` doubles, and the value is escaped once more. */
function execArgument(argument: string): string {
  const codes = argument.replaceAll('%', '%%')
  if (/^[\w@%+=:,./-]+$/.test(codes)) return codes
  return escapeValue(`"${codes.replaceAll(/(["`$\\])/g, '\\$1')}"`)
}
