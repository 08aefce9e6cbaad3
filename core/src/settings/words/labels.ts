import type { Text } from '@nahtlos/contract/text'
import { oneLine } from './one-line.ts'

/**
 * What a key is called. The pattern is matched against `FILE:key/path`, where FILE is the channel or the file's name;
 * the first that matches counts. A key that nobody named here is told by its own name.
 */
const labels: readonly (readonly [RegExp, Text])[] = [
  [/^xfce4-panel:.*\/size$/, { de: 'Größe', en: 'Size' }],
  [/^xfce4-panel:.*\/icon-size$/, { de: 'Symbolgröße', en: 'Icon size' }],
  [/^xfce4-panel:.*\/position$/, { de: 'Lage', en: 'Position' }],
  [/^xfce4-panel:.*\/position-locked$/, { de: 'Lage gesperrt', en: 'Position locked' }],
  [/^xfce4-panel:.*\/length$/, { de: 'Länge', en: 'Length' }],
  [/^xfce4-panel:.*\/mode$/, { de: 'Ausrichtung', en: 'Orientation' }],
  [/^xfce4-panel:.*\/autohide-behavior$/, { de: 'Automatisch ausblenden', en: 'Hide automatically' }],
  [/^xfce4-panel:.*\/dark-mode$/, { de: 'Dunkle Darstellung', en: 'Dark mode' }],
  [/^xfce4-panel:.*\/plugin-ids$/, { de: 'Elemente der Leiste', en: 'Items in the panel' }],
  [/^xfce4-panel:panels$/, { de: 'Leisten', en: 'Panels' }],
  [/^xfce4-desktop:.*\/last-image$/, { de: 'Hintergrundbild', en: 'Background picture' }],
  [/^xfce4-desktop:.*\/image-style$/, { de: 'Darstellung des Hintergrunds', en: 'Background style' }],
  [/^xfce4-desktop:.*\/rgba1$/, { de: 'Hintergrundfarbe', en: 'Background colour' }],
  [/^xfce4-desktop:desktop-icons\/icon-size$/, { de: 'Größe der Symbole', en: 'Icon size' }],
  [/^xfce4-desktop:desktop-icons\/style$/, { de: 'Symbole auf dem Schreibtisch', en: 'Icons on the desktop' }],
  [/^xsettings:Net\/ThemeName$/, { de: 'Aussehen', en: 'Theme' }],
  [/^xsettings:Net\/IconThemeName$/, { de: 'Symbole', en: 'Icons' }],
  [/^xsettings:Gtk\/FontName$/, { de: 'Schrift', en: 'Font' }],
  [/^xsettings:Gtk\/MonospaceFontName$/, { de: 'Schrift mit fester Breite', en: 'Monospace font' }],
  [/^xsettings:Gtk\/CursorThemeName$/, { de: 'Mauszeiger', en: 'Pointer' }],
  [/^xsettings:Gtk\/CursorThemeSize$/, { de: 'Größe des Mauszeigers', en: 'Pointer size' }],
  [/^xsettings:Xft\/DPI$/, { de: 'Auflösung der Schrift', en: 'Font resolution' }],
  [/^xfwm4:general\/theme$/, { de: 'Fensterrahmen', en: 'Window frames' }],
  [/^xfwm4:general\/title_font$/, { de: 'Schrift der Fenstertitel', en: 'Title font' }],
  [/^xfwm4:general\/workspace_count$/, { de: 'Zahl der Arbeitsflächen', en: 'Number of workspaces' }],
  [/^xfwm4:general\/button_layout$/, { de: 'Knöpfe der Fenster', en: 'Window buttons' }],
  [/^keyboards:.*KeyRepeat/, { de: 'Tastenwiederholung', en: 'Key repeat' }],
  [/^pointers:.*Acceleration$/, { de: 'Mausgeschwindigkeit', en: 'Pointer speed' }],
  [/^pointers:.*RightHanded$/, { de: 'Maus für Rechtshänder', en: 'Right-handed mouse' }],
  [/^thunar:last-view$/, { de: 'Ansicht', en: 'View' }],
  [/^thunar:last-show-hidden$/, { de: 'Verborgene Dateien zeigen', en: 'Show hidden files' }],
  [/^thunar:misc-single-click$/, { de: 'Öffnen mit einem Klick', en: 'Open with a single click' }],
  [/^prefs\.js:browser\.startup\.homepage$/, { de: 'Startseite', en: 'Home page' }],
  [/^prefs\.js:browser\.startup\.page$/, { de: 'Beim Start', en: 'When starting' }],
  [/^prefs\.js:browser\.download\.dir$/, { de: 'Ordner für Downloads', en: 'Download folder' }],
  [/^prefs\.js:browser\.toolbars\.bookmarks\.visibility$/, { de: 'Lesezeichenleiste', en: 'Bookmarks toolbar' }],
  [/^prefs\.js:browser\.search\./, { de: 'Suche', en: 'Search' }],
  [/^prefs\.js:intl\.accept_languages$/, { de: 'Sprachen', en: 'Languages' }],
  [/^prefs\.js:layout\.css\.devPixelsPerPx$/, { de: 'Vergrößerung', en: 'Zoom' }],
  [/^prefs\.js:extensions\.activeThemeID$/, { de: 'Aussehen', en: 'Theme' }],
  [/^prefs\.js:mail\.identity\..*\.fullName$/, { de: 'Name des Absenders', en: 'Sender’s name' }],
  [/^prefs\.js:mail\.identity\..*\.useremail$/, { de: 'Adresse des Absenders', en: 'Sender’s address' }],
  [/^prefs\.js:mail\.identity\..*\.htmlSigText$/, { de: 'Signatur', en: 'Signature' }],
  [/^prefs\.js:mail\.server\..*\.hostname$/, { de: 'Mailserver', en: 'Mail server' }],
  [/^keyfile:.*mousepad\/preferences\/view\/font-name$/, { de: 'Schrift', en: 'Font' }],
  [/^keyfile:.*mousepad\/preferences\/view\/color-scheme$/, { de: 'Farben', en: 'Colours' }],
  [/^keyfile:.*mousepad\/preferences\/view\/show-line-numbers$/, { de: 'Zeilennummern', en: 'Line numbers' }],
  [/^keyfile:.*mousepad\/preferences\/view\/word-wrap$/, { de: 'Zeilenumbruch', en: 'Word wrap' }],
  [/^registrymodifications\.xcu:.*\/ooName$/, { de: 'Vorname', en: 'First name' }],
  [/^registrymodifications\.xcu:.*UserProfile\/Data\/sn$/, { de: 'Nachname', en: 'Last name' }],
  [
    /^registrymodifications\.xcu:.*AutoSaveTimeIntervall$/,
    { de: 'Automatisch speichern (Minuten)', en: 'Save automatically (minutes)' },
  ],
  [/^registrymodifications\.xcu:.*SymbolStyle$/, { de: 'Symbole', en: 'Icons' }],
  [/^registrymodifications\.xcu:.*PickList/, { de: 'Zuletzt benutzte Dokumente', en: 'Recent documents' }],
  [/^mimeapps\.list:Default Applications\//, { de: 'Standardprogramm', en: 'Default program' }],
  [/(^|[:/._-])font([-_]?name)?$/i, { de: 'Schrift', en: 'Font' }],
  [/(^|[:/._-])(theme|color[-_]?scheme)$/i, { de: 'Aussehen', en: 'Theme' }],
  [/(^|[:/._-])(language|locale)$/i, { de: 'Sprache', en: 'Language' }],
]

/** Whole files whose content has no words, by the end of their path. */
const files: readonly (readonly [RegExp, Text])[] = [
  [/places\.sqlite$/, { de: 'Lesezeichen und Verlauf', en: 'Bookmarks and history' }],
  [/bookmarkbackups\//, { de: 'Sicherung der Lesezeichen', en: 'Backup of bookmarks' }],
  [/(logins\.(json|db)|key4\.db)$/, { de: 'Gespeicherte Passwörter', en: 'Saved passwords' }],
  [/cert9\.db$/, { de: 'Zertifikate', en: 'Certificates' }],
  [/permissions\.sqlite$/, { de: 'Berechtigungen von Seiten', en: 'Permissions of sites' }],
  [/content-prefs\.sqlite$/, { de: 'Einstellungen je Seite', en: 'Settings per site' }],
  [/(abook|history)\.sqlite$/, { de: 'Adressbuch', en: 'Address book' }],
  [/msgFilterRules\.dat$/, { de: 'Mailfilter', en: 'Mail filters' }],
  [/extensions(\/|\.json$)/, { de: 'Erweiterungen', en: 'Extensions' }],
  [/search\.json\.mozlz4$/, { de: 'Suchmaschinen', en: 'Search engines' }],
  [/gtk-3\.0\/bookmarks$/, { de: 'Lesezeichen der Dateiverwaltung', en: 'Bookmarks of the file manager' }],
  [/launcher-\d+\/[^/]+\.desktop$/, { de: 'Starter in der Leiste', en: 'Launcher in the panel' }],
  [/\.config\/autostart\//, { de: 'Programme beim Anmelden', en: 'Programs at logon' }],
  [/desktop\/icons\./, { de: 'Lage der Symbole', en: 'Places of icons' }],
]

/** Values that programs keep for themselves: counters, times, versions, sizes of windows. */
const technical =
  /(lastupdate|last_update|last-update|timestamp|telemetry|migrat|buildid|mstone|sessionstore|uuid|crash|shutdown|\.id$|lastappversion|lastplatformversion|[-_.]version$|numRuns|window[-_]?(width|height|x|y|state|position|size|pos|maximized)|last[-_](window|pane|separator)|geometry|checksum|hash$|toolkit\.|nimbus|normandy|datareporting|\.(last|next)[A-Z_]|lastSeen|lastChecked|screenshots|cachedClientID|app\.normandy|firstRun)/i

/** Values that are nobody's business, the person's neighbour at the screen included. */
const secret = /(pass(word|wd|phrase|wort)?|kennwort|secret|token|credential|api[-_]?key|cookie|private[-_]?key)/i

export function labelOf(file: string, path: readonly string[]): Text {
  const name = `${file}:${path.join('/')}`
  const found = labels.find(([pattern]) => pattern.test(name))
  if (found !== undefined) return found[1]
  const own = oneLine(
    path
      .filter((part) => part !== '')
      .slice(-3)
      .join('/') || '/',
    100,
  )
  return { de: own, en: own }
}

export function fileLabel(path: string): Text | null {
  return files.find(([pattern]) => pattern.test(path))?.[1] ?? null
}

export function isTechnical(path: readonly string[]): boolean {
  return technical.test(path.join('/'))
}

export function isSecret(path: readonly string[]): boolean {
  return secret.test(path.join('/'))
}
