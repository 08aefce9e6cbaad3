import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** How one app of the library is told to change a setting, and asked for it in a fresh home. Shell scripts, run in a desktop. */
export interface Exercise {
  readonly app: string
  /** The template that carries it. */
  readonly template: string
  readonly change: string
  /** Prints what has to be the same after the change and in a fresh home. */
  readonly ask: string
  /** A file that has to be in the vault. */
  readonly file: string
  /** The change is made with keys, which go to whichever window is in front: so no other may open meanwhile. */
  readonly pressesKeys: boolean
}

const channels = '.config/xfce4/xfconf/xfce-perchannel-xml'

/** A property of xfconf, by xfconf-query(1). */
function xfconf(template: string, channel: string, property: string, type: string, value: string): Exercise {
  const query = `xfconf-query -c ${channel} -p '${property}'`
  return {
    app: `${channel} (xfconf)`,
    template,
    file: `${channels}/${channel}.xml`,
    pressesKeys: false,
    change: `${query} -n -t ${type} -s '${value}'; ${query}`,
    ask: query,
  }
}

/**
 * A key of GSettings, by gsettings(1). GLib's keyfile does not lock between processes: two that write within the same
 * milliseconds, as a person never does, lose one of the keys; so they take turns.
 */
function gsettings(app: string, schema: string, key: string, value: string): Exercise {
  const get = `gsettings get ${schema} ${key}`
  return {
    app,
    template: 'gtk-programs',
    file: '.config/glib-2.0/settings/keyfile',
    pressesKeys: false,
    change: `flock "$XDG_RUNTIME_DIR" gsettings set ${schema} ${key} "${value}"; ${get}`,
    ask: get,
  }
}

interface Windowed {
  readonly template: string
  readonly file: string
  /** What `wmctrl -lx` calls its main window. */
  readonly name: string
  /** Answers what the app asks at its first start. */
  readonly first?: string
  /** Answers what it asks at every start. */
  readonly each?: string
}

/** wmctrl(1) fails as a whole when one of the windows goes while it looks; then it looks again. */
export const prelude = `windows() {
  until listed="$(wmctrl -lxG 2>/dev/null)"; do sleep 0.02; done
  echo "$listed"
}
# Waits until the program of a window has worked off what it was told: it sleeps, and has not worked for a while.
settled() {
  pid="$(wmctrl -lp | awk -v id="$1" '$1 == id { print $3 }')"
  before=
  rounds=0
  while [ -e "/proc/$pid/stat" ] && [ $rounds -lt 100 ]; do
    now="$(sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $1, $12, $13 }')"
    case "$now" in S*) [ "$now" = "$before" ] && break ;; esac
    before="$now" rounds=$((rounds + 1))
    sleep 0.3
  done
}`
const find = (name: string) => `windows | awk -v name='${name}' 'index($7, name) { print $1, $5 "x" $6; exit }'`
const appears = (name: string) => `until [ -n "$(${find(name)})" ]; do sleep 0.05; done`
/** Closes all of an app's windows, also the one that greets at the first start and holds the others till then. */
const close = (name: string) => `
  until [ -z "$(${find(name)})" ]; do
    for window in $(windows | awk -v name='${name}' 'index($7, name) { print $1 }'); do
      wmctrl -i -c "$window" 2>/dev/null
    done
    sleep 0.3
  done`

/** The size that a person gives to an app's window, which the app keeps among its settings. */
function sized(app: string, command: string, { template, file, name, first, each = '' }: Windowed): Exercise {
  const start = `${command} >/dev/null 2>&1 & ${appears(name)}
    ${each}`
  const size = `${find(name)} | cut -d' ' -f2`
  return {
    app,
    template,
    file,
    pressesKeys: false,
    change: `${start}
      ${first ?? ''}
      id=$(${find(name)} | cut -d' ' -f1); before=$(${size})
      until [ "$(${size})" != "$before" ]; do
        wmctrl -i -r "$id" -b remove,maximized_vert,maximized_horz
        wmctrl -i -r "$id" -e 0,70,60,931,613; sleep 0.1
      done
      settled "$id"; ${size}
      ${close(name)}`,
    ask: `${start}
      tries=0; until [ "$(${size})" = "$EXPECTED" ] || [ $tries -gt 80 ]; do sleep 0.1; tries=$((tries + 1)); done
      ${size}
      ${close(name)}`,
  }
}

/** What an app writes when it is used and closed; asked is what it makes of that file when it is used again. */
function kept(
  app: string,
  command: string,
  { template, file, name, first = '', each = '' }: Windowed,
  keys: string,
): Exercise {
  // Nobody closes a window that is still being put up; what it would keep of itself then is a matter of luck.
  const use = (press: string) => `${command} >/dev/null 2>&1 & ${appears(name)}
    ${each}
    ${press}
    settled "$(${find(name)} | cut -d' ' -f1)"
    ${close(name)}
    wait`
  const told = `grep -aE '${keys}' "${file}" | sort`
  const change = `${use(first)}; ${told}`
  return { app, template, file, pressesKeys: first !== '', change, ask: `${use('')}; ${told}` }
}

/**
 * A switch in an app's own dialog, which it writes down when it is closed. A dialog may not hear its first keys: then
 * it is used once more. Asked is what the app, used again, makes of it: in an empty home it would write its default.
 */
function switched(
  app: string,
  command: string,
  { template, file, name, first = '' }: Windowed,
  wanted: string,
): Exercise {
  const use = (press: string) => `${command} >/dev/null 2>&1 & ${appears(name)}
    ${press}
    ${close(name)}
    wait`
  const told = `grep -oE '^${wanted}$' "${file}"`
  return {
    app,
    template,
    file,
    pressesKeys: true,
    change: `until ${told}; do
      ${use(first)}
    done`,
    ask: `${use('')}; ${told}`,
  }
}

const keys = (...names: string[]) => names.map((key) => `xdotool key ${key}; sleep 0.15`).join('; ')

/** Waits some seconds for a window of this title: keys that went astray open none. */
const comes = (title: string) => waits(`wmctrl -l | grep -q '${title}'`)
const goes = (title: string) => waits(`! wmctrl -l | grep -q '${title}'`)
const waits = (condition: string, tenths = 50) =>
  `tries=0; until ${condition} || [ $tries -gt ${tenths} ]; do sleep 0.1; tries=$((tries + 1)); done; sleep 0.3`

const press = (name: string, ...names: string[]) => `
  until [ "$(xdotool getactivewindow)" = "$(($(${find(name)} | cut -d' ' -f1)))" ]; do
    wmctrl -i -a "$(${find(name)} | cut -d' ' -f1)"; sleep 0.1
  done
  ${keys(...names)}`

const tabs = (count: number) => Array.from({ length: count }, () => 'Tab')

const loginShell = `grep -oE '^CommandLoginShell=TRUE$' .config/xfce4/terminal/terminalrc`
const terminalPreferences = (press: string) => `xfce4-terminal --disable-server --preferences >/dev/null 2>&1 &
      ${waits(`wmctrl -l | grep -q 'Terminal Preferences'`)}
      ${press === '' ? ':' : press}
      wmctrl -c 'Terminal Preferences'
      wait`

const firefox = '.config/mozilla/firefox/arbeitsplatz'

/** What this system has of several that may be there. */
const firstThere = (...programs: string[]) =>
  programs.find((program) => existsSync(`/usr/bin/${program}`)) ?? programs[0]

/** The folder of GIMP's settings, after its version, and the template of that version. */
function gimpHere(): { readonly folder: string; readonly template: string } {
  const { stdout } = spawnSync('gimp', ['--version'], { encoding: 'utf8' })
  const [, major = '2', minor = '10'] = /(\d+)\.(\d+)/.exec(stdout ?? '') ?? []
  return { folder: `.config/GIMP/${major}.${minor}`, template: major === '2' ? 'image-editor' : 'image-editor-3' }
}
const gimp = gimpHere()

export const exercises: readonly Exercise[] = [
  xfconf('xfce-panel', 'xfce4-panel', '/panels/panel-1/size', 'uint', '61'),
  xfconf('xfce-background', 'xfce4-desktop', '/desktop-icons/icon-size', 'uint', '77'),
  xfconf('xfce-windows', 'xfwm4', '/general/title_alignment', 'string', 'left'),
  xfconf('xfce-appearance', 'xsettings', '/Gtk/FontName', 'string', 'Sans 13'),
  xfconf('xfce-input', 'xfce4-keyboard-shortcuts', '/commands/custom/<Super>e', 'string', 'thunar'),
  xfconf('xfce-input', 'pointers', '/Mouse/Acceleration', 'double', '3.5'),
  xfconf('xfce-session', 'xfce4-session', '/general/PromptOnLogout', 'bool', 'true'),
  xfconf('xfce-notifications', 'xfce4-notifyd', '/notify-location', 'uint', '1'),
  {
    app: 'file associations (gio)',
    template: 'file-associations',
    file: '.config/mimeapps.list',
    pressesKeys: false,
    change: 'gio mime text/html nahtlos-text-editor.desktop >/dev/null; gio mime text/html | head -n 1',
    ask: 'gio mime text/html | head -n 1',
  },
  gsettings('mousepad', 'org.xfce.mousepad.preferences.view', 'show-line-numbers', 'true'),
  gsettings('atril', 'org.mate.Atril.Default', 'continuous', 'false'),
  gsettings('gucharmap', 'org.gnome.Charmap', 'snap-cols-pow2', 'true'),
  gsettings('file dialogs', 'org.gtk.Settings.FileChooser', 'show-hidden', 'true'),
  xfconf('thunar', 'thunar', '/misc-full-path-in-window-title', 'bool', 'true'),
  xfconf('ristretto', 'ristretto', '/window/toolbar/show', 'bool', 'false'),
  sized('xfce4-taskmanager', 'xfce4-taskmanager', {
    template: 'task-manager',
    file: `${channels}/xfce4-taskmanager.xml`,
    name: 'taskmanager',
  }),
  sized('xfce4-appfinder', 'xfce4-appfinder --disable-server', {
    template: 'app-finder',
    file: `${channels}/xfce4-appfinder.xml`,
    name: 'appfinder',
  }),
  sized('xournalpp', 'xournalpp', { template: 'pdf-notes', file: '.config/xournalpp/settings.xml', name: 'xournalpp' }),
  sized('geany', 'geany', { template: 'code-editor', file: '.config/geany/geany.conf', name: 'geany' }),
  sized('featherpad', 'featherpad', {
    template: 'simple-editor',
    file: '.config/featherpad/fp.conf',
    name: 'featherpad',
  }),
  sized('speedcrunch', 'speedcrunch', {
    template: 'scientific-calculator',
    file: '.config/SpeedCrunch/SpeedCrunch.ini',
    name: 'speedcrunch',
  }),
  sized('remmina', 'remmina', { template: 'remote-access', file: '.config/remmina/remmina.pref', name: 'remmina' }),
  sized('pdfarranger', 'pdfarranger', {
    template: 'pdf-arranger',
    file: '.config/pdfarranger/config.ini',
    name: 'dfarranger',
  }),
  sized('dia', 'dia', {
    template: 'diagrams',
    file: '.dia/persistence',
    name: 'dia.Dia',
    // It opens small and grows to the size that it knows.
    each: waits('false', 10),
  }),
  sized('libreoffice', 'libreoffice --norestore --writer', {
    template: 'libreoffice',
    file: '.config/libreoffice/4/user/registrymodifications.xcu',
    name: 'libreoffice-writer',
  }),
  kept(
    'firefox',
    `${firstThere('firefox-esr', 'firefox')} about:blank`,
    {
      template: 'firefox',
      file: `${firefox}/prefs.js`,
      name: 'firefox',
      // A window that has just come may not hear keys yet; Firefox writes within seconds what it was told.
      first: `until grep -q toolbars.bookmarks.visibility ${firefox}/prefs.js; do
        ${press('firefox', 'ctrl+shift+b')}
        tries=0; until grep -q toolbars.bookmarks.visibility ${firefox}/prefs.js || [ $tries -gt 50 ]; do
          sleep 0.1; tries=$((tries + 1))
        done
      done`,
    },
    'toolbars.bookmarks.visibility',
  ),
  kept(
    'thunderbird',
    'thunderbird',
    { template: 'thunderbird', file: '.thunderbird/profiles.ini', name: 'thunderbird' },
    '^Path=',
  ),
  kept(
    'galculator',
    'galculator',
    {
      template: 'calculator',
      file: '.config/galculator/galculator.conf',
      name: 'galculator',
      first: press('galculator', 'alt+v', 'Down', 'Return'),
    },
    '^(mode|disp_|vis_)',
  ),
  switched(
    'xarchiver',
    'xarchiver',
    {
      template: 'archives',
      file: '.config/xarchiver/xarchiverrc',
      name: 'xarchiver',
      // The last of its second menu is its preferences; the fourth of them is the order of an archive's files.
      first: `${press('xarchiver', 'F10', 'Right', 'Up', 'Return')}
        ${comes('Preferences')}
        ${keys(...tabs(4), 'space', ...tabs(3), 'Return')}
        ${goes('Preferences')}`,
    },
    'sort_filename_content=true',
  ),
  switched(
    'keepassxc',
    'keepassxc',
    {
      template: 'password-safe',
      file: '.config/keepassxc/keepassxc.ini',
      name: 'keepassxc',
      // At its first start it asks whether it may look for new versions. The keys hide names in its lists.
      first: `${waits(`wmctrl -c 'Check for updates'`, 10)}
        ${press('keepassxc', 'ctrl+shift+b')}`,
    },
    'HideUsernames=true',
  ),
  switched(
    'viewnior',
    'viewnior',
    {
      template: 'picture-viewer',
      file: '.config/viewnior/viewnior.conf',
      name: 'viewnior',
      // The button at the right end opens its menu.
      first: `${press('viewnior', 'Shift_L')}
        id=$(${find('viewnior')} | cut -d' ' -f1); width=$(${find('viewnior')} | cut -d' ' -f2 | cut -dx -f1)
        xdotool mousemove --window "$id" $((width - 18)) 19 click 1; sleep 0.5
        ${keys('p')}
        ${comes('Viewnior Preferences')}
        ${keys(...tabs(3), 'space', 'Escape')}
        ${goes('Viewnior Preferences')}`,
    },
    'smooth-images=false',
  ),
  {
    ...sized('vlc', 'vlc', {
      template: 'video-player',
      file: '.config/vlc/vlc-qt-interface.conf',
      name: 'vlc',
      first: `${press('vlc', 'Return')}
        while wmctrl -l | grep -q 'Privacy'; do sleep 0.05; done
        until wmctrl -l | grep -q 'VLC media player'; do sleep 0.05; done
        settled "$(${find('vlc')} | cut -d' ' -f1)"`,
    }),
    pressesKeys: true,
  },
  sized('filezilla', 'filezilla', {
    template: 'file-transfer',
    file: '.config/filezilla/filezilla.xml',
    name: 'filezilla',
    first: `until wmctrl -c 'Welcome to FileZilla'; do sleep 0.1; done; sleep 0.3`,
  }),
  sized('homebank', 'homebank', {
    template: 'account-book',
    file: '.config/homebank/preferences',
    name: 'homebank',
    each: `until wmctrl -c 'Welcome to HomeBank'; do sleep 0.1; done
      while wmctrl -l | grep -q 'Welcome to HomeBank'; do sleep 0.1; done`,
  }),
  {
    app: 'gimp',
    template: gimp.template,
    file: `${gimp.folder}/gimprc`,
    pressesKeys: false,
    change: `gimp -i -b '(gimp-gimprc-set "undo-levels" "37")' -b '(gimp-quit 0)' >/dev/null 2>&1
      grep -oE '\\b37\\b' ${gimp.folder}/gimprc`,
    ask: `gimp -i -b '(gimp-message (car (gimp-gimprc-query "undo-levels")))' -b '(gimp-quit 0)' 2>&1 |
      grep -oE '\\b37\\b' | head -n 1`,
  },
  switched(
    'xfce4-screenshooter',
    'xfce4-screenshooter',
    {
      template: 'screenshot',
      file: '.config/xfce4/xfce4-screenshooter',
      name: 'xfce4-screenshooter',
      // From the whole screen to the second of what it may take: the window in front.
      first: press('xfce4-screenshooter', 'Down'),
    },
    'region=2',
  ),
  {
    app: 'xfce4-terminal',
    template: 'terminal',
    file: '.config/xfce4/terminal/terminalrc',
    pressesKeys: true,
    // The fourth of its preferences starts a login shell; they are closed by their title, because vim has a window of the same kind.
    change: `until ${loginShell}; do
      ${terminalPreferences(`wmctrl -a 'Terminal Preferences'; sleep 0.3; ${keys(...tabs(3), 'space')}`)}
    done`,
    ask: `${terminalPreferences('')}; ${loginShell}`,
  },
  {
    app: 'vim, in the terminal',
    template: 'vim',
    file: '.viminfo',
    pressesKeys: false,
    change: `xfce4-terminal --disable-server -x vim -i .viminfo -c 'let @a="remembered"' -c 'wv' -c q >/dev/null 2>&1
      grep -q remembered .viminfo && echo remembered`,
    ask: `xfce4-terminal --disable-server -x vim -i .viminfo -c 'call writefile([@a], "/tmp/a")' -c q >/dev/null 2>&1
      grep -q remembered /tmp/a && echo remembered`,
  },
]
