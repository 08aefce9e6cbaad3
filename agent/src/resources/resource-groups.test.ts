import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { usualResources } from '@nahtlos/contract/session/resources'
import { realSystem } from '../system/real-system.ts'
import { groupsOn } from './groups-on.ts'
import type { ResourceGroups } from './resource-groups.ts'

/** On this host; the same suite runs on hosts with systemd (`tests/src/hosts/`). */
const system = realSystem()
const found = await groupsOn(system, `/test/${randomUUID()}`)

describe(`resource groups by ${found?.kind ?? 'nothing'}`, { skip: found === null && 'this host has none' }, () => {
  const groups = found as ResourceGroups
  const session = randomUUID()
  const limits = { ...usualResources, memory: 512, processes: 200 }
  const started: ChildProcess[] = []
  const start = (script: string, of = session): ChildProcess => {
    const [program = '', ...rest] = groups.inside(of, limits, ['/bin/sh', '-c', script])
    const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
    started.push(child)
    return child
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
    assert.ok(usage.memory >= 0 && usage.memory < 512 * 1024 * 1024)
    assert.equal(await groups.usage(randomUUID()), null)
  })

  test('limits of a group that is there can be changed, any number of times', async () => {
    for (const processorWeight of [25, 400, 100]) await groups.make(session, { ...limits, processorWeight })
  })

  test('a program that starts others without end is stopped at the limit, and nothing outside notices', async () => {
    const child = start('i=0; while [ $i -lt 400 ]; do sleep 1000 & i=$((i+1)); done; echo all')
    let output = ''
    child.stdout?.on('data', (piece: Buffer) => {
      output += piece.toString()
    })
    await once(child, 'exit')
    assert.doesNotMatch(output, /all/)
    assert.ok((await groups.processes(session)).length <= 200)
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
    for (const each of [stubborn, session]) await groups.end(each)
    await Promise.all(
      started.map((each) => (each.exitCode === null && each.signalCode === null ? once(each, 'exit') : null)),
    )
    assert.notEqual(child.signalCode ?? child.exitCode, null)
    assert.deepEqual(await groups.processes(stubborn), [])
    assert.deepEqual(await groups.list(), [])
    await groups.end(session)
  })
})
