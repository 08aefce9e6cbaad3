import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Contained, contained } from '@nahtlos/agent/testing/contained'
import { atMost, median, printReport, quantile, rounded } from './report.ts'

/**
 * `./nahtlos bench contain`: what containment costs. A start is the time from asking for a session's first process to
 * the end of that process, which does nothing; an exec is one program started by a shell. The peer is the same person
 * on the same host in the same namespaces with nothing else: no private places, no masks, no rules. In turn, in pairs.
 */
const starts = 41
const rounds = 40
/** Programs that one round starts one after the other. */
const programs = 500

await using stack = new AsyncDisposableStack()
const place = await contained()
stack.defer(() => place.close())
// A language, say, makes each program read more: what both are told is the same.
const environment = (await place.run(['/usr/bin/env'])).output.trim().split('\n')

const ours: number[] = []
const theirs: number[] = []
for (let round = -3; round < starts; round += 1) {
  const one = await took(() => place.run(['/bin/true']).then(({ code }) => code))
  const other = await took(() => bare(place, ['/bin/true']).then(({ code }) => code))
  if (round < 0) continue
  ours.push(one)
  theirs.push(other)
}

// Timed from within, so that a start, which is measured above, is no part of it.
const loop = [
  ...['/bin/sh', '-c'],
  `now() { date +%s%N; }; b=$(now); i=0; while [ $i -lt ${programs} ]; do /bin/true; i=$((i+1)); done; echo $(($(now)-b))`,
]
const execOurs: number[] = []
const execTheirs: number[] = []
for (let round = -1; round < rounds; round += 1) {
  // Who comes first changes, so that neither always meets the machine the other has warmed.
  const measure = [
    async () => [execOurs, (await place.run(loop)).output] as const,
    async () => [execTheirs, await said(bare(place, loop))] as const,
  ]
  for (const one of round % 2 === 0 ? measure : measure.reverse()) {
    const [list, nanoseconds] = await one()
    if (round >= 0) list.push(Number(nanoseconds) / 1000 / programs)
  }
  if (round % 10 === 9)
    console.log(`round ${round + 1}: an exec takes ${us(execOurs)} contained, ${us(execTheirs)} without`)
}

const pairs = execOurs.map((value, index) => value / (execTheirs[index] ?? Number.NaN))
printReport({
  bench: 'contain',
  ours: rounded(median(execOurs)),
  peer: 'the same person and programs in bare namespaces',
  theirs: rounded(median(execTheirs)),
  unit: 'µs for one exec',
  ratio: rounded(median(execOurs) / median(execTheirs)),
  ratioOfPairs: rounded(median(pairs)),
  targets: {
    'start in ms': atMost(median(ours), 60),
    'exec ratio': atMost(median(pairs), 1.02),
  },
  start: rounded(median(ours)),
  startP95: rounded(quantile(ours, 0.95)),
  startWithout: rounded(median(theirs)),
  startUnit: 'ms',
  maskedPrograms: place.order.containment.denied.length,
  rounds,
})

async function took(work: () => Promise<number | null>): Promise<number> {
  const began = performance.now()
  const code = await work()
  if (code !== 0) throw new Error(`the program ended with ${code}`)
  return performance.now() - began
}

/** Namespaces and the change of person, and nothing more. */
async function bare(
  { uid }: Contained,
  program: readonly string[],
): Promise<{ readonly code: number | null; readonly stdout: string }> {
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--ipc', '--uts', '--propagation', 'private']
  const person = [
    'setpriv',
    '--reuid',
    String(uid),
    '--regid',
    String(uid),
    '--clear-groups',
    '--',
    'env',
    '-i',
    ...environment,
  ]
  const child = spawn('unshare', [...namespaces, '--', ...person, ...program], { stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  child.stdout.on('data', (piece: Buffer) => {
    stdout += piece.toString()
  })
  child.stderr.resume()
  await once(child, 'close')
  return { code: child.exitCode, stdout }
}

async function said(run: ReturnType<typeof bare>): Promise<string> {
  return (await run).stdout
}

function us(values: readonly number[]): string {
  return `${Math.round(values.at(-1) ?? 0)} µs`
}
