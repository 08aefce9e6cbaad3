import type { Body } from '@nahtlos/contract/configuration/programme'
import type { Slug } from '@nahtlos/contract/identifiers'

const body = (de: string, en: string, members: Body['members'], more: Partial<Body> = {}): Body => ({
  title: { de, en },
  members,
  sees: [],
  ...more,
})
const group = (id: Slug): Body['members'] => ({ group: id, ofDepartment: false })

/** The bodies that every administration has. A city says otherwise under `bodies` of its programme. */
export const standardBodies: Readonly<Record<Slug, Body>> = {
  'line-manager': body('Führungskraft', 'Line manager', { relation: 'line-manager' }),
  'head-of-department': body(
    'Amtsleitung',
    'Head of department',
    { role: 'head-of-department', ofDepartment: true },
    {
      instead: 'personnel',
    },
  ),
  personnel: body('Personalamt', 'Personnel office', group('personalamt'), {
    sees: ['family-duties'],
    instead: 'head-of-department',
  }),
  'occupational-safety': body('Arbeitsschutz', 'Occupational safety', group('arbeitsschutz')),
  'data-protection': body(
    'Datenschutz und Informationssicherheit',
    'Data protection and information security',
    group('datenschutz'),
  ),
  'staff-council': body('Personalrat', 'Staff council', group('personalrat'), {
    deputies: { group: 'personalrat-ersatz' },
  }),
  'severely-disabled': body(
    'Schwerbehindertenvertretung',
    'Representative of severely disabled staff',
    group('schwerbehindertenvertretung'),
    { sees: ['representative'], deputies: { group: 'schwerbehindertenvertretung-ersatz' } },
  ),
  'equal-opportunity': body(
    'Frauen- und Gleichstellungsbeauftragte',
    'Equal-opportunity officer',
    group('gleichstellung'),
    { sees: ['family-duties'], deputies: { group: 'gleichstellung-ersatz' } },
  ),
  it: body('IT', 'IT', { role: 'it-approver', ofDepartment: false }),
}
