import type { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import type { Text } from '@nahtlos/contract/text'

import { isXmlPath } from './keys/xml.ts'

export interface EnvironmentFault {
  readonly path: readonly PropertyKey[]
  readonly message: Text
}

/** What no schema can say of an environment rule: how its parts belong together. */
export function environmentFaults(rule: EnvironmentRule): EnvironmentFault[] {
  const has = (...triggers: readonly string[]) => rule.on.some((trigger) => triggers.includes(trigger))
  const faults: EnvironmentFault[] = []
  const say = (path: readonly PropertyKey[], de: string, en: string) => {
    faults.push({ path, message: { de, en } })
  }
  if (rule.on.length !== new Set(rule.on).size)
    say(['on'], 'ein Auslöser steht doppelt in der Liste', 'a trigger is listed twice')
  if (has('timer') && rule.every === undefined)
    say(['on'], 'timer braucht "every", in Minuten', 'a timer needs "every", in minutes')
  if (!has('timer') && rule.every !== undefined)
    say(['every'], 'ist für Regeln mit dem Auslöser timer', 'is for rules with the trigger timer')
  if (!has('app-start', 'app-end') && rule.apps !== undefined)
    say(
      ['apps'],
      'ist für Regeln mit dem Auslöser app-start oder app-end',
      'is for rules with the trigger app-start or app-end',
    )
  if (has('host-start')) faults.push(...hostFaults(rule))
  else if (rule.pools !== undefined)
    say(['pools'], 'ist für Regeln mit dem Auslöser host-start', 'is for rules with the trigger host-start')
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
      message: {
        de: 'host-start gehört zu Sitzungsservern, und die gehören der Stadt: lassen Sie "department" weg',
        en: 'host-start belongs to hosts, and those are the city’s: leave "department" out',
      },
    })
  rule.actions.forEach((action, at) => {
    if (action.concern === 'security')
      faults.push({
        path: ['actions', at, 'concern'],
        message: {
          de: 'Sicherheit ist Sache der Stadt: die Regel eines Amts ist comfort',
          en: 'security is the city’s: a department’s rule is comfort',
        },
      })
    if ('as' in action && action.as === 'root')
      faults.push({
        path: ['actions', at, 'as'],
        message: {
          de: 'nichts aus der Regel eines Amts läuft als root',
          en: 'nothing of a department’s rule runs as root',
        },
      })
  })
  return faults
}

/** At the start of a host there is neither a person nor a session. */
function hostFaults(rule: EnvironmentRule): EnvironmentFault[] {
  const faults: EnvironmentFault[] = []
  if (rule.on.length > 1)
    faults.push({
      path: ['on'],
      message: {
        de: 'host-start steht allein: es gibt noch keine Sitzung',
        en: 'host-start stands alone: no session is there yet',
      },
    })
  if (rule.when !== 'true')
    faults.push({
      path: ['when'],
      message: {
        de: 'bei host-start gibt es keine Person und keinen Ort, die eine Bedingung prüfen könnte',
        en: 'host-start has no person and no place that a condition could look at',
      },
    })
  if (rule.workspaces !== undefined)
    faults.push({
      path: ['workspaces'],
      message: {
        de: 'host-start gehört zu Sitzungsservern; wählen Sie sie mit "pools"',
        en: 'host-start belongs to hosts; choose them by "pools"',
      },
    })
  rule.actions.forEach((action, at) => {
    if (action.action !== 'script' || action.as !== 'root')
      faults.push({
        path: ['actions', at],
        message: {
          de: 'host-start kann nur Skripte als root ausführen',
          en: 'host-start can only run scripts as root',
        },
      })
  })
  return faults
}

/** Every `after` names an action of the rule, and nothing waits for itself. */
function orderFaults({ actions }: EnvironmentRule): EnvironmentFault[] {
  const byId = new Map(actions.map((action) => [action.id, action]))
  const faults: EnvironmentFault[] = []
  actions.forEach((action, at) => {
    if (byId.get(action.id) !== action)
      faults.push({
        path: ['actions', at, 'id'],
        message: { de: `"${action.id}" ist die id von zwei Aktionen`, en: `"${action.id}" is the id of two actions` },
      })
    if (action.after === undefined) return
    if (!byId.has(action.after))
      faults.push({
        path: ['actions', at, 'after'],
        message: {
          de: `eine Aktion "${action.after}" hat diese Regel nicht`,
          en: `there is no action "${action.after}" in this rule`,
        },
      })
    const way = new Set([action.id])
    for (let next = byId.get(action.after); next !== undefined; next = byId.get(next.after ?? '')) {
      if (next.id === action.id)
        faults.push({
          path: ['actions', at, 'after'],
          message: { de: `"${action.id}" würde auf sich selbst warten`, en: `"${action.id}" would wait for itself` },
        })
      if (way.has(next.id)) break
      way.add(next.id)
    }
  })
  return faults
}

function actionFaults(action: EnvironmentAction, at: number): EnvironmentFault[] {
  const fault = (key: string, de: string, en: string) => [{ path: ['actions', at, key], message: { de, en } }]
  if (action.action === 'key') {
    const needsPath = ['ini', 'json', 'xml', 'prefs'].includes(action.format)
    if (needsPath && action.path === undefined)
      return fault('format', `${action.format} braucht "path"`, `${action.format} needs "path"`)
    if (!needsPath && action.path !== undefined)
      return fault('path', `${action.format} hat kein "path"`, `${action.format} has no "path"`)
    if (!keyForms[action.format].test(action.key))
      return fault(
        'key',
        `"${action.key}" ist kein Schlüssel von ${action.format}`,
        `"${action.key}" is no key of ${action.format}`,
      )
  }
  if (action.action === 'drive' && !addressForms[action.protocol].test(action.address))
    return fault(
      'address',
      `"${action.address}" ist keine Adresse von ${action.protocol}`,
      `"${action.address}" is no address of ${action.protocol}`,
    )
  if (action.action === 'drive' && action.protocol === 'webdav' && action.credentials === 'kerberos')
    return fault('credentials', 'webdav kennt nur store oder guest', 'webdav takes a store or guest')
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
