import { createHash } from 'node:crypto'
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

/** Rules that were carried out since the machine started, by id: as which text, and what of their security failed. */
const Done = z.object({
  boot: z.string(),
  rules: z.record(z.string(), z.object({ as: z.string(), failed: z.array(z.string()) })),
})
type Done = z.infer<typeof Done>

/**
 * The rules of the host itself: each runs once after the machine has started, whenever it is first heard of, and once
 * more when it was changed. A security action that failed keeps this host from starting sessions until its rule is
 * corrected or withdrawn, or the machine starts anew.
 */
export interface HostRules {
  apply(rules: readonly EnvironmentRule[]): void
  /** Why no session may start here; null where nothing speaks against it. Waits for what is being done. */
  refusal(): Promise<string | null>
}

export function hostRules(system: System, state: string, log: Logger): HostRules {
  const path = join(state, 'host-start.json')
  let work: Promise<readonly string[]> = Promise.resolve([])

  async function recall(): Promise<Done> {
    const boot = ((await system.readText('/proc/sys/kernel/random/boot_id')) ?? '').trim()
    const text = await system.readText(path)
    const known = text === null ? null : Done.safeParse(JSON.parse(text))
    return known?.data?.boot === boot ? known.data : { boot, rules: {} }
  }

  async function run(rules: readonly EnvironmentRule[]): Promise<readonly string[]> {
    const known = await recall()
    const fresh = rules.filter((rule) => known.rules[rule.id]?.as !== textOf(rule))
    if (fresh.length > 0) {
      const failed = await carryOutAll(fresh)
      const outcomes = fresh.map((rule) => {
        const own = failed.filter(({ key }) => key.startsWith(`${rule.id}/`))
        const words = own.map(({ key, detail }) => `${key}: ${detail ?? 'failed'}`)
        return [rule.id, { as: textOf(rule), failed: words }] as const
      })
      known.rules = { ...known.rules, ...Object.fromEntries(outcomes) }
      await system.replaceText(path, `${JSON.stringify(known)}\n`)
    }
    return rules.flatMap(({ id }) => known.rules[id]?.failed ?? [])
  }

  /** @returns the outcomes of security that was not done */
  async function carryOutAll(rules: readonly EnvironmentRule[]): Promise<ActionOutcome[]> {
    const plan = planEnvironment({ trigger: 'host-start' }, rules, nothingYet)
    const outcomes = carryOut(plan, {
      apply: (key, action, signal) => runScript(key, action, signal),
      undo: async () => undefined,
      forget: async () => undefined,
    })
    const all: ActionOutcome[] = [...(await outcomes.security), ...(await outcomes.comfort)]
    for (const outcome of all) log[outcome.outcome === 'done' ? 'info' : 'warn'](outcome, 'host start')
    return all.filter(({ concern, outcome }) => concern === 'security' && outcome !== 'done')
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
          return ['the rules for the start of this host could not be carried out']
        })
    },
    async refusal() {
      return (await work)[0] ?? null
    },
  }
}

const textOf = (rule: EnvironmentRule) => createHash('sha256').update(JSON.stringify(rule)).digest('base64url')
