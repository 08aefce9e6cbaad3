import type { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'

/**
 * What an action sets, as one text: two actions with the same target cannot both have it. Null for what only
 * happens and leaves nothing that could be undone. `name` is the action's own, `rule/action`.
 */
export function targetOf(action: EnvironmentAction, name: string): string | null {
  switch (action.action) {
    case 'variable':
      return `variable ${action.name}`
    case 'file':
    case 'link':
      return `place ${action.path}`
    case 'key':
      return `key ${action.format} ${action.path ?? ''} ${action.key}`
    case 'file-type':
      return `file-type ${action.type}`
    case 'drive':
      return `place ${action.folder}`
    case 'printer':
      return 'printer'
    case 'menu-entry':
    case 'kiosk':
      return `${action.action} ${name}`
    case 'script':
      return action.undo === undefined ? null : `script ${name}`
    case 'message':
    case 'start-app':
    case 'close-app':
      return null
  }
}

/** Whether the action reaches beyond the session, so that its end does not already undo it. */
export function outlivesSession(action: EnvironmentAction): boolean {
  return action.action === 'script' && action.undo !== undefined
}

/** Whether an action puts something in the place of another one's, or in that of a folder that it lies in. */
export function covers(action: EnvironmentAction, other: EnvironmentAction): boolean {
  if (action.action !== 'file' && action.action !== 'link' && action.action !== 'drive') return false
  const [outer, inner] = [placeOf(action), placeOf(other)]
  return outer !== null && inner !== null && (inner === outer || inner.startsWith(`${outer}/`))
}

function placeOf(action: EnvironmentAction): string | null {
  if (action.action === 'drive') return action.folder
  return 'path' in action ? (action.path ?? null) : null
}
