import { readConfigurationFiles } from '@nahtlos/city/configuration'
import { people } from '@nahtlos/city/people'
import { clientAddressHeader, listenerHeader, schemeHeader } from '@nahtlos/contract/host/link'
import type { Browser } from '@nahtlos/server/testing/browser'
import { administrator, importWithSignIn, staff } from '@nahtlos/server/testing/people'
import { testServer } from '@nahtlos/server/testing/test-server'
import { seedProgramme } from './programme/seed.ts'
import { atMost, printReport, quantile, rounded } from './report.ts'

/**
 * `./nahtlos bench programme`: how long every page and list of the programme takes in a city of 10,000 people and 62
 * departments with 5,000 running requests and their histories. Each call goes through the whole public application
 * (sign-in, permission, queries, schemas) on a real PostgreSQL; only the gateway is left out. The peer is the promise:
 * 300 ms for 95 of 100 calls of the slowest one.
 */
const promise = 300
const running = 5_000
const agreed = 3_000
const rounds = 20

await using server = await testServer()
const { browser: first } = await administrator(server)
const published = await first.request('/api/administration/configuration', {
  body: { files: readConfigurationFiles(), reason: 'bench' },
})
if (published.status !== 201) throw new Error(JSON.stringify(published.body))
const everybody = people(1, 10_000)
const signing = [
  'anna.becker',
  'martin.vogel',
  'helga.hoffmann',
  'lena.krause',
  'petra.lang',
  'claudia.wolf',
  'rainer.busch',
]
for (let from = 0; from < everybody.length; from += 2_000)
  await first.request('/api/administration/people', {
    body: { people: everybody.slice(from, from + 2_000).map((person) => ({ ...person, signIn: false })) },
  })
const passwords = await importWithSignIn(
  first,
  everybody.filter(({ account }) => signing.includes(account)),
)
const seeded = await seedProgramme(server.services, running, agreed)
const by = new Map<string, Browser>()
for (const account of signing) by.set(account, await staff(server, account, passwords.get(account)))
by.set('administrator', first)

const lists = [
  'anna.becker',
  'martin.vogel',
  'helga.hoffmann',
  'lena.krause',
  'petra.lang',
  'claudia.wolf',
  'rainer.busch',
]
const calls: readonly (readonly [account: string, path: string])[] = [
  ...['/api/telework', '/api/telework/terms', '/api/telework/terms?type=mobile-work', '/api/telework/draft'].map(
    (path) => ['anna.becker', path] as const,
  ),
  ...lists
    .slice(1)
    .flatMap((account) => [[account, '/api/approvals'] as const, [account, '/api/approvals?name=sch'] as const]),
  ['martin.vogel', '/api/approvals/absences'],
  ['martin.vogel', '/api/telework/team'],
  ['lena.krause', `/api/telework/requests/${seeded.waitingForIt}`],
  ['administrator', '/api/administration/capacity'],
]

const times = new Map<string, number[]>()
// The first round warms up and does not count.
for (let round = -1; round < rounds; round++)
  for (const [account, path] of calls) {
    const browser = by.get(account)
    if (browser === undefined) throw new Error(`${account} is not signed in`)
    const began = performance.now()
    const answer = await server.fastify.inject({
      url: path,
      headers: {
        host: 'amt.localhost:7080',
        [listenerHeader]: 'office',
        [clientAddressHeader]: '10.20.3.4',
        [schemeHeader]: 'http',
        cookie: browser.cookie ?? '',
      },
    })
    const took = performance.now() - began
    if (answer.statusCode !== 200) throw new Error(`${account} ${path}: ${answer.statusCode} ${answer.body}`)
    if (round < 0) continue
    const name = `${account} ${path.replace(/[0-9a-f-]{36}/, ':request')}`
    times.set(name, [...(times.get(name) ?? []), took])
  }

const worst = [...times].map(([call, took]) => ({ call, p95: quantile(took, 0.95) })).toSorted((a, b) => b.p95 - a.p95)
for (const { call, p95 } of worst) console.log(`${p95.toFixed(1).padStart(8)} ms  ${call}`)
const [slowest] = worst
if (slowest === undefined) throw new Error('nothing was measured')
printReport({
  bench: 'programme',
  ours: rounded(slowest.p95),
  peer: 'promised at most',
  theirs: promise,
  unit: 'ms p95 of the slowest list',
  ratio: rounded(slowest.p95 / promise),
  targets: { 'p95 in ms of the slowest list': atMost(slowest.p95, promise) },
  slowest: slowest.call,
  people: everybody.length,
  departments: 62,
  requests: seeded.requests,
  records: seeded.records,
  agreements: seeded.agreements,
})
