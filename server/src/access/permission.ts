import type { Permission } from '@nahtlos/contract/api/route'
import type { ProblemCode } from '@nahtlos/contract/problem'
import { ProblemError } from '../problem-error.ts'
import type { Caller } from './caller.ts'

const refusals: Record<Exclude<Caller['due'], 'none'>, ProblemCode> = {
  'second-factor': 'second-factor-required',
  'set-up-second-factor': 'second-factor-missing',
  'new-password': 'password-change-required',
}

/** Throws unless somebody who is signed in this far, from this place, may call routes of this permission at all. */
export function permit(permission: Exclude<Permission, 'anyone' | 'first-run'>, caller: Caller): void {
  if (permission === 'half-signed-in') return
  if (caller.due !== 'none') throw new ProblemError(refusals[caller.due])
  if (permission === 'staff') return
  const holds = holdsIt(permission, caller)
  if (!holds) throw new ProblemError('not-permitted')
}

function holdsIt(permission: Exclude<Permission, 'anyone' | 'first-run' | 'half-signed-in' | 'staff'>, caller: Caller) {
  if (permission === 'approver') return caller.approver
  if (permission === 'configuration-editor') return caller.editor
  return caller.person.roles.includes(permission)
}
