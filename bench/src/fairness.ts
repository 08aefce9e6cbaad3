import { constants, setPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { firstOf } from '@nahtlos/agent/resources/processor-sets'
import { realSystem } from '@nahtlos/agent/system/real-system'
import { type Attack, attacks } from './fairness/attacks.ts'
import { type Neighbour, type Neighbours, neighbours } from './fairness/neighbours.ts'
import { atLeast, atMost, printReport, quantile, rounded } from './report.ts'

/**
 * `./nahtlos bench fairness [ROUNDS] [ATTACK,…]`: somebody types in a text editor while a neighbour on the same host does
 * her worst, with the limits that the product gives everybody, somebody connected to both. From key to pixel, 95th
 * percentile, through the agent and its filter; and how much work the typist's session gets done. Alone and under each
 * attack, now the one first and now the other. A third session only has to live. The peer is the same with all sessions
 * out of their groups, for the attacks that the measuring machine outlives.
 *
 * What stands in the typist's way is to be the neighbour alone. Five keys of a hundred decide the percentile, and one
 * other program that runs for a quarter of a second makes five late. So a passage during which other programs of the
 * machine took more than a fiftieth of a processor is set aside and typed again, alone and attacked alike, whatever came
 * out of it; the last line tells how many there were.
 */
const rounds = Number(process.argv[2] ?? 3)
/** What is worse without limits is worse by far: one round shows it. */
const unlimitedRounds = 1
const only = process.argv[3]
const keys = 100
const between = 40
const working = 1_500
const longest = 5_000
const disk = 3_000
/** Of a processor, to other programs of the machine. */
const quiet = 0.02
/** Passages that are set aside in a row before the machine is said to be too busy to measure on. */
const patience = 10
let setAside = 0

// It stands for a browser and a gateway, which run on other machines: it waits behind nobody while somebody types.
setPriority(constants.priority.PRIORITY_HIGH)
const machine = realSystem()

/** Of one round. */
interface Seen {
  /** Milliseconds from key to pixel, 95th percentile. */
  readonly latency: number
  /** Pieces of work a second. */
  readonly work: number
}
interface Figures {
  readonly alone: number
  readonly attacked: number
  readonly growth: number
  /** Share of the work that is still done. */
  readonly work: number
}

const figures: Record<string, { limited: Figures; unlimited: Figures | null; died: number }> = {}
const chosen = Object.entries(attacks).filter(([name]) => only === undefined || only.split(',').includes(name))
const limited = await under(chosen, true)
const unlimited = await under(
  chosen.filter(([, { needsLimits }]) => !needsLimits),
  false,
)
for (const [name] of chosen) {
  const ours = limited.get(name)
  if (ours === undefined) throw new Error(`nothing was measured under ${name}`)
  figures[name] = { limited: ours.figures, unlimited: unlimited.get(name)?.figures ?? null, died: ours.died }
}

const all = Object.entries(figures)
const beside = all.flatMap(([, { limited, unlimited }]) => (unlimited ? [{ limited, unlimited }] : []))
const worst = (of: 'limited' | 'unlimited') => Math.max(...beside.map((each) => each[of].attacked))
printReport({
  bench: 'fairness',
  ours: rounded(worst('limited')),
  peer: 'the same sessions in no groups and without limits, under the attacks that a machine outlives so',
  theirs: rounded(worst('unlimited')),
  unit: 'ms from key to pixel, 95th percentile, worst attack',
  ratio: rounded(worst('limited') / worst('unlimited')),
  targets: {
    ...Object.fromEntries(all.map(([name, { limited }]) => [`growth under ${name}`, atMost(limited.growth, 1.3)])),
    'sessions that died': atMost(
      all.reduce((sum, [, { died }]) => sum + died, 0),
      0,
    ),
  },
  beside: Object.fromEntries(all.map(([name, { limited }]) => [`work under ${name}`, atLeast(limited.work, 0.5)])),
  attacks: figures,
  rounds,
  setAside,
})

interface Outcome {
  readonly figures: Figures
  readonly died: number
}

/** Attacks one after the other on one host, whose victim and third session stay the same. */
async function under(
  which: readonly (readonly [string, Attack])[],
  isLimited: boolean,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  if (which.length === 0) return outcomes
  await using host = await neighbours(disk)
  const victim = await host.move()
  const third = await host.move()
  if (!isLimited) for (const each of [victim, third]) await host.release(each)
  await calm(victim)
  for (const [name, attack] of which) {
    const alone: Seen[] = []
    const attacked: Seen[] = []
    const typed = () => (isLimited ? undisturbed(host, () => typing(victim)) : typing(victim))
    const measure = async (seen: Seen[]) =>
      void seen.push({ latency: quantile(await typed(), 0.95), work: await host.works(victim, working) })
    const besideAttacker = async () => {
      const attacker = await host.move()
      if (!isLimited) await host.release(attacker)
      await host.does(attacker, attack.script)
      // The attack needs a moment to be one.
      await pause(2_000)
      await measure(attacked)
      await host.leaves(attacker)
    }
    for (let round = 0; round < (isLimited ? rounds : unlimitedRounds); round += 1)
      for (const part of round % 2 === 0 ? ['alone', 'attacked'] : ['attacked', 'alone']) {
        await (part === 'alone' ? measure(alone) : besideAttacker())
        // Her own work made a hog of her: the next part begins when she is calm again.
        await pause(5_500)
      }
    const lives = await Promise.all([victim, third].map((each) => host.lives(each)))
    const found = { figures: figuresOf(alone, attacked), died: lives.filter((each) => !each).length }
    outcomes.set(name, found)
    const words = JSON.stringify({ ...found.figures, died: found.died })
    console.log(`${name}${isLimited ? '' : ', without limits'}: ${words}`)
  }
  return outcomes
}

/** Medians of the rounds; ratios within a round, whose two parts met the same moment of the machine. */
function figuresOf(alone: readonly Seen[], attacked: readonly Seen[]): Figures {
  const median = (values: readonly number[]) => rounded(quantile(values, 0.5))
  const ratios = (of: (seen: Seen) => number) => attacked.map((seen, round) => of(seen) / of(alone[round] as Seen))
  return {
    alone: median(alone.map(({ latency }) => latency)),
    attacked: median(attacked.map(({ latency }) => latency)),
    growth: median(ratios(({ latency }) => latency)),
    work: median(ratios(({ work }) => work)),
  }
}

/** The next picture, or null where none comes in time (milliseconds). */
function next({ viewer }: Neighbour, patience: number): Promise<number | null> {
  return Promise.race([
    new Promise<number>((resolve) => {
      viewer.onUpdate = () => resolve(performance.now())
    }),
    pause(patience, null),
  ])
}

/** The editor is there when nothing changes the picture several times in a row. */
async function calm(victim: Neighbour): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet = (await next(victim, 400)) === null ? quiet + 1 : 0);
}

/** Again and again until nothing but the host's sessions, the agent and this program ran meanwhile. */
async function undisturbed<Result>(host: Neighbours, passage: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries += 1) {
    const [began, before] = [performance.now(), await host.takenByOthers()]
    const result = await passage()
    const others = ((await host.takenByOthers()) - before) / (performance.now() - began)
    if (others <= quiet) return result
    if (tries === patience) throw new Error(`other programs take ${others.toFixed(2)} of a processor: measure later`)
    setAside += 1
  }
}

/** Each passage begins with an empty text: once its window is full, the editor scrolls, which takes it longer. */
async function newText(victim: Neighbour): Promise<void> {
  const [control, a, remove] = [0xffe3, 0x61, 0xffff]
  victim.viewer.key(control, true)
  victim.viewer.key(a, true)
  victim.viewer.key(a, false)
  victim.viewer.key(control, false)
  victim.viewer.key(remove, true)
  victim.viewer.key(remove, false)
  await pause(500)
}

async function typing(victim: Neighbour): Promise<number[]> {
  await newText(victim)
  // Not behind what a neighbour makes the kernel do, which no priority interrupts; alone and attacked alike. Only here,
  // because what it starts in sessions inherits it.
  await machine.stayOn(firstOf(await machine.ownProcessors(), 1))
  const times: number[] = []
  for (let index = 0; index < keys; index += 1) {
    victim.viewer.rectangles.length = 0
    // Letters, and now and then a new line.
    const key = index % 40 === 39 ? 0xff0d : 0x61 + (index % 26)
    const pressed = performance.now()
    const drawn = next(victim, longest)
    victim.viewer.key(key, true)
    victim.viewer.key(key, false)
    times.push(((await drawn) ?? pressed + longest) - pressed)
    await pause(between)
  }
  await machine.stayOn(null)
  return times
}
