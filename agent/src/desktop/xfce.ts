import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { FileTree } from './file-tree.ts'
import { panel } from './panel.ts'
import { array, bool, branch, channel, channelPath, double, int, string, uint, type XfconfTree } from './xfconf.ts'

/**
 * XFCE's defaults of one workspace, as channels for `XDG_CONFIG_DIRS`. What a person changes lies in her home
 * and wins over these.
 */
export function xfceChannels(order: SessionOrder): FileTree {
  const channels: Record<string, XfconfTree> = {
    'xfce4-session': session(),
    'xfce4-desktop': desktop(order.appearance.background),
    'xfce4-panel': panel(order),
    xfwm4: windows(),
    xsettings: look(),
    'xfce4-notifyd': { 'log-level': int(0) },
    thunar: { 'misc-show-delete-action': bool(true), 'last-view': string('ThunarDetailsView') },
  }
  return Object.fromEntries(Object.entries(channels).map(([name, tree]) => [channelPath(name), channel(name, tree)]))
}

/** All parts of the desktop in one priority group, so that they start side by side. */
function session(): XfconfTree {
  const programs = [['xfsettingsd'], ['xfwm4'], ['xfdesktop'], ['xfce4-panel']]
  const clients = programs.flatMap((argv, index) => [
    [`Client${index}_Command`, array(argv.map((word) => string(word)))],
    [`Client${index}_Priority`, int(15)],
    [`Client${index}_PerScreen`, bool(false)],
  ])
  return {
    general: branch({
      FailsafeSessionName: string('Failsafe'),
      LockCommand: string(''),
      SaveOnExit: bool(false),
      AutoSave: bool(false),
      ShowSave: bool(false),
      PromptOnLogout: bool(false),
      StartAssistiveTechnologies: bool(false),
    }),
    startup: branch({
      'ssh-agent': branch({ enabled: bool(false) }),
      'gpg-agent': branch({ enabled: bool(false) }),
    }),
    compat: branch({ LaunchGNOME: bool(false), LaunchKDE: bool(false) }),
    splash: branch({ Engine: string('') }),
    shutdown: branch({
      LockScreen: bool(false),
      ShowSuspend: bool(false),
      ShowHibernate: bool(false),
      ShowHybridSleep: bool(false),
      ShowSwitchUser: bool(false),
    }),
    sessions: branch({
      Failsafe: branch({ IsFailsafe: bool(true), Count: int(programs.length), ...Object.fromEntries(clients) }),
    }),
  }
}

const zoomed = 5
/**
 * A picture that is not there shows the colour alone. With "no picture" as style a click on one in XFCE's own dialog
 * would do nothing; this way it opens where Debian's pictures are, and a click shows one.
 */
const noPicture = '/usr/share/backgrounds/xfce/none'

/** xfdesktop names the monitor after its RandR output; Xvnc's are called `VNC-0` and so on. */
function desktop(background: string): XfconfTree {
  const parts = [1, 3, 5].map((at) => double(Number.parseInt(background.slice(at, at + 2), 16) / 255))
  const backdrop = branch({
    'color-style': int(0),
    'image-style': int(zoomed),
    'last-image': string(noPicture),
    rgba1: array([...parts, double(1)]),
  })
  const monitors = ['monitorVNC-0', 'monitorVNC-1', 'monitor0', 'monitorscreen']
  return {
    backdrop: branch({
      'single-workspace-mode': bool(true),
      'single-workspace-number': int(0),
      screen0: branch(Object.fromEntries(monitors.map((name) => [name, branch({ workspace0: backdrop })]))),
    }),
    'desktop-icons': branch({
      style: int(2),
      // German titles are long and are broken in the middle of a word where the icon above them is small.
      'icon-size': uint(60),
      'file-icons': branch({
        'show-filesystem': bool(false),
        'show-home': bool(false),
        'show-trash': bool(false),
        'show-removable': bool(false),
      }),
    }),
  }
}

/** Without compositing every change of the picture is drawn once, and the display compresses it better. */
function windows(): XfconfTree {
  return {
    general: branch({
      use_compositing: bool(false),
      workspace_count: int(1),
      theme: string('Default'),
      button_layout: string('O|HMC'),
      box_move: bool(false),
      cycle_preview: bool(false),
    }),
  }
}

function look(): XfconfTree {
  return {
    Net: branch({
      ThemeName: string('Adwaita'),
      IconThemeName: string('Adwaita'),
      EnableEventSounds: bool(false),
      CursorBlink: bool(false),
    }),
    Gtk: branch({ FontName: string('Sans 10'), MonospaceFontName: string('Monospace 10') }),
    Xft: branch({ Antialias: int(1), HintStyle: string('hintslight'), RGBA: string('none') }),
  }
}
