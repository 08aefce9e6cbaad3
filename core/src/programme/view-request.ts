import type { CalendarDate, Slug } from '@nahtlos/contract/identifiers'
import type { RequestAction, RequestView, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Text } from '@nahtlos/contract/text'
import { type Actor, type Bodies, partsOf } from './actor.ts'
import { isThereFor } from './concerned.ts'
import { contestUntil, type DateOf } from './contest.ts'
import { contestBodies } from './contest-bodies.ts'
import { hasActed } from './decide.ts'
import { partOf } from './part-of.ts'
import { patienceUntil } from './pass-time.ts'
import { besideSteps, concernsReader, countedAnew, shownSteps } from './shown-steps.ts'

/**
 * A request as one reader sees it; null where it is not there for her. What is confidential or sealed is only for
 * those whom it concerns.
 */
export function viewRequest(
  request: TeleworkRequest,
  reader: {
    readonly actor: Actor
    readonly bodies: Bodies
    readonly today: CalendarDate
    readonly dateOf: DateOf
    readonly departmentTitle: Text
    readonly titles?: RequestView['titles']
  },
): RequestView | null {
  const { actor, bodies, today } = reader
  const own = actor.id === request.person.id
  const parts = partsOf(actor, request.person, bodies)
  if (!isThereFor(request, actor, parts)) return null
  const isFor = concernsReader(request, actor, parts)
  const sees = (what: 'family-duties' | 'representative') =>
    own || [...parts.keys()].some((body) => isAsked(request, body) && bodies[body]?.sees.includes(what))
  const shown = shownSteps(request, reader)
  const isShown = (number: number) => shown.some((step) => step.number === number)
  const { application, contest } = request
  const yours = own || request.state !== 'open' ? [] : openTo(request, parts, actor)
  const until = contestUntil(request, reader.dateOf)
  const limit = patienceUntil(request)
  const may = mayOf(request, {
    own,
    decides: contestBodies(request).some((body) => parts.has(body)) && !hasActed(request, actor),
    today,
    until,
  })
  const canRefuse =
    may.includes('decide-contest') ||
    request.steps.some(({ number, task }) => yours.includes(number) && task !== 'opinion')
  return {
    id: request.id,
    person: request.person,
    state: request.state,
    round: request.round,
    application: {
      ...application,
      familyDuties: sees('family-duties') ? application.familyDuties : null,
      representative: sees('representative') ? application.representative : null,
    },
    steps: countedAnew(shown),
    // The steps of earlier rounds are gone, and with them what was confidential: others only see why it came back.
    records: request.records
      .filter(({ step, round, as, outcome }) => {
        if (step === null || own) return true
        return round === request.round ? isShown(step) : isFor(as) || outcome === 'returned'
      })
      .map((record) => besideSteps(request, shown, record)),
    departmentTitle: reader.departmentTitle,
    titles: reader.titles ?? {},
    filedAt: request.records[0]?.at ?? '',
    yours: yours.map((number) => shown.findIndex((step) => step.number === number)),
    may,
    // Only for whoever can refuse now: to everybody else it would tell what is sealed.
    detailedReasons: application.familyDuties === true && canRefuse ? request.detailedLength : null,
    contestUntil: own && until !== null && until >= today ? until : null,
    contestTitle: contest.title,
    correctUntil: own && request.state === 'returned' && limit !== null ? reader.dateOf(limit) : null,
    contestDecisionBy: request.state === 'contested' && limit !== null ? reader.dateOf(limit) : null,
    homeWorkplace: null,
    unchecked: [],
  }
}

function openTo(request: TeleworkRequest, parts: ReturnType<typeof partsOf>, actor: Actor): number[] {
  return request.steps
    .filter((step) => {
      const part = step.state === 'open' ? partOf(step, parts) : undefined
      return part !== undefined && !hasActed(request, actor, part.body)
    })
    .map(({ number }) => number)
}

function mayOf(
  request: TeleworkRequest,
  facts: {
    readonly own: boolean
    readonly decides: boolean
    readonly today: CalendarDate
    readonly until: CalendarDate | null
  },
): RequestAction[] {
  const { state } = request
  if (!facts.own) return state === 'contested' && facts.decides ? ['decide-contest'] : []
  const isWaiting = state === 'open' || state === 'returned' || state === 'contested'
  return [
    ...(isWaiting ? (['withdraw'] as const) : []),
    ...(state === 'returned' ? (['correct'] as const) : []),
    ...(facts.until !== null && facts.until >= facts.today ? (['contest'] as const) : []),
  ]
}

function isAsked(request: TeleworkRequest, body: Slug): boolean {
  return contestBodies(request).includes(body) || request.steps.some((step) => step.body === body)
}
