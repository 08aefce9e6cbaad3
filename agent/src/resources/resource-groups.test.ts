import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, open, readFile, rmdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { usualResources } from '@nahtlos/contract/session/resources'
import { processorsIn } from '../system/own-processors.ts'
import { realSystem } from '../system/real-system.ts'
import { groupsOn } from './groups-on.ts'
import { numbersIn } from './processor-sets.ts'
import type { Part, ResourceGroups } from './resource-groups.ts'

/** On this host; the same suite runs on hosts with systemd (`tests/src/hosts/`). */
const system = realSystem()
/** Within what turns of the processor leave uncertain. */
const isFour = (ratio = 0) => ratio > 3 && ratio < 5.3
const found = await groupsOn(system, `/test/${randomUUID()}`)

describe(`resource groups by ${found?.kind ?? 'nothing'}`, { skip: found === null && 'this host has none' }, () => {
  const groups = found as ResourceGroups
  const session = randomUUID()
  const limits = { ...usualResources, memory: 512, processes: 200 }
  const started: ChildProcess[] = []
  const start = (script: string, of = session): ChildProcess => {
    const [program = '', ...rest] = groups.inside(of, limits, ['/bin/sh', '-c', script])
    const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] })
    started.push(child)
    return child
  }
  /** A group takes one command, and what that starts. */
  const another = async () => {
    const id = randomUUID()
    await groups.make(id, limits)
    return id
  }
  before(() => groups.make(session, limits))
  after(async () => {
    for (const each of await groups.list()) await groups.end(each)
    await groups.clear()
  })

  test('what is started inside keeps its process number, and so are all it starts', async () => {
    const child = start('sleep 1000 & sleep 1000 & echo ready; wait')
    await once(child.stdout ?? child, 'data')
    const inside = await groups.processes(session)
    assert.ok(inside.includes(child.pid ?? 0))
    assert.equal(inside.length, 3)
    assert.deepEqual(await groups.list(), [session])
  })

  test('what it uses is told', async () => {
    const usage = await groups.usage(session)
    assert.ok(usage !== null && usage.processes >= 3 && usage.processes < 200, JSON.stringify(usage))
    assert.ok(usage.processor > 0 && ((await groups.processor(session)) ?? 0) >= usage.processor)
    assert.equal(await groups.processor(randomUUID()), null)
    assert.ok(usage.memory >= 0 && usage.memory < 512 * 1024 * 1024)
    assert.equal(await groups.usage(randomUUID()), null)
  })

  test('limits of a group that is there can be changed, any number of times, and the kernel has them', async () => {
    for (const processorWeight of [25, 400, 100]) {
      await groups.make(session, { ...limits, processorWeight })
      assert.equal((await groups.shareOf(session))?.weight, processorWeight)
    }
  })

  test('a group can be made to wait for the others, be bounded, and get its weight back', async () => {
    await groups.share(session, { weight: 300, isIdle: true, most: 0.5, spares: 0, stays: 0 })
    const { isIdle, most } = (await groups.shareOf(session)) ?? {}
    assert.deepEqual({ isIdle, most }, { isIdle: true, most: 0.5 })
    await groups.share(session, { weight: 300, isIdle: false, most: null, spares: 0, stays: 0 })
    assert.deepEqual(await groups.shareOf(session), { weight: 300, isIdle: false, most: null, spares: 0, stays: 0 })
    await groups.share(randomUUID(), { weight: 300, isIdle: true, most: null, spares: 0, stays: 0 })
  })

  test('a group can be kept off a processor or on one, with all that runs in it, and gets all of them back', {
    skip:
      (availableParallelism() < 2 && 'this host has one processor') ||
      (!groups?.canSpare && 'this host has no sets of processors'),
  }, async () => {
    const session = await another()
    const child = start('echo ready; read -r end', session)
    await once(child.stdout ?? child, 'data')
    const runsOn = async () => numbersIn(processorsIn(await readFile(`/proc/${child.pid}/status`, 'utf8')) ?? '')
    const all = await runsOn()
    const share = { weight: 100, isIdle: true, most: null, stays: 0 }
    await groups.share(session, { ...share, spares: 1 })
    assert.equal((await groups.shareOf(session))?.spares, 1)
    assert.deepEqual(await runsOn(), all.slice(1))
    await groups.share(session, { ...share, spares: 0 })
    assert.equal((await groups.shareOf(session))?.spares, 0)
    assert.deepEqual(await runsOn(), all)
    await groups.share(session, { ...share, spares: 0, stays: 1 })
    assert.deepEqual(await groups.shareOf(session).then((now) => [now?.spares, now?.stays]), [0, 1])
    assert.deepEqual(await runsOn(), all.slice(0, 1))
    // From what hogs leave alone to what they have: whoever stayed may become one.
    await groups.share(session, { ...share, spares: 1 })
    assert.deepEqual(await runsOn(), all.slice(1))
    await groups.share(session, { ...share, spares: 0 })
    assert.deepEqual(await runsOn(), all)
    child.stdin?.end()
  })

  test('its processes can be sorted into its parts, what they start goes with them, and others stay where they are', async () => {
    const session = await another()
    const child = start('while read -r line; do sleep 1000 & echo "$!"; done', session)
    const next = async () => {
      child.stdin?.write('\n')
      return Number(String((await once(child.stdout ?? child, 'data'))[0]))
    }
    const first = await next()
    const of = (pid: number) => groups.parts(session).then((all) => all.get(pid))
    await groups.sort(session, new Map())
    assert.equal(await of(first), 'back', 'whoever comes in begins behind')
    for (const part of ['front', 'desk', 'back', 'front'] as const) {
      await groups.sort(
        session,
        new Map<number, Part>([
          [child.pid ?? 0, part],
          [process.pid, part],
          [2 ** 22, part],
        ]),
      )
      assert.equal(await of(child.pid ?? 0), part)
      assert.equal(await of(await next()), part)
    }
    assert.equal(await of(first), 'back')
    assert.equal(await of(process.pid), undefined)
    assert.ok((await groups.processes(session)).includes(child.pid ?? 0))
    child.stdin?.end()
  })

  test('of two groups of which one weighs four times as much, it gets four times as much', {
    timeout: 180_000,
  }, async () => {
    const pair = [100, 400].map((processorWeight) => ({ id: randomUUID(), limits: { ...limits, processorWeight } }))
    const all = pair.map(({ id, limits: own }) => ({ id, own, script: 'echo ready; while :; do :; done' }))
    for (const { id, own, script } of all) {
      await groups.make(id, own)
      // On one processor, because shares count only where there is too little.
      const [program = '', ...rest] = groups.inside(id, own, ['taskset', '-c', '0', '/bin/sh', '-c', script])
      const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
      started.push(child)
      await once(child.stdout ?? child, 'data')
      // Behind, whatever weighs next to nothing makes what the kernel reckons for its group too coarse for a second or so.
      await groups.sort(id, new Map([[child.pid ?? 0, 'front']]))
    }
    const used = () => Promise.all(all.map(({ id }) => groups.processor(id).then(Number)))
    // An emulated processor that its own host takes away counts as used by whoever had it just then: one turn of the
    // lighter group may be a tenth of a second, and the other one is given its due only afterwards. So it lasts until
    // the longest of these turns no longer tells: a twentieth of the heavier share moves the ratio by a fifth at most.
    const measured = async () => {
      const before = await used()
      let longest = 0
      let [light, heavy] = [0, 0]
      while (heavy < Math.max(1500, 20 * longest)) {
        await setTimeout(20)
        const [lightNow = 0, heavyNow = 0] = (await used()).map((value, index) => value - (before[index] ?? 0))
        longest = Math.max(longest, lightNow - light)
        ;[light, heavy] = [lightNow, heavyNow]
      }
      return heavy / light
    }
    // What the kernel reckons for a group on one processor follows what its process did on another one before it was
    // bound, the later the busier that one is: where it settles is the share. Whatever else wants this processor
    // meanwhile takes its turns from both alike.
    const ratios: number[] = []
    do ratios.push(await measured())
    while (ratios.length < 8 && !isFour(ratios.at(-1)))
    for (const { id } of all) await groups.end(id)
    assert.ok(isFour(ratios.at(-1)), `it settled at none of ${ratios.join(', ')}`)
  })

  test('a program that starts others without end is stopped at the limit, and nothing outside notices', async () => {
    const session = await another()
    const child = start('i=0; while [ $i -lt 400 ]; do sleep 1000 & i=$((i+1)); done; echo all', session)
    let output = ''
    child.stdout?.on('data', (piece: Buffer) => {
      output += piece.toString()
    })
    await once(child, 'exit')
    assert.doesNotMatch(output, /all/)
    assert.ok((await groups.processes(session)).length > 100, 'it could start many')
    assert.ok((await groups.processes(session)).length <= 200)
  })

  test('a group that is removed while it is read is no group', async () => {
    const mounts = (await readFile('/proc/self/mountinfo', 'utf8'))
      .split('\n')
      .filter((line) => / - cgroup2? /.test(line))
    // A container has most hierarchies for reading alone, in no certain order.
    const writable = mounts.filter((line) => line.split(' ')[5]?.split(',').includes('rw'))
    const [place] = writable.map((line) => line.split(' ')[4])
    assert.ok(place !== undefined, `no control groups can be made here: ${mounts.join('; ')}`)
    const directory = `${place}/nahtlos-test-${randomUUID()}`
    await mkdir(directory)
    await using file = await open(`${directory}/cgroup.procs`)
    assert.equal(await system.readText(`/proc/self/fd/${file.fd}`), '')
    await rmdir(directory)
    assert.equal(await system.readText(`/proc/self/fd/${file.fd}`), null)
  })

  test('a program that takes memory without end is ended, and its group goes on', async () => {
    const greedy = randomUUID()
    await groups.make(greedy, limits)
    const child = start(
      'sleep 1000 & echo $!; dd if=/dev/zero of=/dev/null bs=1500M count=1 2>/dev/null; echo over; wait',
      greedy,
    )
    const lines: string[] = []
    child.stdout?.on('data', (piece: Buffer) => lines.push(...piece.toString().split('\n').filter(Boolean)))
    while (!lines.includes('over')) await once(child.stdout ?? child, 'data')
    assert.notEqual(await system.process(Number(lines[0])), null, 'the smaller program of the group lives')
    await groups.end(greedy)
    assert.equal(await system.process(Number(lines[0])), null)
  })

  test('the end takes everything along, whatever it ignores, and can be asked for again', async () => {
    const stubborn = randomUUID()
    await groups.make(stubborn, limits)
    const child = start("trap '' TERM HUP; setsid sleep 1000 & sleep 1000 & echo ready; wait", stubborn)
    await once(child.stdout ?? child, 'data')
    for (const each of await groups.list()) await groups.end(each)
    await Promise.all(
      started.map((each) => (each.exitCode === null && each.signalCode === null ? once(each, 'exit') : null)),
    )
    assert.notEqual(child.signalCode ?? child.exitCode, null)
    assert.deepEqual(await groups.processes(stubborn), [])
    assert.deepEqual(await groups.list(), [])
    await groups.end(session)
  })
})
