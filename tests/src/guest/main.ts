import { type Guest, inGuest } from './guest.ts'

/**
 * `node tests/src/guest/main.ts [NAME…]`: in machines with kernels of their own, what this one's kernel cannot show. It
 * takes minutes each, and is no part of `./nahtlos test`.
 */
const test = (file: string) => ['node', '--test', '--test-reporter=spec', file]
const usual = { megabytes: 3_072, swapMegabytes: 2_048, seconds: 900 }
const runs: Readonly<Record<string, Guest & { readonly shows: RegExp }>> = {
  'files of control groups of version 2': {
    ...{ ...usual, kind: 'files', command: test('agent/src/resources/resource-groups.test.ts') },
    shows: /resource groups by cgroup2/,
  },
  'systemd with control groups of version 2': {
    ...{ ...usual, kind: 'systemd', command: test('agent/src/resources/resource-groups.test.ts') },
    shows: /resource groups by systemd/,
  },
  'the app in front': {
    ...{ ...usual, kind: 'systemd', command: test('agent/src/foreground.test.ts') },
    shows: /is in front/,
  },
  'targets of the network': {
    ...{ ...usual, kind: 'systemd', command: test('agent/src/network-targets.test.ts') },
    shows: /reaches no other/,
  },
  'a host that is short of memory': {
    ...{ ...usual, kind: 'files', megabytes: 1_792, command: test('tests/src/guest/relief-under-pressure.ts') },
    shows: /is warned/,
  },
}

const wanted = process.argv.slice(2)
for (const [name, { shows, ...guest }] of Object.entries(runs)) {
  if (wanted.length > 0 && !wanted.some((each) => name.includes(each))) continue
  const began = performance.now()
  const { code, output } = await inGuest(guest)
  const isGood = code === 0 && shows.test(output)
  console.log(`${isGood ? '✓' : '✗'} ${name} (${Math.round((performance.now() - began) / 1000)} s)\n${output}`)
  if (!isGood) process.exitCode = 1
}
