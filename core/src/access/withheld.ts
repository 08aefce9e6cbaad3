import type { App } from '@nahtlos/contract/configuration/app'
import type { WithheldApp } from '@nahtlos/contract/configuration/withhold'
import type { FlatWorkspace } from '../configuration/configuration.ts'
import type { Verdict } from './rules.ts'

/** Names of the programs by which an app is started. */
function namesOf({ command, programs }: App): string[] {
  return [command[0]?.slice(command[0].lastIndexOf('/') + 1) ?? '', ...programs]
}

/**
 * The workspace's apps that some rule keeps away here, each once: of several rules the strictest has it. Nothing can
 * tell apps apart that start the same program, so where a rule names one of them it has them all.
 */
export function withheldApps(workspace: FlatWorkspace, verdicts: readonly Verdict[]): WithheldApp[] {
  const rules = verdicts.flatMap(({ withholds }) => withholds ?? [])
  if (rules.length === 0) return []
  const names = new Map(workspace.apps.map((app) => [app.id, namesOf(app)]))
  const shares = (id: string, apps: ReadonlySet<string>) => {
    const own = names.get(id) ?? []
    return [...apps].some((other) => names.get(other)?.some((name) => own.includes(name)))
  }
  return workspace.apps.flatMap(({ id }) => {
    const concerned = rules.filter(({ apps }) => apps.has(id) || shares(id, apps))
    const strictest = concerned.find(({ running }) => running === 'close') ?? concerned[0]
    return strictest === undefined ? [] : [{ app: id, running: strictest.running, reason: strictest.reason }]
  })
}
