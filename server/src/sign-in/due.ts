import type { StaffRole } from '@nahtlos/contract/access/context'
import type { Due } from '@nahtlos/contract/api/sign-in'

/** Roles whose holders give a second factor in the office too. */
const alwaysSecondFactor: readonly StaffRole[] = ['administrator']

interface Standing {
  readonly outside: boolean
  readonly roles: readonly StaffRole[]
  /** Who may edit the configuration gives a second factor everywhere, too. */
  readonly editor: boolean
  readonly hasSecondFactor: boolean
  /** In this very sign-in. */
  readonly gaveSecondFactor: boolean
  readonly mustChangePassword: boolean
}

/**
 * What is still due before somebody is signed in, for the place of the present request: a sign-in that was whole in
 * the office is half a one from outside until the second factor is given.
 */
export function due(standing: Standing): Due {
  const { outside, roles, editor, hasSecondFactor, gaveSecondFactor, mustChangePassword } = standing
  const demanded = outside || editor || roles.some((role) => alwaysSecondFactor.includes(role))
  if (demanded && hasSecondFactor && !gaveSecondFactor) return 'second-factor'
  // From outside a first password opens nothing, not even its own change: whoever found it would keep it.
  if (outside && !hasSecondFactor) return 'set-up-second-factor'
  if (mustChangePassword) return 'new-password'
  return demanded && !hasSecondFactor ? 'set-up-second-factor' : 'none'
}
