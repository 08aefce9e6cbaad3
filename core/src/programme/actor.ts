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
 * person herself, or through her for another, acts either: she would have chosen her own judge. Who stands in for a
 * member of a body that was elected is of it herself or elected for that, whoever named her.
 */
export function partsOf(actor: Actor, subject: Subject, bodies: Bodies): Parts {
  const parts = new Map<Slug, Named | null>()
  if (actor.id === subject.id) return parts
  for (const absent of actor.standsInFor) {
    if (absent.id === subject.id || absent.through.includes(subject.id)) continue
    for (const [id, body] of Object.entries(bodies))
      if (belongs(absent, subject, body) && mayStandIn(actor, body)) parts.set(id, { id: absent.id, name: absent.name })
  }
  for (const [id, body] of Object.entries(bodies)) if (belongs(actor, subject, body)) parts.set(id, null)
  return parts
}

/** Whether somebody may stand in for members of this body: of those that say who may, its own members and these. */
export function mayStandIn(
  { roles, groups }: Pick<Standing, 'roles' | 'groups'>,
  { members, deputies }: Body,
): boolean {
  if (deputies === undefined || deputies === 'anybody' || groups.includes(deputies.group)) return true
  return isOneOf({ roles, groups }, members)
}

/** Whether somebody is of a body by her role or group, for whomever; nobody is a line manager in general. */
export function isOneOf({ roles, groups }: Pick<Standing, 'roles' | 'groups'>, members: Body['members']): boolean {
  if ('relation' in members) return false
  return 'role' in members ? roles.includes(members.role) : groups.includes(members.group)
}

function belongs(person: Standing, subject: Subject, { members }: Body): boolean {
  if ('relation' in members) return person.managesSubject
  if (members.ofDepartment && person.department !== subject.department) return false
  return isOneOf(person, members)
}
