import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { groupsOn } from '@nahtlos/agent/resources/groups-on'
import { realSystem } from '@nahtlos/agent/system/real-system'
import { usualResources } from '@nahtlos/contract/session/resources'
import { appears, bareDesktop, below, display, type Shared, shared } from './contained/desktop.ts'
import { atMost, median, printReport, rounded } from './report.ts'

/**
 * `./nahtlos bench density [MOST]`: what one more session takes: memory (proportional set size of all its processes,
 * so that what sessions share is counted once) and processor time while nobody does anything; beside the same `Xvnc`
 * and `xfce4-session` started by the same person in bare namespaces, without containment and groups.
 */
const most = Number(process.argv[2] ?? 20)
const counts = [...new Set([1, Math.min(10, most), most])]
const calm = 8_000
const idle = 10_000

const desktop = display('dbus-run-session', '--', 'xfce4-session')
const groups = await groupsOn(realSystem(), `/bench/density/${process.pid}`)

interface Figures {
  readonly memory: number
  readonly processor: number
}
const figures: Record<number, { ours: Figures; theirs: Figures }> = {}
for (const count of counts) {
  const ours = await measured(count, (place) => place.start(desktop), true)
  const theirs = await measured(count, (place) => bareDesktop(place, desktop), false)
  figures[count] = { ours, theirs }
  console.log(
    `${count} sessions: ${ours.memory} MB each, by hand ${theirs.memory} MB; idle ${ours.processor} ms/s, by hand ${theirs.processor} ms/s`,
  )
}
await groups?.clear()
const pairs = Object.values(figures).map(({ ours, theirs }) => ours.memory / theirs.memory)
const last = figures[most]
printReport({
  bench: 'density',
  ours: last?.ours.memory ?? Number.NaN,
  peer: 'Xvnc and xfce4-session started by hand in bare namespaces',
  theirs: last?.theirs.memory ?? Number.NaN,
  unit: `MB for each of ${most} sessions`,
  ratio: rounded(median(pairs)),
  targets: { 'memory ratio': atMost(median(pairs), 1.05) },
  idleUnit: 'ms of processor time a second for each session',
  sessions: figures,
})

async function measured(count: number, start: (place: Shared) => Promise<number>, limited: boolean): Promise<Figures> {
  await using stack = new AsyncDisposableStack()
  const first: number[] = []
  for (let index = 0; index < count; index += 1) {
    const place = stack.use(await shared(limited ? groups : null, usualResources))
    first.push(await start(place))
    await appears(place.socket)
  }
  await pause(calm + count * 500)
  const before = await processorOf(first)
  await pause(idle)
  const spent = (await processorOf(first)) - before
  let memory = 0
  for (const pid of first) for (const each of await below(pid)) memory += await proportional(each)
  return { memory: rounded(memory / 1024 / count), processor: rounded(spent / (idle / 1000) / count) }
}

/** Kilobytes, from smaps_rollup of proc_pid_smaps(5). */
async function proportional(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0)
}

/** Milliseconds of processor time of all that runs below these, at a hundred ticks a second. */
async function processorOf(first: readonly number[]): Promise<number> {
  let ticks = 0
  for (const pid of first)
    for (const each of await below(pid)) {
      const text = await readFile(`/proc/${each}/stat`, 'utf8').catch(() => '')
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
      ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
    }
  return ticks * 10
}
