import type { PersonFacts } from '@nahtlos/contract/access/context'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'

/** An agreement for all days and hours, to ask what somebody would get if she had one. */
export function everydayAgreement(
  person: PersonFacts,
  protectionNeed: TeleworkAgreement['protectionNeed'] = 'normal',
): TeleworkAgreement {
  return {
    id: '00000000-0000-4000-8000-000000000000',
    request: '00000000-0000-4000-8000-000000000000',
    person: { id: person.id, name: person.name, department: person.department },
    from: '0001-01-01',
    until: '9999-12-31',
    week: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', until: '24:00' })),
    type: 'telework',
    daysPerMonth: 0,
    protectionNeed,
    deviations: [],
    days: [],
    suspendedAt: null,
    endedAt: null,
  }
}
