import type { Text } from '@nahtlos/contract/text'
import type { InForce } from '../configuration/published.ts'

/** Where somebody belongs who was made before there was any department. */
export const noDepartment = { id: 'unassigned', title: { de: 'Ohne Amt', en: 'No department' } } as const

/** The department as the configuration calls it; by its id where the configuration doesn't know it (any more). */
export function departmentTitle(inForce: InForce | null, id: string): Text {
  if (id === noDepartment.id) return noDepartment.title
  return inForce?.configuration.departments.get(id)?.title ?? { de: id, en: id }
}
