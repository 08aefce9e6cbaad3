import { join } from 'node:path'
import type { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import { nothingYet, planEnvironment } from '@nahtlos/core/environment/plan'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { System } from '../system/system.ts'
import { rootScript } from './actions/script.ts'
import { type ActionOutcome, carryOut } from './carry-out.ts'
import { good } from './home-files.ts'

/** What was done since the machine started, and the security that failed. */
const Done = z.object({ boot: z.string(), done: z.array(z.string()), failed: z.array(z.string()) })

/**
 * The rules of the host itself: each runs once after the machine has started, whenever it is first heard of. A
 * security action that failed keeps this host from starting sessions until the machine starts anew.
 */
export interface HostRules {
  apply(rules: readonly EnvironmentRule[]): void
  /** Why no session may start here; null where nothing speaks against it. Waits for what is being done. */
  refusal(): Promise<string | null>
}

export function hostRules(system: System, state: string, log: Logger): HostRules {
  const path = join(state, 'host-start.json')
  let work: Promise<z.infer<typeof Done> | null> = Promise.resolve(null)

  async function recall(): Promise<z.infer<typeof Done>> {
    const boot = ((await system.readText('/proc/sys/kernel/random/boot_id')) ?? '').trim()
    const text = await system.readText(path)
    const known = text === null ? null : Done.safeParse(JSON.parse(text))
    return known?.data?.boot === boot ? known.data : { boot, done: [], failed: [] }
  }

  async function run(rules: readonly EnvironmentRule[]): Promise<z.infer<typeof Done>> {
    const known = await recall()
    const fresh = rules.filter(({ id }) => !known.done.includes(id))
    if (fresh.length === 0) return known
    const plan = planEnvironment({ trigger: 'host-start' }, fresh, nothingYet)
    const outcomes = carryOut(plan, {
      apply: (key, action, signal) => runScript(key, action, signal),
      undo: async () => undefined,
      forget: async () => undefined,
    })
    const all: ActionOutcome[] = [...(await outcomes.security), ...(await outcomes.comfort)]
    for (const outcome of all) log[outcome.outcome === 'done' ? 'info' : 'warn'](outcome, 'host start')
    const failed = all.filter(({ concern, outcome }) => concern === 'security' && outcome !== 'done')
    const next = {
      boot: known.boot,
      done: [...known.done, ...fresh.map(({ id }) => id)],
      failed: [...known.failed, ...failed.map(({ key, detail }) => `${key}: ${detail ?? 'failed'}`)],
    }
    await system.replaceText(path, `${JSON.stringify(next)}\n`)
    return next
  }

  async function runScript(key: string, action: EnvironmentAction, signal: AbortSignal): Promise<void> {
    if (action.action !== 'script') throw new Error(`${key} is no script; a configuration with it is never published`)
    const program = ['/bin/sh', '-e', '-c', action.run, key]
    const argv = rootScript(program, ['NAHTLOS_TRIGGER=host-start'], action.timeout)
    good(await system.run(argv, { signal }), `run the script ${key}`)
  }

  return {
    apply(rules) {
      work = work
        .then(() => run(rules))
        .catch((error: unknown) => {
          log.error({ err: error }, 'the rules for the start of this host could not be carried out')
          return { boot: '', done: [], failed: ['the rules for the start of this host could not be carried out'] }
        })
    },
    async refusal() {
      return (await work)?.failed[0] ?? null
    },
  }
}
