import type { Text } from '../text.ts'

/**
 * Why a session failed or ended, for administrators: whole sentences of a host's agent, which says them in English, with
 * `; ` between several and `: ` or ` (` before particulars (a log's last line, paths, processes).
 */
export const endReasons = {
  memory: {
    en: 'the host was short of memory, and nobody was connected',
    de: 'Dem Sitzungsserver fehlte Speicher, und niemand war verbunden',
  },
  length: { en: 'its longest duration is reached', de: 'Die längste Dauer ist erreicht' },
  masks: {
    en: 'denied programs could not be masked again after an upgrade',
    de: 'Nach einer Paketaktualisierung ließen sich verbotene Programme nicht wieder sperren',
  },
  sockets: {
    en: 'it took too many socket names, which others need to start',
    de: 'Die Sitzung nahm zu viele Namen von Sockets, die andere zum Start brauchen',
  },
  atOnce: { en: 'the session ended at once', de: 'Die Sitzung endete sofort' },
  displayLate: { en: 'the display did not start in time', de: 'Die Anzeige startete nicht rechtzeitig' },
  displayNameless: { en: 'the display has no name', de: 'Die Anzeige hat keinen Namen' },
  diskFull: { en: 'the disk is full', de: 'Die Platte ist voll' },
  unsaved: {
    en: 'settings could not be saved yet, the home is kept',
    de: 'Einstellungen sind noch nicht gesichert, das Home bleibt so lange',
  },
  savedLate: { en: 'settings were saved late', de: 'Die Einstellungen wurden später gesichert' },
  left: { en: 'left behind', de: 'Zurückgelassen' },
  leftUnknown: {
    en: 'it could not be seen whether something was left behind',
    de: 'Ob etwas zurückblieb, ließ sich nicht feststellen',
  },
  away: { en: 'the host did not come back', de: 'Der Sitzungsserver kam nicht zurück' },
  vanished: {
    en: 'the host no longer has this session',
    de: 'Der Sitzungsserver hat diese Sitzung nicht mehr',
  },
} as const satisfies Readonly<Record<string, Text>>

const sentences: readonly Text[] = Object.values(endReasons)

/** The same in both languages; what is no known sentence stays as it is, because a log speaks as it speaks. */
export function endReasonText(detail: string): Text {
  const german = detail.split('; ').map((part) => {
    const known = sentences.find(({ en }) => part === en || part.startsWith(`${en}: `) || part.startsWith(`${en} (`))
    return known === undefined ? part : `${known.de}${part.slice(known.en.length)}`
  })
  return { de: german.join('; '), en: detail }
}
