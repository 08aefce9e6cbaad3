import type { WithheldApp } from '@nahtlos/contract/configuration/withhold'
import type { FlatWorkspace } from '../configuration/configuration.ts'
import type { Verdict } from './rules.ts'

/** The workspace's apps that some rule keeps away here, each once: of several rules the strictest has it. */
export function withheldApps(workspace: FlatWorkspace, verdicts: readonly Verdict[]): WithheldApp[] {
  const rules = verdicts.flatMap(({ withholds }) => withholds ?? [])
  return workspace.apps.flatMap(({ id }) => {
    const concerned = rules.filter(({ apps }) => apps.has(id))
    const strictest = concerned.find(({ running }) => running === 'close') ?? concerned[0]
    return strictest === undefined ? [] : [{ app: id, running: strictest.running, reason: strictest.reason }]
  })
}
