import { randomUUID } from 'node:crypto'
import { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Actor } from '@nahtlos/core/programme/actor'
import { monthsLater } from '@nahtlos/core/programme/calendar-date'
import { decide } from '@nahtlos/core/programme/decide'
import { fileRequest } from '@nahtlos/core/programme/file-request'
import type { StepResult } from '@nahtlos/core/programme/step-result'
import { programmeInForce } from '@nahtlos/server/programme/programme-in-force'
import { insertAgreement } from '@nahtlos/server/programme/save-agreement'
import { insertRequest, saveStep } from '@nahtlos/server/programme/save-request'
import type { Services } from '@nahtlos/server/services'

interface Seeded {
  readonly requests: number
  readonly records: number
  readonly agreements: number
  /** A request whose turn is IT's. */
  readonly waitingForIt: string
}

/** Files requests by the product's own rules and walks each some way through its chain, with the people of the city. */
export async function seedProgramme(services: Services, running: number, agreed: number): Promise<Seeded> {
  const { database } = services
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
  const takers = people.filter(
    ({ department, roles }) =>
      inForce.configuration.departments.get(department)?.telework === true && !roles.includes('head-of-department'),
  )
  const until = monthsLater(inForce.today, 10)
  for (const [index, person] of takers.entries()) {
    if (totals.requests >= running + agreed) break
    const wanted = index % 8 < 5 ? 'running' : 'agreed'
    const department = inForce.configuration.departments.get(person.department)
    if (department === undefined) continue
    const deciders = new Map(Object.keys(inForce.bodies).map((body) => [body, membersOf(body, person)]))
    const at = services.clock().toISOString()
    const terms = { id: randomUUID(), daysPerMonth: 0, suspendedAt: null }
    const result = fileRequest({
      id: randomUUID(),
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
    })
    if (!result.ok) continue
    const walk = walked(result, wanted === 'agreed' ? 20 : index % 6, (request) => {
      const step = request.steps.find(({ state }) => state === 'open')
      const members = deciders.get(step?.body ?? '') ?? []
      const free = members.find(({ id }) => !request.records.some(({ by }) => by?.id === id))
      if (step === undefined || free === undefined) return null
      return decide(request, {
        at,
        actor: actor(free, person),
        bodies: inForce.bodies,
        step: step.number,
        round: request.round,
        outcome: step.task === 'opinion' ? 'consented' : 'approved',
        reason: null,
        alternatives: null,
        fitsQuota: true,
        terms,
      })
    })
    const { request } = walk
    await insertRequest(services, database, request, services.clock())
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

function applicationOf(index: number, from: string, until: string): TeleworkApplication {
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
