import { Failure } from './failure.ts'
import type { Say } from './language.ts'

/** A point in time as somebody types it; what is none is told with an example. */
export function instantOf(text: string, say: Say): string {
  const at = new Date(text)
  if (!Number.isNaN(at.getTime())) return at.toISOString()
  throw new Failure(
    say({ de: '„{}“ ist keine Zeit.', en: '"{}" is no time.' }, text),
    say({ de: 'Zum Beispiel: 2026-03-06T09:30+01:00', en: 'For example: 2026-03-06T09:30+01:00' }),
  )
}
