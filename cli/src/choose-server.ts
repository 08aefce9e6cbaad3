import { Failure } from './failure.ts'
import type { Say } from './language.ts'

/** The portal's origin of what was typed: `arbeitsplatz.example.org` is https. */
export function chooseServer(typed: string, say: Say): string {
  const text = typed.includes('://') ? typed : `https://${typed}`
  if (URL.canParse(text)) {
    const { protocol, origin, username, pathname } = new URL(text)
    if (/^https?:$/.test(protocol) && username === '' && pathname === '/') return origin
  }
  throw new Failure(
    say({ de: '„{}“ ist keine Adresse eines Portals.', en: '"{}" is no address of a portal.' }, typed),
    say({ de: 'Zum Beispiel: https://arbeitsplatz.example.org', en: 'For example: https://workplace.example.org' }),
  )
}
