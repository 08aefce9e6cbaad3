import type { StaffRole } from '@nahtlos/contract/access/context'
import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { PersonId, Slug } from '@nahtlos/contract/identifiers'

/** Whom a request or an agreement is about. */
export interface Subject {
  readonly id: PersonId
  readonly name: string
  readonly department: Slug
}

/** Who acts, with what the directory says about her. */
export interface Actor extends Subject {
  readonly roles: readonly StaffRole[]
  /** Whether the directory names her as the line manager of the person the request is about. */
  readonly managesSubject: boolean
}

/** The steps that this actor may decide for this person; none of her own. */
export function stepsOf(actor: Actor, subject: Subject): ApprovalStep[] {
  if (actor.id === subject.id) return []
  const steps: ApprovalStep[] = []
  if (actor.managesSubject) steps.push('line-manager')
  if (actor.roles.includes('head-of-department') && actor.department === subject.department)
    steps.push('head-of-department')
  if (actor.roles.includes('it-approver')) steps.push('it')
  return steps
}
