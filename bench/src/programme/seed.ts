import { randomUUID } from 'node:crypto'
import { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Actor } from '@nahtlos/core/programme/actor'
import { monthsLater } from '@nahtlos/core/programme/calendar-date'
import { decide } from '@nahtlos/core/programme/decide'
import { correct, fileRequest } from '@nahtlos/core/programme/file-request'
import type { StepResult } from '@nahtlos/core/programme/step-result'
import type { Queries } from '@nahtlos/server/database/database'
import { programmeInForce } from '@nahtlos/server/programme/programme-in-force'
import { insertAgreement } from '@nahtlos/server/programme/save-agreement'
import { insertRequest, saveCorrection, saveStep } from '@nahtlos/server/programme/save-request'
import type { Services } from '@nahtlos/server/services'

interface Seeded {
  readonly requests: number
  readonly records: number
  readonly agreements: number
  /** A request whose turn is IT's. */
  readonly waitingForIt: string
}

interface Wanted {
  readonly running: number
  readonly agreed: number
  /** The account of somebody who gets an agreement. */
  readonly agreedFor: string
  /** Accounts of people who have no request yet. */
  readonly without: readonly string[]
}

/**
 * Files requests by the product's own rules and walks each some way through its chain, with the people of the city.
 * Every third one was returned first, corrected, and begins its second round.
 */
export function seedProgramme(services: Services, wanted: Wanted): Promise<Seeded> {
  // One commit for all of it.
  return services.database.transaction().execute((queries) => fileAll(services, queries, wanted))
}

async function fileAll(
  services: Services,
  database: Queries,
  { running, agreed, agreedFor, without }: Wanted,
): Promise<Seeded> {
  const inForce = programmeInForce(services)
  const people = await database.selectFrom('person').selectAll().orderBy('id').execute()
  const byAccount = new Map(people.map((person) => [person.account, person]))
  const actor = (person: (typeof people)[number], subject: { manager: string | null }): Actor => ({
    id: person.id,
    name: person.name,
    department: person.department,
    roles: person.roles,
    groups: person.groups,
    managesSubject: subject.manager === person.account,
    standsInFor: [],
  })
  const heads = new Map(
    people.filter(({ roles }) => roles.includes('head-of-department')).map((p) => [p.department, p]),
  )
  const membersOf = (body: string, subject: (typeof people)[number]) => {
    const members = inForce.bodies[body]?.members
    if (members === undefined) return []
    if ('relation' in members) return [byAccount.get(subject.manager ?? '') ?? []].flat()
    if ('role' in members && members.ofDepartment) return [heads.get(subject.department) ?? []].flat()
    return people
      .filter((one) => ('role' in members ? one.roles.includes(members.role) : one.groups.includes(members.group)))
      .filter(({ id }) => id !== subject.id)
      .slice(0, 20)
  }
  const totals = { requests: 0, records: 0, agreements: 0, waitingForIt: '' }
  const takers = people
    .filter(
      ({ account, department, roles }) =>
        inForce.configuration.departments.get(department)?.telework === true &&
        !roles.includes('head-of-department') &&
        !without.includes(account),
    )
    .toSorted((a, b) => Number(b.account === agreedFor) - Number(a.account === agreedFor))
  const until = monthsLater(inForce.today, 10)
  for (const [index, person] of takers.entries()) {
    if (totals.requests >= running + agreed) break
    const wanted = index % 8 > 0 && index % 8 < 6 ? 'running' : 'agreed'
    const department = inForce.configuration.departments.get(person.department)
    if (department === undefined) continue
    const deciders = new Map(Object.keys(inForce.bodies).map((body) => [body, membersOf(body, person)]))
    const at = services.clock().toISOString()
    const terms = { id: randomUUID(), daysPerMonth: 0, suspendedAt: null }
    const filing = {
      at,
      today: inForce.today,
      rules: { ...inForce.rules('telework', person.department), quota: { people: null, percentOfStaff: null } },
      bodies: inForce.bodies,
      department,
      person,
      employment: { roleSince: '2015-01-01', shareOfFullTime: 100 },
      application: applicationOf(index, inForce.today, until),
      deciders: Object.fromEntries([...deciders].map(([body, members]) => [body, members.map(({ id }) => id)])),
      quota: { used: 0, staff: 1, holds: false },
      requests: [],
      agreements: [],
      terms,
    }
    const filed = fileRequest({ ...filing, id: randomUUID() })
    if (!filed.ok) continue
    const step = (request: TeleworkRequest, outcome: 'approved' | 'returned'): StepResult | null => {
      const open = request.steps.find(({ state }) => state === 'open')
      const members = deciders.get(open?.body ?? '') ?? []
      const free = members.find(
        ({ id }) => !request.records.some(({ by, round }) => by?.id === id && round === request.round),
      )
      if (open === undefined || free === undefined) return null
      return decide(request, {
        at,
        actor: actor(free, person),
        bodies: inForce.bodies,
        step: open.number,
        round: request.round,
        outcome: open.task === 'opinion' ? 'consented' : outcome,
        reason: outcome === 'returned' ? 'Bitte die Erreichbarkeit am Nachmittag ergänzen.' : null,
        alternatives: null,
        fitsQuota: true,
        terms,
      })
    }
    const returned = index % 3 === 0 ? step(filed.request, 'returned') : null
    const again = returned?.ok ? correct(returned.request, filing) : null
    const walk = walked(again?.ok ? again : filed, wanted === 'agreed' ? 20 : index % 6, (request) =>
      step(request, 'approved'),
    )
    const { request } = walk
    await insertRequest(services, database, { ...request, round: 1 }, services.clock())
    if (request.round > 1) await saveCorrection(services, database, request, services.clock())
    await saveStep(services, database, request, request.records)
    if (walk.agreement !== null) {
      await insertAgreement(services, database, null, walk.agreement, request.application)
      totals.agreements += 1
    }
    totals.requests += 1
    totals.records += request.records.length
    if (request.steps.some(({ body, state }) => body === 'it' && state === 'open')) totals.waitingForIt = request.id
  }
  return totals
}

function walked(
  start: Extract<StepResult, { ok: true }>,
  steps: number,
  next: (request: TeleworkRequest) => StepResult | null,
): Extract<StepResult, { ok: true }> {
  let last = start
  for (let taken = 0; taken < steps && last.request.state === 'open'; taken++) {
    const result = next(last.request)
    if (result === null || !result.ok) break
    last = result
  }
  return last
}

/** What somebody asks for; the index makes the difference. */
export function applicationOf(index: number, from: string, until: string): TeleworkApplication {
  const weekdays = [1 + (index % 5), 1 + ((index + 2) % 5)]
  const contact = { from: '09:00', until: '15:00' }
  return TeleworkApplication.parse({
    from,
    until,
    week: weekdays.map((weekday) => ({ weekday, from: '07:00', until: '16:00', contact })),
    task: 'Sachbearbeitung',
    protectionNeed: index % 4 === 0 ? 'high' : 'normal',
    home: { separateArea: true, furniture: true, internet: true, phone: '0641 5000' },
    equipment: { needed: ['notebook'], held: '' },
    familyDuties: index % 3 === 0,
    representative: index % 20 === 0,
    declarations: { leaflet: '2026-1', dataProtection: true, equipmentReturn: true },
  })
}
