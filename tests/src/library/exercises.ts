import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Exercise } from './exercise.ts'
import {
  alone,
  comes,
  dismiss,
  dismissIfThere,
  goes,
  keys,
  press,
  sizeOf,
  tabs,
  titled,
  untitled,
  windowOf,
  written,
} from './hands.ts'
import { mail } from './mail.ts'
import { kept, leastSize, menuItem, sized, switched, turned } from './windowed.ts'

const channels = '.config/xfce4/xfconf/xfce-perchannel-xml'
const keyfile = '.config/glib-2.0/settings/keyfile'

/** A property of xfconf, by xfconf-query(1): what parts of the desktop keep that have no window of their own. */
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

const loginShell = `grep -oE '^CommandLoginShell=TRUE$' .config/xfce4/terminal/terminalrc`
const terminalPreferences = (press: string) => `xfce4-terminal --disable-server --preferences >/dev/null 2>&1 9>&- &
      ${comes('Terminal Preferences')}
      ${press === '' ? ':' : press}
      wmctrl -c 'Terminal Preferences'
      ${goes('Terminal Preferences')}`

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

/** Those that take longest come first, so that none runs on alone. */
export const exercises: readonly Exercise[] = [
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
      first: `until grep -qs toolbars.bookmarks.visibility ${firefox}/prefs.js; do
        ${press('firefox', 'ctrl+shift+b')}
        ${written(5, 'toolbars.bookmarks.visibility', `${firefox}/prefs.js`)}
      done`,
    },
    'toolbars.bookmarks.visibility',
  ),
  mail,
  switched(
    'keepassxc',
    'keepassxc',
    {
      template: 'password-safe',
      file: '.config/keepassxc/keepassxc.ini',
      name: 'keepassxc',
      // At its first start it asks whether it may look for new versions. The keys hide names in its lists.
      first: `${dismissIfThere('Check for updates')}
        ${press('keepassxc', 'ctrl+shift+b')}`,
    },
    'HideUsernames=true',
  ),
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
  turned(
    'mousepad and the dialog of files',
    'mousepad',
    {
      template: 'gtk-programs',
      file: keyfile,
      name: 'mousepad',
      // The toolbar by its menu; then the files that begin with a dot, in the dialog that all GTK programs have.
      first: `until grep -qs '^show-hidden=true$' ${keyfile}; do
        ${press('mousepad', 'ctrl+o')}
        ${comes('Open File')}
        ${keys('ctrl+h', 'Escape')}
        ${goes('Open File')}
        ${written(5, '^show-hidden=true$', keyfile)}
      done`,
    },
    leastSize,
    `grep -oE '^(toolbar-visible|show-hidden)=true$' ${keyfile} | sort`,
    'alt+v',
    't',
  ),
  turned(
    'atril',
    'atril',
    {
      template: 'gtk-programs',
      file: keyfile,
      name: 'atril',
      // What its windows are to look like it keeps only when it is told to.
      first: `until grep -qs '^show-toolbar=false$' ${keyfile}; do
        ${press('atril', 'ctrl+t')}
        ${written(5, '^show-toolbar=false$', keyfile)}
      done`,
    },
    leastSize,
    `grep -oE '^show-toolbar=false$' ${keyfile}`,
    'alt+v',
    'Return',
  ),
  turned(
    'gucharmap',
    'gucharmap',
    { template: 'gtk-programs', file: keyfile, name: 'gucharmap' },
    menuItem('snap-cols-pow2'),
    `grep -oE '^snap-cols-pow2=true$' ${keyfile}`,
    'alt+v',
    'c',
  ),
  turned(
    'thunar',
    'thunar',
    // Its class is written in capitals or not, by who starts it.
    { template: 'thunar', file: `${channels}/thunar.xml`, name: 'hunar' },
    leastSize,
    'xfconf-query -c thunar -p /last-menubar-visible',
    'ctrl+m',
  ),
  turned(
    'ristretto',
    'ristretto',
    { template: 'ristretto', file: `${channels}/ristretto.xml`, name: 'ristretto' },
    leastSize,
    'xfconf-query -c ristretto -p /window/toolbar/show',
    'alt+v',
    'Return',
  ),
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
    each: `settled ${windowOf('dia.Dia')}`,
  }),
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
    'klavaro',
    'klavaro',
    {
      template: 'typing-course',
      file: '.config/klavaro/preferences.ini',
      name: 'klavaro',
      // Five exercises, two lists for the keyboard and one for the language; then whether it reads aloud.
      first: press('klavaro', ...tabs(8), 'space'),
    },
    'speech=false',
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
        width=${sizeOf('viewnior')}; width="\${width%x*}"
        xdotool mousemove --window ${windowOf('viewnior')} $((width - 18)) 19 click 1; sleep 0.5
        ${keys('p')}
        ${comes('Viewnior Preferences')}
        ${keys(...tabs(3), 'space', 'Escape')}
        ${goes('Viewnior Preferences')}`,
    },
    'smooth-images=false',
  ),
  sized('vlc', 'vlc', {
    template: 'video-player',
    file: '.config/vlc/vlc-qt-interface.conf',
    name: 'vlc',
    pressesKeys: true,
    first: `${press('vlc', 'Return')}
        ${untitled('Privacy')}
        ${titled('VLC media player')}
        settled ${windowOf('vlc')}`,
  }),
  sized('filezilla', 'filezilla', {
    template: 'file-transfer',
    file: '.config/filezilla/filezilla.xml',
    name: 'filezilla',
    first: dismiss('Welcome to FileZilla'),
  }),
  sized('homebank', 'homebank', {
    template: 'account-book',
    file: '.config/homebank/preferences',
    name: 'homebank',
    each: dismiss('Welcome to HomeBank'),
  }),
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
      ${alone(terminalPreferences(keys(...tabs(3), 'space')))}
      wait
    done`,
    ask: `${terminalPreferences('')}; wait; ${loginShell}`,
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
