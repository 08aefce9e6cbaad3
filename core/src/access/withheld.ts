import type { App } from '@nahtlos/contract/configuration/app'
import type { BoundedApp, WithheldApp } from '@nahtlos/contract/configuration/withhold'
import type { CompiledWithhold, FlatWorkspace } from '../configuration/configuration.ts'
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
  const rules = verdicts.flatMap(({ withholds }) => (withholds?.beyond === null ? withholds : []))
  if (rules.length === 0) return []
  const concerning = concerned(workspace, rules)
  return workspace.apps.flatMap(({ id }) => {
    const all = concerning(id)
    const strictest = all.find(({ running }) => running === 'close') ?? all[0]
    return strictest === undefined ? [] : [{ app: id, running: strictest.running, reason: strictest.reason }]
  })
}

/** Those that are there until they were used so much: of several rules the least of each bound holds. */
export function boundedApps(workspace: FlatWorkspace, verdicts: readonly Verdict[]): BoundedApp[] {
  const rules = verdicts.flatMap(({ withholds }) => (withholds?.beyond ? withholds : []))
  if (rules.length === 0) return []
  const concerning = concerned(workspace, rules)
  return workspace.apps.flatMap(({ id }) => {
    const all = concerning(id)
    const minutes = Math.min(...all.map(minutesOf))
    const first = all.find((each) => minutesOf(each) === minutes)
    if (first === undefined) return []
    const atOnce = Math.min(...all.map(({ beyond }) => beyond?.atOnce ?? Number.POSITIVE_INFINITY))
    return [
      {
        app: id,
        ...(Number.isFinite(minutes) ? { minutesPerDay: minutes } : {}),
        ...(Number.isFinite(atOnce) ? { atOnce } : {}),
        running: all.some(({ running }) => running === 'close') ? ('close' as const) : first.running,
        reason: first.reason,
      },
    ]
  })
}

const minutesOf = ({ beyond }: CompiledWithhold) => beyond?.minutesPerDay ?? Number.POSITIVE_INFINITY

/** The rules that concern an app: that name it, or one that starts the same program. */
function concerned(
  workspace: FlatWorkspace,
  rules: readonly CompiledWithhold[],
): (id: string) => readonly CompiledWithhold[] {
  const names = new Map(workspace.apps.map((app) => [app.id, namesOf(app)]))
  const shares = (id: string, apps: ReadonlySet<string>) => {
    const own = names.get(id) ?? []
    return [...apps].some((other) => names.get(other)?.some((name) => own.includes(name)))
  }
  return (id) => rules.filter(({ apps }) => apps.has(id) || shares(id, apps))
}
