import { Programme, type ProgrammeRules } from '@nahtlos/contract/configuration/programme'
import { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Absent, Actor } from './actor.ts'
import type { Deciders } from './chain.ts'
import { type Decision, decide } from './decide.ts'
import { type Filing, fileRequest } from './file-request.ts'
import { bodiesOf, rulesFor } from './rules.ts'
import type { StepResult, StepTaken } from './step-result.ts'

/** A department for tests, with one person of each body and a few who have nothing to do with it. */

export const at = '2026-03-02T09:00:00.000Z'
export const today = '2026-03-02'
/** Berlin in winter. */
export const dateOf = (instant: string) => new Date(Date.parse(instant) + 3_600_000).toISOString().slice(0, 10)

export function programme(more: Partial<Programme> = {}): Programme {
  return Programme.parse({
    kind: 'Programme',
    id: 'telework',
    title: { de: 'T', en: 'T' },
    form: { ask: [] },
    criteria: { monthsInRole: 0, shareOfFullTime: 0 },
    ...more,
  })
}
export const bodies = bodiesOf(programme())
export const rules: ProgrammeRules = rulesFor({ programme: programme(), variants: [] }, 'telework', 'social')

export const idOf = (number: number) => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`
export const subject = { id: idOf(1), name: 'Anna Becker', department: 'social' }

const standing = (number: number, more: Partial<Actor> = {}): Actor & Absent => ({
  id: idOf(number),
  name: `P${number}`,
  department: 'social',
  roles: [],
  groups: [],
  managesSubject: false,
  standsInFor: [],
  through: [],
  ...more,
})

/** One person for each body, by its id. */
export const members: Readonly<Record<string, Actor & Absent>> = {
  'line-manager': standing(2, { managesSubject: true }),
  'head-of-department': standing(3, { roles: ['head-of-department'] }),
  personnel: standing(4, { department: 'hr', groups: ['personalamt'] }),
  'occupational-safety': standing(5, { department: 'hr', groups: ['arbeitsschutz'] }),
  'data-protection': standing(6, { department: 'it', groups: ['datenschutz'] }),
  'staff-council': standing(7, { groups: ['personalrat'] }),
  'severely-disabled': standing(8, { groups: ['schwerbehindertenvertretung'] }),
  'equal-opportunity': standing(9, { groups: ['gleichstellung'] }),
  it: standing(10, { department: 'it', roles: ['it-approver'] }),
}

export const others: Readonly<Record<string, Actor & Absent>> = {
  // She would be of every body, were it not for her own request.
  herself: standing(1, {
    name: subject.name,
    managesSubject: true,
    roles: ['head-of-department', 'it-approver'],
    groups: ['personalamt', 'datenschutz', 'personalrat', 'gleichstellung', 'arbeitsschutz'],
  }),
  'head of another department': standing(11, { department: 'police', roles: ['head-of-department'] }),
  administrator: standing(12, { roles: ['administrator', 'help-desk', 'auditor'] }),
  colleague: standing(13),
  'deputy of the person': standing(14, { standsInFor: [standing(1, { managesSubject: true })] }),
}

export const deciders: Deciders = Object.fromEntries(Object.entries(members).map(([body, { id }]) => [body, [id]]))

export function application(more: Partial<TeleworkApplication> = {}): TeleworkApplication {
  return TeleworkApplication.parse({
    from: '2026-04-01',
    until: '2026-09-30',
    week: [{ weekday: 1, from: '07:00', until: '19:00' }],
    ...more,
  })
}

/** Family duties, the representative, high protection need: every step of the standard chain is needed. */
export const fullApplication = application({ familyDuties: true, representative: true, protectionNeed: 'high' })

export const terms = { id: idOf(999), daysPerMonth: 0, suspendedAt: null }

export function filing(more: Partial<Filing> = {}): Filing & { readonly id: string } {
  return {
    id: idOf(100),
    at,
    today,
    rules,
    bodies,
    department: { kind: 'Department', id: 'social', number: '50', title: { de: 'S', en: 'S' }, telework: true },
    person: subject,
    employment: { roleSince: '2020-01-01', shareOfFullTime: 100 },
    application: fullApplication,
    deciders,
    quota: { used: 0, staff: 100, holds: false },
    requests: [],
    agreements: [],
    terms,
    ...more,
  }
}

/** An agreement that runs: telework on Mondays, with nothing out of the ordinary. */
export function agreement(more: Partial<TeleworkAgreement> = {}): TeleworkAgreement {
  return {
    id: idOf(200),
    request: idOf(100),
    type: 'telework',
    person: subject,
    from: '2026-03-02',
    until: '2026-06-30',
    week: [{ weekday: 1, from: '07:00', until: '15:00' }],
    daysPerMonth: 0,
    protectionNeed: 'normal',
    deviations: [],
    days: [],
    suspendedAt: null,
    endedAt: null,
    ...more,
  }
}

export function filed(more: Partial<Filing> = {}): TeleworkRequest {
  return good(fileRequest(filing(more))).request
}

export function good(result: StepResult): StepTaken {
  if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.fields)}`)
  return result
}

export const longReason = 'Die Aufgabe verlangt Anwesenheit. '.repeat(6)

export function decision(actor: Actor, request: TeleworkRequest, more: Partial<Decision> = {}): Decision {
  return {
    at,
    actor,
    bodies,
    step: request.steps.find(({ state }) => state === 'open')?.number ?? 0,
    round: request.round,
    outcome: 'approved',
    reason: null,
    alternatives: null,
    fitsQuota: true,
    terms,
    ...more,
  }
}

/** Takes every open step as its own body until `until` is open, or to the end. */
export function walked(request: TeleworkRequest, until: string | null = null): StepTaken {
  let last: StepTaken = { ok: true, request, records: [], agreement: null }
  for (;;) {
    const step = last.request.steps.find(({ state }) => state === 'open')
    if (step === undefined || step.body === until) return last
    const outcome = step.task === 'opinion' ? 'consented' : 'approved'
    const actor = members[step.body]
    if (actor === undefined) throw new Error(`nobody is ${step.body}`)
    last = good(decide(last.request, decision(actor, last.request, { step: step.number, outcome })))
  }
}
