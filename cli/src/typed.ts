import { CalendarDate } from '@nahtlos/contract/identifiers'
import { Failure } from './failure.ts'
import type { Say } from './language.ts'

/** What somebody typed, checked before anything is sent: each of these fails with what would fit. */

/** A whole number from 1 on, e.g. of a revision. */
export function numberOf(word: string, say: Say): number {
  if (/^[1-9]\d{0,14}$/.test(word)) return Number(word)
  throw new Failure(
    say({ de: '„{}“ ist keine Nummer.', en: '"{}" is no number.' }, word),
    say({ de: 'Eine Nummer ist zum Beispiel 12.', en: 'A number is for example 12.' }),
  )
}

/** A point in time. */
export function instantOf(word: string, say: Say): string {
  const at = new Date(word)
  if (!Number.isNaN(at.getTime())) return at.toISOString()
  throw new Failure(
    say({ de: '„{}“ ist keine Zeit.', en: '"{}" is no time.' }, word),
    say({ de: 'Zum Beispiel: 2026-03-06T09:30+01:00', en: 'For example: 2026-03-06T09:30+01:00' }),
  )
}

/** A day of the calendar. */
export function dayOf(word: string, say: Say): string {
  if (CalendarDate.safeParse(word).success) return word
  throw new Failure(say({ de: '„{}“ ist kein Tag wie 2026-03-02.', en: '"{}" is no date like 2026-03-02.' }, word))
}

/** One of a few words. */
export function oneOf<const Word extends string>(word: string, words: readonly Word[], say: Say): Word {
  const found = words.find((one) => one === word)
  if (found !== undefined) return found
  throw new Failure(
    say({ de: '„{}“ passt hier nicht.', en: '"{}" does not fit here.' }, word),
    say({ de: 'Möglich sind: {}', en: 'Possible are: {}' }, words.join(', ')),
  )
}

/** The value of an option that is `yes` or `no`; `otherwise` where it was not given. */
export function isYes(word: string | undefined, otherwise: boolean, say: Say): boolean {
  return word === undefined ? otherwise : oneOf(word, ['yes', 'no'], say) === 'yes'
}
