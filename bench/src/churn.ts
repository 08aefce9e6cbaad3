import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { systemdHosts } from '@nahtlos/tests/hosts/systemd-hosts'
import { atLeast, printReport } from './report.ts'

/**
 * `./nahtlos bench churn [COUNT] [here|systemd]`: so many sessions started and ended at random, with the agent killed in
 * between, on this machine and on a host with systemd, or on one of them; that nothing is left over is what the test
 * itself looks at, at the end.
 */
const count = Number(process.argv[2] ?? 500)
const only = process.argv[3]
const file = 'agent/src/churn.test.ts'
const longest = 60_000 + count * 10_000

const kinds = { here: onThisMachine, systemd: withSystemd }
const named = { here: 'without systemd', systemd: 'with systemd' }
const chosen = (['here', 'systemd'] as const).filter((kind) => only === undefined || kind === only)

const runs = new Map<keyof typeof kinds, Run>()
for (const kind of chosen) {
  const run = await kinds[kind]()
  runs.set(kind, run)
  console.log(`${named[kind]}: ${run.seconds} s, ${run.isClean ? 'nothing left over' : run.output}`)
}
const secondsOf = (kind: keyof typeof kinds) => runs.get(kind)?.seconds ?? Number.NaN
printReport({
  bench: 'churn',
  ours: secondsOf('here'),
  peer: 'the same on a host with systemd',
  theirs: secondsOf('systemd'),
  unit: `seconds for ${count} sessions`,
  ratio: secondsOf('here') / secondsOf('systemd'),
  targets: Object.fromEntries(
    [...runs].map(([kind, { isClean }]) => [
      `sessions of which nothing is left, ${named[kind]}`,
      atLeast(isClean ? count : 0, count),
    ]),
  ),
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
