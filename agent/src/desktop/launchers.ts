import { basename } from 'node:path'
import type { App } from '@nahtlos/contract/configuration/app'
import type { Language, Text } from '@nahtlos/contract/text'
import { launcherPlace } from '../launcher/steps.ts'
import type { AppProgram } from './app-programs.ts'
import type { FileTree } from './file-tree.ts'

/** File name of an app's launcher, which is also its identifier in menus and panels. */
export const launcherName = (id: string) => `nahtlos-${id}.desktop`
export const logoutName = 'nahtlos-logout.desktop'

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

function appLauncher(app: App, language: Language, programs: readonly AppProgram[]): string {
  const [program = '', ...rest] = app.command
  const own = programs.find(({ name }) => name === basename(program))
  // By its path: a person may change her PATH.
  const command = [own === undefined ? program : `${launcherPlace}/${own.name}`, ...rest]
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
