import type { Bounds } from '@nahtlos/contract/access/bounds'
import { announcedBefore, type ComingLoss } from '@nahtlos/contract/access/coming-loss'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { EffectiveWorkspace } from '@nahtlos/contract/access/resolution'
import { comingLoss } from '@nahtlos/core/access/coming-loss'
import type { Services } from '../services.ts'

/** What holds for a connection besides its rights. */
export interface ConnectionTerms {
  readonly bounds: Bounds
  /** When the session is logged off because of its length. */
  readonly endsAt: Date | null
  /** What time alone will take from it soon; null where nothing is to be announced. */
  readonly coming: ComingLoss | null
}

const lengthReached = {
  de: 'Die längste Dauer dieser Sitzung ist dann erreicht.',
  en: 'The longest duration of this session is reached then.',
}

export function endsAt({ lengthMinutes }: Bounds, startedAt: Date): Date | null {
  return lengthMinutes === null ? null : new Date(startedAt.getTime() + lengthMinutes * 60_000)
}

export function connectionTerms(
  { published }: Services,
  person: PersonFacts,
  context: Context,
  { id, bounds }: EffectiveWorkspace,
  startedAt: Date,
): ConnectionTerms {
  const configuration = published.for(person)?.configuration
  const end = endsAt(bounds, startedAt)
  const found = configuration ? comingLoss(configuration, person, context, id, announcedBefore) : null
  const byRules = found && withEnd(found, startedAt)
  const soon = end !== null && end.getTime() - Date.parse(context.at) <= announcedBefore
  if (!soon || (byRules !== null && Date.parse(byRules.at) <= end.getTime()))
    return { bounds, endsAt: end, coming: byRules }
  return {
    bounds,
    endsAt: end,
    coming: { at: end.toISOString(), access: true, rights: [], apps: [], bounds: {}, reason: lengthReached },
  }
}

/** A longest duration that begins to hold when it is passed already logs the session off at once. */
function withEnd(coming: ComingLoss, startedAt: Date): ComingLoss {
  const { lengthMinutes } = coming.bounds
  const isPassed = lengthMinutes !== undefined && startedAt.getTime() + lengthMinutes * 60_000 <= Date.parse(coming.at)
  return isPassed ? { ...coming, access: true, rights: [], apps: [], bounds: {} } : coming
}
