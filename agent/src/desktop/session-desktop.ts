import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { quote } from '../launcher/quote.ts'
import { broughtProgram, refuserScript } from '../launcher/refuser.ts'
import { sessionPlace } from '../launcher/session-place.ts'
import { documentsName, launcherPlace, usualPath } from '../launcher/steps.ts'
import { appLaunchers } from './app-launchers.ts'
import type { AppProgram } from './app-programs.ts'
import type { FileTree } from './file-tree.ts'
import { appMark, launcherName, launchers } from './launchers.ts'
import { menu } from './menu.ts'
import { mimeApps } from './mime-apps.ts'
import { openboxConfiguration } from './openbox.ts'
import { refuserEntry, refuserEntryText } from './refuser-entry.ts'
import { xfceChannels } from './xfce.ts'

/** What a session shows and how it starts, decided before anything is written. */
export interface SessionDesktop {
  /** Below the session's directory, owned by root. */
  readonly system: FileTree
  /** Below the session's `bin/`, owned by root and executable. */
  readonly programs: FileTree
  /** Below the home, owned by the person. */
  readonly home: FileTree
  readonly environment: Readonly<Record<string, string>>
  /** Program and arguments of the desktop. */
  readonly command: readonly string[]
}

/** The order asks for an app that it does not contain: the server and this host disagree. */
export class UnknownApp extends Error {
  override name = 'UnknownApp'
}

const configuration = `${sessionPlace}/etc/xdg`
const data = `${sessionPlace}/share`
/** Below the session's directory: the launchers on the desktop. */
export const iconsPlace = 'share/desktop'
const icons = `${sessionPlace}/${iconsPlace}`

/** What a host contributes to a session's files. */
export interface HostParts {
  /** Names in its `/etc/xdg/autostart`. */
  readonly autostart: readonly string[]
  /** Programs of apps whose settings arrive when they start. */
  readonly programs: readonly AppProgram[]
  /** Its desktop entries and services that would pass their launchers by, as the session has them. */
  readonly entries: FileTree
}

/**
 * From order to files. What the host starts by itself is switched off but for what a workplace needs, because each
 * costs the person time at every start.
 */
export function sessionDesktop(order: SessionOrder, host: HostParts): SessionDesktop {
  const { language } = order.person
  const files = launchers(order.apps, language, host.programs)
  const system: Record<string, string> = { ...host.entries, 'etc/xdg/mimeapps.list': mimeApps(order.apps) }
  for (const [name, text] of Object.entries(files)) system[`share/applications/${name}`] = text
  system[`share/applications/${refuserEntry}`] = refuserEntryText
  system[refuserScript] = broughtProgram
  if (order.target.app === null) {
    for (const [path, text] of Object.entries(xfceChannels(order))) system[`etc/xdg/${path}`] = text
    // Without the one that Thunar comes with, which opens a terminal.
    system['etc/xdg/Thunar/uca.xml'] = '<?xml version="1.0" encoding="UTF-8"?>\n<actions>\n</actions>\n'
    system['etc/xdg/menus/xfce-applications.menu'] = menu(order.apps, `${data}/applications`)
    for (const name of host.autostart)
      system[`etc/xdg/autostart/${name}`] = '[Desktop Entry]\nType=Application\nHidden=true\n'
    // The icons lie outside the home: they are the workspace's, and nobody loses a document saved between them.
    system['share/desktop/.directory'] = '[Desktop Entry]\nType=Directory\n'
    system['etc/xdg/xfce4/desktop/icons.screen0.rc'] = iconPlaces(
      order.appearance.icons.filter((id) => files[launcherName(id)]),
    )
    for (const id of order.appearance.icons) {
      const text = files[launcherName(id)]
      if (text !== undefined) system[`share/desktop/${launcherName(id)}`] = text
    }
  } else system['etc/openbox.xml'] = openboxConfiguration
  return {
    system,
    programs: appLaunchers(host.programs),
    home: home(),
    environment: environment(order, host.programs.length > 0),
    command: command(order),
  }
}

/**
 * Where xfdesktop puts the icons until the person has moved one: below each other, in the workspace's order. Without
 * it they lie in whatever order the file system tells their names.
 */
function iconPlaces(ids: readonly string[]): string {
  const places = ids.map((id, row) => `[${icons}/${launcherName(id)}]\nrow=${row}\ncol=0\n`)
  // By this group xfdesktop knows that the others are called by their paths.
  return ['[xfdesktop-version-4.10.3+-rcfile_format]\n4.10.3+=true\n', ...places].join('\n')
}

/** `user-dirs.dirs` of xdg-user-dirs: GLib reads it nowhere but in the home. */
function home(): FileTree {
  const directories = {
    DESKTOP: icons,
    DOCUMENTS: `$HOME/${documentsName}`,
    DOWNLOAD: '$HOME/Downloads',
    PICTURES: `$HOME/${documentsName}`,
    MUSIC: `$HOME/${documentsName}`,
    VIDEOS: `$HOME/${documentsName}`,
    TEMPLATES: '$HOME/.Vorlagen',
    PUBLICSHARE: '$HOME',
  }
  const lines = Object.entries(directories).map(([name, path]) => `XDG_${name}_DIR="${path}"`)
  return { '.config/user-dirs.dirs': `${lines.join('\n')}\n`, 'Downloads/.keep': '', '.Vorlagen/.keep': '' }
}

function environment(order: SessionOrder, hasLaunchers: boolean): Readonly<Record<string, string>> {
  const german = order.person.language === 'de'
  return {
    ...(hasLaunchers ? { PATH: `${launcherPlace}:${usualPath}` } : {}),
    LANG: german ? 'de_DE.UTF-8' : 'C.UTF-8',
    LANGUAGE: german ? 'de' : 'en',
    XDG_CONFIG_DIRS: `${configuration}:/etc/xdg`,
    XDG_DATA_DIRS: `${data}:/usr/local/share:/usr/share`,
    XDG_SESSION_TYPE: 'x11',
    XDG_CURRENT_DESKTOP: order.target.app === null ? 'XFCE' : 'Nahtlos',
    XAUTHORITY: `${sessionPlace}/display/Xauthority`,
    // No accessibility bus until somebody asks for it: each program would wait for it at its start.
    NO_AT_BRIDGE: '1',
    GTK_A11Y: 'none',
    // GTK programs keep their settings in one plain file that follows the person, without a daemon that holds them back.
    GSETTINGS_BACKEND: 'keyfile',
    LIBGL_ALWAYS_SOFTWARE: '1',
  }
}

function command(order: SessionOrder): readonly string[] {
  const { app: id } = order.target
  if (id === null) return ['dbus-run-session', '--', 'xfce4-session']
  const app = order.apps.find((candidate) => candidate.id === id)
  if (!app) throw new UnknownApp(`the workspace ${order.target.workspace} has no app ${id}`)
  const startup = `sh -c ${quote(`${[...appMark(app.id), ...app.command].map(quote).join(' ')}; openbox --exit`)}`
  return ['dbus-run-session', '--', 'openbox', '--config-file', `${sessionPlace}/etc/openbox.xml`, '--startup', startup]
}
