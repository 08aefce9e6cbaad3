import type { DataProtection } from '@nahtlos/contract/configuration/data-protection'
import type { Equipment } from '@nahtlos/contract/configuration/equipment'
import type { HomeWorkplace } from '@nahtlos/contract/configuration/home-workplace'
import type { Notifications } from '@nahtlos/contract/configuration/notifications'
import type { Slug } from '@nahtlos/contract/identifiers'

/** The rules of workplaces at home for the people of a department. */
export function homeWorkplaceIn(rules: HomeWorkplace, department: Slug): HomeWorkplace {
  return { ...rules, ...partsFor(rules, department) }
}

/** The rules of devices for the people of a department. */
export function equipmentIn(rules: Equipment, department: Slug): Equipment {
  const { handedOverOnlyWith = {}, ...own } = partsFor(rules, department)
  const types = rules.types.map((type) => ({
    ...type,
    handedOverOnlyWith: handedOverOnlyWith[type.id] ?? type.handedOverOnlyWith,
  }))
  return { ...rules, ...own, types }
}

/** How the people of a department are told things: their words first, the city's where they have none. */
export function notificationsIn(rules: Notifications, department: Slug): Notifications {
  const { words = [], ...own } = partsFor(rules, department)
  const theirs = new Set(words.map(({ notice }) => notice))
  return { ...rules, ...own, words: [...words, ...rules.words.filter(({ notice }) => !theirs.has(notice))] }
}

/** Who answers for the data of a department's people, and how long what is kept. */
export function dataProtectionIn(rules: DataProtection, department: Slug): DataProtection {
  const { retention, ...own } = partsFor(rules, department)
  return { ...rules, ...own, retention: { ...rules.retention, ...said(retention ?? {}) } }
}

/** What the document says of this department; of two that speak of one thing the last. */
function partsFor<Part extends { readonly departments: readonly Slug[] }>(
  { otherwise }: { readonly otherwise: readonly Part[] },
  department: Slug,
): Said<Omit<Part, 'departments'>> {
  const parts = otherwise.filter(({ departments }) => departments.includes(department))
  const merged: Partial<Part> = Object.assign({}, ...parts.map(said))
  const { departments: _, ...own } = merged
  return own as Said<Omit<Part, 'departments'>>
}

type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without what was left out: an explicit `undefined` must not hide what the city says. */
function said<T extends object>(part: T): Said<T> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Said<T>
}
