import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import { selectionOf } from '@nahtlos/core/settings/selection'
import { readConfigurationFiles } from './configuration.ts'

const result = loadConfiguration(readConfigurationFiles())
assert.ok(result.ok)
const templates = [...result.configuration.settings.values()].map((template) => ({
  id: template.id,
  selection: selectionOf(template),
}))

/** Paths that the programs of Debian 12 really write into a fresh home, and the template that each belongs to. */
const written: Readonly<Record<string, readonly string[]>> = {
  'xfce-panel': [
    '.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml',
    '.config/xfce4/panel/launcher-17/17954785181.desktop',
  ],
  'xfce-background': [
    '.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-desktop.xml',
    '.config/xfce4/desktop/icons.screen0-1264x757.rc',
  ],
  'xfce-windows': ['.config/xfce4/xfconf/xfce-perchannel-xml/xfwm4.xml'],
  'xfce-input': ['.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-keyboard-shortcuts.xml'],
  thunar: [
    '.config/Thunar/accels.scm',
    '.config/Thunar/uca.xml',
    '.config/xfce4/xfconf/xfce-perchannel-xml/thunar.xml',
  ],
  'gtk-programs': ['.config/glib-2.0/settings/keyfile'],
  calculator: ['.config/galculator/galculator.conf'],
  'password-safe': ['.config/keepassxc/keepassxc.ini'],
  archives: ['.config/xarchiver/xarchiverrc'],
  ristretto: ['.config/xfce4/xfconf/xfce-perchannel-xml/ristretto.xml'],
  screenshot: ['.config/xfce4/xfce4-screenshooter'],
  'file-associations': ['.config/mimeapps.list', '.local/share/applications/userapp-gimp-2.10-AB12CD.desktop'],
  libreoffice: [
    '.config/libreoffice/4/user/registrymodifications.xcu',
    '.config/libreoffice/4/user/autotext/mytexts.bau',
    '.config/libreoffice/4/user/basic/Standard/Module1.xba',
  ],
  firefox: [
    '.config/mozilla/firefox/profiles.ini',
    '.config/mozilla/firefox/installs.ini',
    '.config/mozilla/firefox/Profile Groups/d1b56d98.sqlite',
    '.config/mozilla/firefox/gdqi0583.default-esr/prefs.js',
    '.config/mozilla/firefox/gdqi0583.default-esr/places.sqlite',
    '.config/mozilla/firefox/gdqi0583.default-esr/logins.db',
    '.config/mozilla/firefox/gdqi0583.default-esr/pkcs11.txt',
    '.config/mozilla/firefox/gdqi0583.default-esr/formhistory.sqlite',
    '.mozilla/firefox/abcd1234.default-esr/prefs.js',
  ],
  thunderbird: [
    '.thunderbird/gdqi0583.default-esr/openpgp.sqlite',
    '.thunderbird/gdqi0583.default-esr/secring.gpg',
    '.thunderbird/gdqi0583.default-esr/encrypted-openpgp-passphrase.txt',
    '.thunderbird/gdqi0583.default-esr/calendar-data/local.sqlite',
    '.thunderbird/gdqi0583.default-esr/abook.sqlite',
    '.thunderbird/gdqi0583.default-esr/abook-2.sqlite',
    '.thunderbird/gdqi0583.default-esr/Mail/Local Folders/msgFilterRules.dat',
    '.thunderbird/gdqi0583.default-esr/storage/default/moz-extension+++ab^userContextId=1/idb/1.sqlite',
  ],
  'local-mail': [
    '.thunderbird/gdqi0583.default-esr/Mail/Local Folders/Archiv.sbd/2025',
    '.thunderbird/gdqi0583.default-esr/Mail/pop.example.org/Inbox',
  ],
}

/** What these programs write and nobody would miss. */
const leftBehind = [
  '.cache/mozilla/firefox/gdqi0583.default-esr/startupCache/scriptCache.bin',
  '.config/mozilla/firefox/gdqi0583.default-esr/.parentlock',
  '.config/mozilla/firefox/gdqi0583.default-esr/lock',
  '.config/mozilla/firefox/gdqi0583.default-esr/cookies.sqlite',
  '.config/mozilla/firefox/gdqi0583.default-esr/favicons.sqlite',
  '.config/mozilla/firefox/gdqi0583.default-esr/storage/permanent/chrome/idb/3870112724rsegmnoittet-es.sqlite',
  '.config/mozilla/firefox/Profile Groups/d1b56d98.sqlite-shm',
  '.thunderbird/gdqi0583.default-esr/Mail/Local Folders/Inbox.msf',
  '.thunderbird/gdqi0583.default-esr/ImapMail/imap.example.org/INBOX',
  '.thunderbird/gdqi0583.default-esr/calendar-data/cache.sqlite',
  '.thunderbird/gdqi0583.default-esr/global-messages-db.sqlite',
  '.config/libreoffice/4/.lock',
  '.config/libreoffice/4/user/GraphicsRenderTests.log',
  '.config/libreoffice/4/user/extensions/bundled/lastsynchronized',
  '.config/xfce4/xfconf/xfce-perchannel-xml/displays.xml',
  '.local/share/recently-used.xbel',
  '.ICEauthority',
  'Dokumente/Bescheid.odt',
]

for (const [id, paths] of Object.entries(written)) {
  test(`what belongs to ${id} is kept by ${id} alone`, () => {
    for (const path of paths) {
      const owners = templates.filter(({ selection }) => selection.has(path)).map((template) => template.id)
      assert.deepEqual(owners, [id], path)
    }
  })
}

test('caches, locks, and documents are no settings', () => {
  for (const path of leftBehind) {
    const owners = templates.filter(({ selection }) => selection.has(path)).map((template) => template.id)
    assert.deepEqual(owners, [], path)
  }
})
