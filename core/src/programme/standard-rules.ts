import type { ProgrammeRules, RulesOverride } from '@nahtlos/contract/configuration/programme'
import type { WorkType } from '@nahtlos/contract/programme/work-type'
import { standardDocuments } from './standard-documents.ts'

/**
 * What holds where nobody ruled otherwise: what German administrations usually agree with their staff councils.
 * A request first goes to the line manager, then side by side to those who are heard, then to the head of
 * department, who decides, and at last to those who make it work.
 */
export const standardRules: ProgrammeRules = {
  offered: true,
  chain: [
    {
      body: 'line-manager',
      task: 'approve',
      days: 7,
      late: 'escalate',
      escalateTo: 'head-of-department',
      binding: false,
      confidential: false,
    },
    {
      parallel: [
        {
          body: 'severely-disabled',
          task: 'opinion',
          when: 'request.representative',
          days: 7,
          late: 'remind',
          binding: false,
          confidential: true,
        },
        {
          body: 'equal-opportunity',
          task: 'opinion',
          when: 'request.familyDuties',
          days: 7,
          late: 'consent',
          binding: false,
          confidential: true,
        },
        { body: 'staff-council', task: 'inform', days: 14, late: 'remind', binding: false, confidential: false },
      ],
    },
    { body: 'head-of-department', task: 'decide', days: 14, late: 'remind', binding: false, confidential: false },
    {
      parallel: [
        { body: 'personnel', task: 'approve', days: 14, late: 'remind', binding: false, confidential: false },
        { body: 'occupational-safety', task: 'approve', days: 14, late: 'remind', binding: false, confidential: false },
        {
          body: 'data-protection',
          task: 'approve',
          when: 'request.protectionNeed == "high"',
          days: 14,
          late: 'remind',
          binding: false,
          confidential: false,
        },
      ],
    },
    { body: 'it', task: 'approve', days: 14, late: 'remind', binding: false, confidential: false },
  ],
  maximumHomeDays: 3,
  maximumMonths: 24,
  earliest: '06:00',
  latest: '20:00',
  form: {
    ask: [
      'contact-hours',
      'office-hours',
      'task',
      'apps',
      'home',
      'equipment',
      'family-duties',
      'representative',
      'declarations',
    ],
    equipment: [
      { id: 'notebook', title: { de: 'Notebook', en: 'Laptop' } },
      { id: 'monitor', title: { de: 'Bildschirm', en: 'Monitor' }, type: 'screen' },
      { id: 'headset', title: { de: 'Headset', en: 'Headset' } },
      { id: 'desk-chair', title: { de: 'Bürostuhl', en: 'Office chair' }, type: 'furniture' },
    ],
    draftDays: 90,
    returnedDays: 60,
  },
  criteria: { monthsInRole: 6, shareOfFullTime: 50 },
  quota: { people: null, percentOfStaff: null },
  refusal: {
    detailedLength: 150,
    contestDays: 30,
    contestBody: 'personnel',
    contestDecisionDays: 30,
    contestEscalateTo: null,
  },
  agreement: {
    remindBeforeEnd: [90, 30],
    noticeDays: 28,
    singleDays: 'asked',
    swapWithinDays: 14,
    daysPerMonth: 0,
    granting: ['line-manager', 'head-of-department'],
    suspending: ['data-protection', 'it', 'head-of-department'],
    revoking: ['head-of-department', 'personnel'],
  },
  texts: {
    lead: {
      de: 'Sie sagen uns, an welchen Tagen Sie von zu Hause arbeiten möchten. Ihre Angaben werden von selbst gespeichert.',
      en: 'You tell us on which days you want to work from home. Your answers are stored by themselves.',
    },
    leaflet: {
      version: '2026-1',
      text: {
        de: 'Ich arbeite zu Hause so, dass niemand sonst Akten oder den Bildschirm sehen kann. Ich drucke nichts Dienstliches aus. Verlust oder Verdacht melde ich sofort.',
        en: 'At home I work so that nobody else can see files or the screen. I print nothing official. I report a loss or a suspicion at once.',
      },
    },
    instruction: {
      de: 'Gegen diese Entscheidung können Sie bis zum {until} Widerspruch einlegen: im Portal unter „Meine Telearbeit“ oder schriftlich. Über den Widerspruch entscheidet: {body}.',
      en: 'You can object to this decision until {until}: in the portal under "My telework" or in writing. The objection is decided by: {body}.',
    },
    revocationInstruction: {
      de: 'Sind Sie damit nicht einverstanden? Schreiben Sie an Ihr Personalamt oder wenden Sie sich an den Personalrat. Im Portal ist dafür kein Schritt vorgesehen.',
      en: 'Do you not agree? Write to your personnel office or turn to the staff council. The portal has no step for this.',
    },
  },
  documents: standardDocuments,
}

/** What is otherwise for a type, before the city says anything about it. */
export const standardTypes: Readonly<Record<WorkType, RulesOverride>> = {
  telework: {},
  'mobile-work': {
    chain: [{ body: 'line-manager', task: 'decide', days: 14, late: 'remind', binding: false, confidential: false }],
    form: { ask: ['task', 'declarations'] },
    criteria: { monthsInRole: 0, shareOfFullTime: 0 },
    agreement: { singleDays: 'granted', daysPerMonth: 5 },
    texts: {
      lead: {
        de: 'Mit mobiler Arbeit arbeiten Sie ab und zu von einem anderen Ort. Sie melden jeden Tag vorher an.',
        en: 'With mobile work you work somewhere else now and then. You announce each day beforehand.',
      },
    },
  },
}
