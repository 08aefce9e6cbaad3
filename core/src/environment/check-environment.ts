import type { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'

import { isXmlPath } from './keys/xml.ts'

export interface EnvironmentFault {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** What no schema can say of an environment rule: how its parts belong together. */
export function environmentFaults(rule: EnvironmentRule): EnvironmentFault[] {
  const has = (...triggers: readonly string[]) => rule.on.some((trigger) => triggers.includes(trigger))
  const faults: EnvironmentFault[] = []
  const say = (path: readonly PropertyKey[], message: string) => {
    faults.push({ path, message })
  }
  if (rule.on.length !== new Set(rule.on).size) say(['on'], 'a trigger is listed twice')
  if (has('timer') && rule.every === undefined) say(['on'], 'a timer needs "every", in minutes')
  if (!has('timer') && rule.every !== undefined) say(['every'], 'is for rules with the trigger timer')
  if (!has('app-start', 'app-end') && rule.apps !== undefined)
    say(['apps'], 'is for rules with the trigger app-start or app-end')
  if (has('host-start')) faults.push(...hostFaults(rule))
  else if (rule.pools !== undefined) say(['pools'], 'is for rules with the trigger host-start')
  if (rule.department !== undefined) faults.push(...departmentFaults(rule))
  faults.push(...orderFaults(rule), ...rule.actions.flatMap(actionFaults))
  return faults
}

/** What a department adds is comfort for its own people: root and security are the city's. */
function departmentFaults(rule: EnvironmentRule): EnvironmentFault[] {
  const faults: EnvironmentFault[] = []
  if (rule.on.includes('host-start'))
    faults.push({
      path: ['on'],
      message: 'host-start belongs to hosts, and those are the city’s: leave "department" out',
    })
  rule.actions.forEach((action, at) => {
    if (action.concern === 'security')
      faults.push({
        path: ['actions', at, 'concern'],
        message: 'security is the city’s: a department’s rule is comfort',
      })
    if ('as' in action && action.as === 'root')
      faults.push({ path: ['actions', at, 'as'], message: 'nothing of a department’s rule runs as root' })
  })
  return faults
}

/** At the start of a host there is neither a person nor a session. */
function hostFaults(rule: EnvironmentRule): EnvironmentFault[] {
  const faults: EnvironmentFault[] = []
  if (rule.on.length > 1) faults.push({ path: ['on'], message: 'host-start stands alone: no session is there yet' })
  if (rule.when !== 'true')
    faults.push({ path: ['when'], message: 'host-start has no person and no place that a condition could look at' })
  if (rule.workspaces !== undefined)
    faults.push({ path: ['workspaces'], message: 'host-start belongs to hosts; choose them by "pools"' })
  rule.actions.forEach((action, at) => {
    if (action.action !== 'script' || action.as !== 'root')
      faults.push({ path: ['actions', at], message: 'host-start can only run scripts as root' })
  })
  return faults
}

/** Every `after` names an action of the rule, and nothing waits for itself. */
function orderFaults({ actions }: EnvironmentRule): EnvironmentFault[] {
  const byId = new Map(actions.map((action) => [action.id, action]))
  const faults: EnvironmentFault[] = []
  actions.forEach((action, at) => {
    if (byId.get(action.id) !== action)
      faults.push({ path: ['actions', at, 'id'], message: `"${action.id}" is the id of two actions` })
    if (action.after === undefined) return
    if (!byId.has(action.after))
      faults.push({ path: ['actions', at, 'after'], message: `there is no action "${action.after}" in this rule` })
    const way = new Set([action.id])
    for (let next = byId.get(action.after); next !== undefined; next = byId.get(next.after ?? '')) {
      if (next.id === action.id)
        faults.push({ path: ['actions', at, 'after'], message: `"${action.id}" would wait for itself` })
      if (way.has(next.id)) break
      way.add(next.id)
    }
  })
  return faults
}

function actionFaults(action: EnvironmentAction, at: number): EnvironmentFault[] {
  const fault = (key: string, message: string) => [{ path: ['actions', at, key], message }]
  if (action.action === 'key') {
    const needsPath = ['ini', 'json', 'xml', 'prefs'].includes(action.format)
    if (needsPath && action.path === undefined) return fault('format', `${action.format} needs "path"`)
    if (!needsPath && action.path !== undefined) return fault('path', `${action.format} has no "path"`)
    if (!keyForms[action.format].test(action.key)) return fault('key', `"${action.key}" is no key of ${action.format}`)
  }
  if (action.action === 'drive' && !addressForms[action.protocol].test(action.address))
    return fault('address', `"${action.address}" is no address of ${action.protocol}`)
  if (action.action === 'drive' && action.protocol === 'webdav' && action.credentials === 'kerberos')
    return fault('credentials', 'webdav takes a store or guest')
  return []
}

const keyForms = {
  ini: /^[^\n[\]]+\/[^\n=/]+$/,
  json: /^(\/[^\n]*)+$/,
  xml: { test: isXmlPath },
  prefs: /^[\w.-]+$/,
  dconf: /^\/([\w-]+\/)+[\w-]+$/,
  xfconf: /^[\w-]+(\/[\w .-]+)+$/,
} as const

const addressForms = {
  smb: /^\/\/[\w.{}-]+\/[^/\\\p{Cc}:*?"<>|,]+(\/[^\\\p{Cc}:*?"<>|,]+)?$/u,
  nfs: /^[\w.{}-]+:\/[^\p{Cc},]*$/u,
  webdav: /^https?:\/\/[^\s\p{Cc}]+$/u,
} as const
