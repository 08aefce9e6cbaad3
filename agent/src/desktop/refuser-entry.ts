import { refuserScript } from '../launcher/refuser.ts'
import { sessionPlace } from '../launcher/session-place.ts'

export const refuserEntry = 'nahtlos-refused.desktop'

/** What is a program and nothing else, by the shared MIME database; a script is a text, too, and opens in an editor. */
export const programTypes = [
  'application/x-executable',
  'application/x-pie-executable',
  'application/vnd.appimage',
  'application/x-iso9660-appimage',
  'application/vnd.debian.binary-package',
  'application/x-deb',
  'application/x-rpm',
  'application/java-archive',
  'application/x-java-archive',
  'application/x-ms-dos-executable',
  'application/x-msdownload',
  'application/vnd.microsoft.portable-executable',
  'application/x-msi',
]

/** Desktop Entry Specification 1.5; in no menu, because there is nothing to start. */
export const refuserEntryText = `[Desktop Entry]
Type=Application
Name=This program is not started
Name[de]=Dieses Programm wird nicht gestartet
Exec=/bin/sh ${sessionPlace}/${refuserScript} %f
NoDisplay=true
MimeType=${programTypes.join(';')};
`
