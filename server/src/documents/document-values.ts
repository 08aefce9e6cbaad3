import type { AgreementRecord, ChangeWish, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { RecordOutcome, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { HomeWeek } from '@nahtlos/contract/programme/week'
import type { Language } from '@nahtlos/contract/text'
import { contestUntil } from '@nahtlos/core/programme/contest'
import type { ValuesOf } from '@nahtlos/core/programme/document-placeholders'
import { fillLine } from '@nahtlos/core/programme/document-template'
import type { ProgrammeInForce } from '../programme/programme-in-force.ts'
import { documentWords } from './document-words.ts'

const locales = { de: 'de-DE', en: 'en-GB' } as const

/** `2026-03-02` → `2. März 2026`. */
export function dateWords(date: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date.slice(0, 10)}T12:00:00Z`),
  )
}

/** What the request as it was filed says. */
export function requestValues(
  request: TeleworkRequest,
  inForce: ProgrammeInForce,
  language: Language,
): ValuesOf<'request'> {
  const { application } = request
  const t = documentWords[language]
  const { home, equipment } = application
  const yes = (answer: boolean) => (answer ? t.yes : t.no)
  const rules = inForce.rules(application.type, request.person.department)
  const title = (id: string) => rules.form.equipment.find((item) => item.id === id)?.title[language] ?? id
  const terms = [
    `${t.kind}: ${t.kinds[application.kind]}`,
    ...(application.task === '' ? [] : [`${t.task}: ${application.task}`]),
    `${t.protectionNeed}: ${t.protection[application.protectionNeed]}`,
    ...(application.workspace === null
      ? []
      : [`${t.workspace}: ${workspaceTitle(inForce, application.workspace, language)}`]),
    ...(application.apps.length === 0
      ? []
      : [`${t.apps}: ${application.apps.map((id) => appTitle(inForce, id, language)).join(', ')}`]),
    ...application.office.map((day) => `${t.office}: ${dayWords(day, language)}`),
    ...(home === null
      ? []
      : [
          `${t.separateArea}: ${yes(home.separateArea)}`,
          `${t.furniture}: ${yes(home.furniture)}`,
          `${t.internet}: ${yes(home.internet)}`,
          `${t.phone}: ${home.phone}`,
        ]),
    ...(equipment === null
      ? []
      : [
          `${t.equipment}: ${equipment.needed.map(title).join(', ') || t.none}`,
          `${t.held}: ${equipment.held || t.none}`,
        ]),
    ...(application.familyDuties ? [t.familyDuties] : []),
    ...(application.representative ? [t.representative] : []),
    ...(application.declarations === null ? [] : [t.declared(application.declarations.leaflet)]),
  ]
  return {
    type: t.types[application.type],
    from: dateWords(application.from, language),
    until: dateWords(application.until, language),
    week: weekWords(application.week, language),
    terms,
    records: request.records
      .filter(({ as }) => as === 'person')
      .map(
        ({ at, outcome }) => `${dateWords(local(at, inForce), language)}: ${t.deeds[outcome as 'filed'] ?? outcome}`,
      ),
  }
}

const refusing: ReadonlySet<RecordOutcome> = new Set(['rejected', 'contest-dismissed'])

/** What was decided about a request, with the reasons of those who refused it. */
export function decisionValues(
  request: TeleworkRequest,
  inForce: ProgrammeInForce,
  language: Language,
): ValuesOf<'decision'> {
  const t = documentWords[language]
  const rules = inForce.rules(request.application.type, request.person.department)
  const last = request.records.at(-1)
  const isRejected = request.state === 'rejected'
  const until = contestUntil(request, (instant) => local(instant, inForce))
  const reasons = request.records
    .filter(
      ({ outcome, round, reason }) =>
        isRejected && round === request.round && reason !== null && (refusing.has(outcome) || outcome === 'objected'),
    )
    .filter(({ outcome, step }) => outcome !== 'objected' || request.steps[step ?? -1]?.binding === true)
    .flatMap(({ reason, alternatives }) => [reason ?? '', ...(alternatives === null ? [] : [t.examined(alternatives)])])
  return {
    type: t.types[request.application.type],
    filed: dateWords(local(request.records[0]?.at ?? '', inForce), language),
    decided: dateWords(local(last?.at ?? '', inForce), language),
    outcome: isRejected ? t.rejected : t.approved,
    reasons: reasons.length === 0 ? t.noReasonNeeded : reasons.join('\n'),
    instruction:
      until === null
        ? t.finalWord
        : fillLine(rules.texts.instruction[language], {
            until: dateWords(until, language),
            body: request.contest.title[language],
          }),
  }
}

/** What was agreed. */
export function agreementValues(
  agreement: TeleworkAgreement,
  inForce: ProgrammeInForce,
  language: Language,
): ValuesOf<'agreement'> {
  const t = documentWords[language]
  const rules = inForce.rules(agreement.type, agreement.person.department)
  return {
    type: t.types[agreement.type],
    from: dateWords(agreement.from, language),
    until: dateWords(agreement.until, language),
    week: agreement.type === 'telework' ? weekWords(agreement.week, language) : [t.perMonth(agreement.daysPerMonth)],
    notice: String(rules.agreement.noticeDays),
    leaflet: rules.texts.leaflet.text[language],
  }
}

/** How an agreement ended, and why. */
export function endValues(
  agreement: TeleworkAgreement,
  record: AgreementRecord,
  inForce: ProgrammeInForce,
  language: Language,
): ValuesOf<'end'> {
  const t = documentWords[language]
  const rules = inForce.rules(agreement.type, agreement.person.department)
  const until = agreement.endedAt === null ? agreement.until : local(agreement.endedAt, inForce)
  return {
    type: t.types[agreement.type],
    until: dateWords(until, language),
    reasons: record.reason ?? t.ends[record.outcome as 'ended'] ?? '',
    instruction: record.outcome === 'revoked' ? rules.texts.revocationInstruction[language] : t.noStep,
  }
}

/** Other days for some time, as they were granted. */
export function changeValues(
  agreement: TeleworkAgreement,
  wish: Extract<ChangeWish, { kind: 'period' }>,
  language: Language,
): ValuesOf<'change'> {
  const t = documentWords[language]
  return {
    type: t.types[agreement.type],
    from: dateWords(wish.from, language),
    until: dateWords(wish.until, language),
    week: wish.week.length === 0 ? [t.noHomeDays] : weekWords(wish.week, language),
  }
}

/** Why access was closed, and since when. */
export function suspensionValues(
  agreement: TeleworkAgreement,
  record: AgreementRecord,
  inForce: ProgrammeInForce,
  language: Language,
): ValuesOf<'suspension'> {
  const t = documentWords[language]
  return {
    type: t.types[agreement.type],
    decided: dateWords(local(record.at, inForce), language),
    reasons: record.reason ?? '',
    instruction: inForce.rules(agreement.type, agreement.person.department).texts.revocationInstruction[language],
  }
}

function weekWords(week: HomeWeek, language: Language): string[] {
  const t = documentWords[language]
  return week.map((day) => {
    const contact = day.contact === undefined ? '' : t.contact(day.contact.from, day.contact.until)
    return `${dayWords(day, language)}${contact}`
  })
}

function dayWords(day: { weekday: number; from: string; until: string }, language: Language): string {
  const t = documentWords[language]
  // 1 January 2024 was a Monday.
  const name = new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, day.weekday)),
  )
  return `${name}, ${t.hours(day.from, day.until)}`
}

function workspaceTitle({ configuration }: ProgrammeInForce, id: string, language: Language): string {
  return configuration.workspaces.get(id)?.title[language] ?? id
}

function appTitle({ configuration }: ProgrammeInForce, id: string, language: Language): string {
  return configuration.apps.get(id)?.title[language] ?? id
}

/** The date of an instant in the city. */
function local(instant: string, { configuration }: ProgrammeInForce): string {
  return instant === '' ? '1970-01-01' : configuration.clockwork.at(instant).date
}
