import type { StaffRole } from '@nahtlos/contract/access/context'
import type { Body } from '@nahtlos/contract/configuration/programme'
import type { PersonId, Slug } from '@nahtlos/contract/identifiers'

/** Whom a request or an agreement is about. */
export interface Subject {
  readonly id: PersonId
  readonly name: string
  readonly department: Slug
}

/** What the directory says about somebody who may act. */
export interface Standing extends Subject {
  readonly roles: readonly StaffRole[]
  readonly groups: readonly Slug[]
  /** Whether the directory names her as the line manager of the person the request is about. */
  readonly managesSubject: boolean
}

/** Somebody who is away, and the deputies through whom alone it came to whoever stands in for her now. */
export interface Absent extends Standing {
  readonly through: readonly PersonId[]
}

/** Who acts, and for whom she stands in today. */
export interface Actor extends Standing {
  readonly standsInFor: readonly Absent[]
}

export interface Named {
  readonly id: PersonId
  readonly name: string
}

export type Bodies = Readonly<Record<Slug, Body>>

/** In which bodies somebody acts for a person, each with whom she stands in for, or null where it is her own part. */
export type Parts = ReadonlyMap<Slug, Named | null>

/**
 * The bodies that this actor acts as for this person. Nobody acts on her own things, and nobody who stands in for the
 * person herself, or through her for another, acts either: she would have chosen her own judge.
 */
export function partsOf(actor: Actor, subject: Subject, bodies: Bodies): Parts {
  const parts = new Map<Slug, Named | null>()
  if (actor.id === subject.id) return parts
  for (const absent of actor.standsInFor) {
    if (absent.id === subject.id || absent.through.includes(subject.id)) continue
    for (const [id, body] of Object.entries(bodies))
      if (belongs(absent, subject, body)) parts.set(id, { id: absent.id, name: absent.name })
  }
  for (const [id, body] of Object.entries(bodies)) if (belongs(actor, subject, body)) parts.set(id, null)
  return parts
}

function belongs(person: Standing, subject: Subject, { members }: Body): boolean {
  if ('relation' in members) return person.managesSubject
  if (members.ofDepartment && person.department !== subject.department) return false
  return 'role' in members ? person.roles.includes(members.role) : person.groups.includes(members.group)
}
