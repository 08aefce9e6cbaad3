import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { systemdHosts } from '@nahtlos/tests/hosts/systemd-hosts'
import { atLeast, printReport } from './report.ts'

/**
 * `./nahtlos bench churn [COUNT]`: so many sessions started and ended at random, with the agent killed in between, on
 * this machine and on a host with systemd; that nothing is left over is what the test itself looks at, at the end.
 */
const count = Number(process.argv[2] ?? 500)
const file = 'agent/src/churn.test.ts'
const longest = 60_000 + count * 10_000

const here = await onThisMachine()
console.log(`on this machine: ${here.seconds} s, ${here.isClean ? 'nothing left over' : here.output}`)
const there = await withSystemd()
console.log(`with systemd: ${there.seconds} s, ${there.isClean ? 'nothing left over' : there.output}`)
const sessions = (run: Run) => (run.isClean ? count : 0)
printReport({
  bench: 'churn',
  ours: here.seconds,
  peer: 'the same on a host with systemd',
  theirs: there.seconds,
  unit: `seconds for ${count} sessions`,
  ratio: here.seconds / there.seconds,
  targets: {
    'sessions of which nothing is left, without systemd': atLeast(sessions(here), count),
    'sessions of which nothing is left, with systemd': atLeast(sessions(there), count),
  },
})

interface Run {
  readonly isClean: boolean
  readonly seconds: number
  readonly output: string
}

async function onThisMachine(): Promise<Run> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--test', join(import.meta.dirname, '../..', file)], {
    env: { ...process.env, NAHTLOS_CHURN: String(count) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (piece: Buffer) => {
    output += piece.toString()
  })
  await once(child, 'close')
  return { isClean: child.exitCode === 0, seconds: since(began), output }
}

async function withSystemd(): Promise<Run> {
  await using all = await systemdHosts(['churn'])
  const began = performance.now()
  const command = ['env', `NAHTLOS_CHURN=${count}`, 'node', '--test', file]
  const { code, output } = (await all.hosts[0]?.run(command, longest)) ?? { code: 1, output: 'no host' }
  return { isClean: code === 0, seconds: since(began), output }
}

function since(began: number): number {
  return Math.round((performance.now() - began) / 1000)
}
