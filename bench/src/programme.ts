import { availableParallelism } from 'node:os'
import { readConfigurationFiles } from '@nahtlos/city/configuration'
import { people } from '@nahtlos/city/people'
import type { Browser } from '@nahtlos/server/testing/browser'
import { administrator, importWithSignIn, staff } from '@nahtlos/server/testing/people'
import { testServer } from '@nahtlos/server/testing/test-server'
import { callers, readingCalls, uncalled } from './programme/calls.ts'
import { measure } from './programme/measure.ts'
import { seedProgramme } from './programme/seed.ts'
import { findThings } from './programme/things.ts'
import { seedWorld } from './programme/world.ts'
import { writingCalls } from './programme/writing-calls.ts'
import { atMost, printReport, quantile, rounded } from './report.ts'

/**
 * `./nahtlos bench programme`: how long every page and list takes, and what is filed and decided, in a
 * city of 10,000 people and 62 departments with 5,000 running requests and their histories, a register of 10,000
 * devices, and 100,000 notices, looks and events. Each call goes through the whole public application (sign-in,
 * permission, queries, schemas) on a real PostgreSQL; only the gateway is left out. As many callers ask without a pause
 * as this machine has processors: more would measure how they wait for each other, and that is told beside, of eight,
 * with how many calls a second they get. The peer is the promise: 300 ms for 95 of 100 calls of the slowest one.
 */
const promise = 300
const atOnce = Math.max(2, availableParallelism())
const crowd = 8
const rounds = Number(process.argv[2] ?? 20)

const began = performance.now()
const phase = (name: string) =>
  console.error(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${name}`)

await using server = await testServer()
phase('server')
const { browser: first } = await administrator(server)
const published = await first.request('/api/administration/configuration', {
  body: { files: readConfigurationFiles(), reason: 'bench' },
})
if (published.status !== 201) throw new Error(JSON.stringify(published.body))
const everybody = people(1, 10_000)
const filing = everybody
  .filter(
    ({ account, department, roles, employment }) =>
      department === 'sozialamt' &&
      roles.length === 0 &&
      (employment?.roleSince ?? '2026') < '2025' &&
      (employment?.shareOfFullTime ?? 0) >= 50 &&
      !callers.includes(account),
  )
  .slice(-crowd)
  .map(({ account }) => account)
for (let from = 0; from < everybody.length; from += 2_000)
  await first.request('/api/administration/people', {
    body: { people: everybody.slice(from, from + 2_000).map((person) => ({ ...person, signIn: false })) },
  })
phase('people')
const signing = [...callers, ...filing]
const passwords = await importWithSignIn(
  first,
  everybody.filter(({ account }) => signing.includes(account)),
)
phase('passwords')
const seeded = await seedProgramme(server.services, {
  running: 5_000,
  agreed: 3_000,
  agreedFor: 'anna.becker',
  without: filing,
})
phase('seeded programme')
const by = new Map<string, Browser>([['administrator', first]])
for (const account of signing) by.set(account, await staff(server, account, passwords.get(account)))
phase('signed in')
const world = await seedWorld(server.services, 'anna.becker')
phase('world')
const things = await findThings(server.services, by, seeded.waitingForIt)

phase('things')
const reading = readingCalls(things)
const left = uncalled(reading)
if (left.length > 0) throw new Error(`nobody asks for ${left.join(', ')}`)
const times = await measure({ by, atOnce, rounds, reading, writing: writingCalls(filing.slice(0, atOnce)) })
phase(`measured with ${atOnce} at once`)
const crowded = await measure({
  by,
  atOnce: crowd,
  rounds: Math.ceil(rounds / 4),
  reading,
  writing: writingCalls(filing),
})
phase(`measured with ${crowd} at once`)
const inCrowd = [...crowded.values()].flat()

const worst = [...times].map(([call, took]) => ({ call, p95: quantile(took, 0.95) })).toSorted((a, b) => b.p95 - a.p95)
for (const { call, p95 } of worst) console.log(`${p95.toFixed(1).padStart(8)} ms  ${call}`)
const of = (write: boolean) => worst.find(({ call }) => call.startsWith('GET ') !== write)
const [slowest] = worst
const [list, deed] = [of(false), of(true)]
if (slowest === undefined || list === undefined || deed === undefined) throw new Error('nothing was measured')
printReport({
  bench: 'programme',
  ours: rounded(slowest.p95),
  peer: 'promised at most',
  theirs: promise,
  unit: 'ms p95 of the slowest call',
  ratio: rounded(slowest.p95 / promise),
  targets: {
    'p95 in ms of the slowest list': atMost(list.p95, promise),
    'p95 in ms of the slowest deed': atMost(deed.p95, promise),
  },
  slowest: slowest.call,
  atOnce,
  calls: worst.length,
  crowd: {
    atOnce: crowd,
    callsPerSecond: rounded((crowd * 1000 * inCrowd.length) / inCrowd.reduce((sum, took) => sum + took, 0)),
    p95: rounded(quantile(inCrowd, 0.95)),
    p95OfSlowest: rounded(Math.max(...[...crowded.values()].map((took) => quantile(took, 0.95)))),
  },
  people: everybody.length,
  departments: 62,
  requests: seeded.requests,
  records: seeded.records,
  agreements: seeded.agreements,
  ...world,
})
