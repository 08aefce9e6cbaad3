import type { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'

/** What a rule may name between double braces. */
export interface Names {
  readonly account: string
  readonly name: string
  readonly uid: string
  readonly zone: string
}

/**
 * Puts in names where an action allows it. Scripts and commands are left as they are: a person's name must never
 * become part of a program. They find the same facts in their environment.
 */
export function expand(action: EnvironmentAction, names: Names): EnvironmentAction {
  const fill = (text: string) => text.replace(/\{\{(account|name|uid|zone)\}\}/g, (_, key: keyof Names) => names[key])
  switch (action.action) {
    case 'variable':
      return { ...action, value: fill(action.value) }
    case 'file':
      return { ...action, path: fillPath(action.path), content: fill(action.content) }
    case 'link':
      return { ...action, path: fillPath(action.path), to: fillPath(action.to) }
    case 'key':
      return typeof action.value === 'string' ? { ...action, value: fill(action.value) } : action
    case 'drive':
      return { ...action, address: fillPath(action.address), folder: fillPath(action.folder) }
    case 'message':
      return {
        ...action,
        title: { de: fill(action.title.de), en: fill(action.title.en) },
        text: { de: fill(action.text.de), en: fill(action.text.en) },
      }
    default:
      return action
  }

  /** In a path the name of a person may not lead anywhere else. */
  function fillPath(text: string): string {
    return text.replace(/\{\{(account|name|uid|zone)\}\}/g, (_, key: keyof Names) =>
      names[key].replaceAll(/[/\\\p{Cc}]|^\.+/gu, '_'),
    )
  }
}
