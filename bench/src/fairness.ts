import { constants, setPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { groupsOn } from '@nahtlos/agent/resources/groups-on'
import type { ResourceGroups } from '@nahtlos/agent/resources/resource-groups'
import { realSystem } from '@nahtlos/agent/system/real-system'
import { usualResources } from '@nahtlos/contract/session/resources'
import { Viewer } from '@nahtlos/tests/display/viewer'
import { socketWire } from '@nahtlos/tests/display/wire'
import { appears, display, type Shared, shared } from './contained/desktop.ts'
import { atMost, printReport, quantile, rounded } from './report.ts'

/**
 * `./nahtlos bench fairness`: somebody types in a text editor while a neighbour on the same host does her worst. From
 * key to pixel, 95th percentile, alone and under each attack; the peer is the same without groups and limits, as on a
 * host that leaves sharing to chance. Attacks without limits are bounded, so that the machine outlives them.
 */
const keys = 50
const between = 40
const rounds = 2
const limits = { ...usualResources, memory: 1_024, processes: 500 }

const attacks: Readonly<Record<string, string>> = {
  'busy loops': 'i=0; while [ $i -lt 32 ]; do (while :; do :; done) & i=$((i+1)); done; wait',
  memory: 'while :; do dd if=/dev/zero of=/dev/null bs=3000M count=1 2>/dev/null; done',
  forks: 'i=0; while [ $i -lt 24 ]; do (while :; do /bin/true; done) & i=$((i+1)); done; wait',
  'a full /tmp': 'while :; do cat /dev/zero >/tmp/x 2>/dev/null; rm -f /tmp/x; done',
  'a full disk': 'while :; do dd if=/dev/zero of=x bs=1M count=400 conv=fsync 2>/dev/null; rm -f x; done',
}

// It stands for the agent, through which every picture goes and which comes before the sessions.
setPriority(constants.priority.PRIORITY_HIGH)
const groups = await groupsOn(realSystem(), `/bench/fairness/${process.pid}`)
if (groups === null) throw new Error('this host has no groups to share it out with')
const figures: Record<string, { alone: number; limited: number; unlimited: number }> = {}
for (const [name, script] of Object.entries(attacks)) {
  const seen = { alone: [] as number[], limited: [] as number[], unlimited: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    const limited = await underAttack(groups, script)
    const unlimited = await underAttack(null, script)
    seen.alone.push(...limited.alone, ...unlimited.alone)
    seen.limited.push(...limited.attacked)
    seen.unlimited.push(...unlimited.attacked)
  }
  const p95 = (values: readonly number[]) => rounded(quantile(values, 0.95))
  figures[name] = { alone: p95(seen.alone), limited: p95(seen.limited), unlimited: p95(seen.unlimited) }
  console.log(
    `${name}: alone ${figures[name].alone} ms, with limits ${figures[name].limited} ms, without ${figures[name].unlimited} ms`,
  )
}
await groups.clear()

const all = Object.values(figures)
const growth = (of: 'limited' | 'unlimited') => Math.max(...all.map((each) => each[of] / each.alone))
printReport({
  bench: 'fairness',
  ours: rounded(Math.max(...all.map(({ limited }) => limited))),
  peer: 'the same sessions without groups and limits',
  theirs: rounded(Math.max(...all.map(({ unlimited }) => unlimited))),
  unit: 'ms from key to pixel, 95th percentile, worst attack',
  ratio: rounded(Math.max(...all.map(({ limited }) => limited)) / Math.max(...all.map(({ unlimited }) => unlimited))),
  targets: { 'growth under the worst attack': atMost(growth('limited'), 1.3) },
  growthWithLimits: rounded(growth('limited')),
  growthWithoutLimits: rounded(growth('unlimited')),
  attacks: figures,
  rounds,
})

/** Key to pixel of a fresh victim, alone and then beside the attacker. */
async function underAttack(
  of: ResourceGroups | null,
  script: string,
): Promise<{ alone: number[]; attacked: number[] }> {
  await using victim = await shared(of, usualResources)
  await victim.start(display('dbus-run-session', '--', 'openbox', '--startup', 'mousepad'))
  await appears(victim.socket)
  const typist = await typing(victim)
  const alone = await typist.type()
  await using attacker = await shared(of, limits)
  await attacker.start(['/bin/sh', '-c', script])
  // The attack needs a moment to be one.
  await pause(1_500)
  const attacked = await typist.type()
  typist.close()
  return { alone, attacked }
}

async function typing(victim: Shared): Promise<{ type(): Promise<number[]>; close(): void }> {
  const viewer = new Viewer(await socketWire(victim.socket))
  await viewer.ready
  let updated: () => void = () => undefined
  viewer.onUpdate = () => updated()
  const next = (patience: number) =>
    Promise.race([
      new Promise<number>((resolve) => {
        updated = () => resolve(performance.now())
      }),
      pause(patience, null),
    ])
  // The editor is there when keys change the picture several times in a row and nothing else does.
  for (let calm = 0; calm < 3; calm = (await next(400)) === null ? calm + 1 : 0);
  return {
    async type() {
      const times: number[] = []
      for (let index = 0; index < keys; index += 1) {
        viewer.rectangles.length = 0
        // Letters, and now and then a new line.
        const key = index % 40 === 39 ? 0xff0d : 0x61 + (index % 26)
        const pressed = performance.now()
        const drawn = next(5_000)
        viewer.key(key, true)
        viewer.key(key, false)
        times.push(((await drawn) ?? pressed + 5_000) - pressed)
        await pause(between)
      }
      return times
    },
    close: () => viewer.close(),
  }
}
