import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { lstatSync, readdirSync } from 'node:fs'
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { HttpsSettingsClient } from '@nahtlos/agent/settings/https-settings-client'
import { SettingsKeeper } from '@nahtlos/agent/settings/settings-keeper'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { loadIdentity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { growHeapFreely } from '@nahtlos/vault/heap-growth'
import { atLeast, atMost, median, printReport, quantile, rounded } from './report.ts'
import { bytesSent, sentSince } from './settings/bytes-sent.ts'
import { changesIn } from './settings/changes.ts'
import { logons } from './settings/logons.ts'
import { bytesIn, makeProfile } from './settings/profile.ts'
import { startServer } from './settings/server.ts'
import { untilSettled } from './settings/until-settled.ts'

/**
 * `./nahtlos bench settings`: one profile of 5,000 files and 200 MB, captured and restored by the product (agent over
 * mutual TLS to a server with encryption, PostgreSQL and all writes forced to disk), by restic, rsync and tar (all to a
 * local directory, without a network), in turn in each round. Then 30 days of changes, and 25 logons a second.
 *
 * NAHTLOS_BENCH_SMALL=1 makes it small, to try the program.
 */
const isSmall = process.env.NAHTLOS_BENCH_SMALL === '1'
const size = isSmall ? { apps: 5, files: 500, bytes: 20_000_000 } : { apps: 25, files: 5_000, bytes: 200_000_000 }
const rounds = 5
/** Restoring takes seconds each time and whoever it is: fewer are enough. */
const restoreRounds = 3
const days = isSmall ? 5 : 30
/** Days on which all four are timed, by turns; on the others changes are only stored. */
const timedDays = isSmall ? 5 : 12
const rate = 25
const uid = 66_000
const run = promisify(execFile)
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

// As the agent does when it starts.
growHeapFreely()

await using own = new AsyncDisposableStack()
const directory = await mkdtemp('/var/tmp/nahtlos-bench-settings-')
own.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }))
await run('chmod', ['711', directory])
const server = own.use(await startServer({ directory: join(directory, 'server'), people: 41 }))
const identity = await loadIdentity(server.identity)
const client = new HttpsSettingsClient({ address: server.address, tls: clientTlsOptions(identity, 'server') })
own.defer(() => client.close())
const [person = '', ...others] = server.people

const home = join(directory, 'home')
await mkdir(home, { mode: 0o700 })
const paths = await makeProfile(home, size, uid)
const made = await bytesIn(home)
console.log(`profile: ${made.files} files, ${rounded(made.apparent / 1e6)} MB`)

const templates = Array.from({ length: size.apps }, (_, app) => {
  const id = `app-${String(app).padStart(2, '0')}`
  return SettingsTemplate.parse({
    kind: 'SettingsTemplate',
    id,
    title: { de: id, en: id },
    include: [`.config/${id}/**`],
  })
})
function keeperOf(options: {
  home: string
  cache: string
  templates?: SettingsTemplate[]
  person?: string
}): SettingsKeeper {
  return new SettingsKeeper({
    client,
    cacheDirectory: options.cache,
    host: 'host-a',
    session: randomUUID(),
    person: options.person ?? person,
    uid,
    home: options.home,
    templates: options.templates ?? templates,
    cacheLimit: 2 ** 31,
    patience: 60_000,
    report: (template, problem) => console.log(`${template}: ${problem}`),
  })
}

const repository = join(directory, 'restic')
const mirror = join(directory, 'rsync')
const tarball = join(directory, 'home.tar.zst')
const resticCache = join(directory, 'restic-cache')
const resticWith = (cache: string[], words: string[]) =>
  run('restic', ['-q', ...cache, '-r', repository, ...words], {
    env: { ...process.env, RESTIC_PASSWORD: 'bench' },
    maxBuffer: 1e8,
  })
/** With its cache, as it is used; without one it has to read its index anew. Its own start and key are part of it. */
const restic = (...words: string[]) => resticWith(['--cache-dir', resticCache], words)
const resticUncached = (...words: string[]) => resticWith(['--no-cache'], words)
const rsync = (from: string, to: string) => run('rsync', ['-a', '--delete', `${from}/`, `${to}/`])
/** The same with what it copies forced to disk, as ours is before it counts; beside the plain one, never instead of it. */
const forcedMirror = join(directory, 'rsync-forced')
const rsyncForced = () => run('rsync', ['-a', '--delete', '--fsync', `${home}/`, `${forcedMirror}/`])
/** What rsync sends over a network to bring the mirror up to date, by its own count; nothing is written. */
async function rsyncWouldSend(): Promise<number> {
  const { stdout } = await run('rsync', [
    '-a',
    '--delete',
    '--no-whole-file',
    '-n',
    '--stats',
    `${home}/`,
    `${mirror}/`,
  ])
  const count = (name: string) => Number(new RegExp(`${name}: ([\\d,]+)`).exec(stdout)?.[1]?.replaceAll(',', '') ?? 0)
  // A dry run sends the list alone; of the changed files it names the bytes.
  return count('Total bytes sent') + count('Total transferred file size')
}
const tar = () => run('tar', ['-C', home, '-I', 'zstd -3', '-cf', tarball, '.'])
await restic('init')

/** What nobody can beat: looking at every file once. */
function lstatWalk(folder: string): number {
  let count = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) count += lstatWalk(path)
    else {
      lstatSync(path)
      count += 1
    }
  }
  return count
}

const cache = join(directory, 'cache')
const keeper = keeperOf({ home, cache })
// The session began with nothing; what is in the home now was set in it.
const empty = join(directory, 'empty')
await mkdir(empty)
await chown(empty, uid, uid)
await keeper.restoreAll()
const first = {
  ours: await timed(() => keeper.captureChanged()),
  restic: await timed(() => restic('backup', home)),
  rsync: await timed(() => rsync(home, mirror)),
  tar: await timed(tar),
}
if (keeper.notices.size > 0) throw new Error(`the first capture: ${[...keeper.notices].join()}`)
console.log('first capture', first)

const unchanged = {
  ours: [] as number[],
  walk: [] as number[],
  restic: [] as number[],
  resticUncached: [] as number[],
  rsync: [] as number[],
}
await keeper.captureChanged()
await untilSettled(server.vault)
for (let round = 0; round < rounds * 3; round++) {
  unchanged.walk.push(await timed(async () => lstatWalk(home)))
  unchanged.ours.push(await timed(() => keeper.captureChanged()))
  if (round < restoreRounds) {
    unchanged.restic.push(await timed(() => restic('backup', home)))
    unchanged.resticUncached.push(await timed(() => resticUncached('backup', home)))
    unchanged.rsync.push(await timed(() => rsync(home, mirror)))
  }
}
console.log('unchanged', medians(unchanged))

const changed = {
  ours: [] as number[],
  restic: [] as number[],
  rsync: [] as number[],
  rsyncForced: [] as number[],
  tar: [] as number[],
}
await rsync(home, forcedMirror)
/** Bytes that left the host for each of the first days: ours as the kernel counts them, TLS and questions included. */
const sent = { ours: [] as number[], restic: [] as number[], rsync: [] as number[] }
const changes = own.use(changesIn({ home, paths }))
let day = 0
for (; day < days; day++) {
  const files = await changes.make(day)
  const counted = day < rounds
  const before = counted
    ? { wire: await bytesSent(server.address), repository: (await bytesIn(repository)).apparent }
    : null
  if (counted) sent.rsync.push(await rsyncWouldSend())
  // The order changes, so that nobody always has the warm disk; and what ours still does afterwards is nobody else's load.
  const work: (() => Promise<void>)[] = [
    async () => {
      changed.ours.push(await timed(() => keeper.captureChanged()))
      // Counted at once: a connection that nothing goes over is closed before long.
      if (before !== null) sent.ours.push(sentSince(before.wire, await bytesSent(server.address)))
      await untilSettled(server.vault)
    },
    async () => void changed.restic.push(await timed(() => restic('backup', home))),
    async () => void changed.rsync.push(await timed(() => rsync(home, mirror))),
    async () => void changed.rsyncForced.push(await timed(rsyncForced)),
  ]
  if (day < timedDays) for (let at = 0; at < work.length; at++) await work[(at + day) % work.length]?.()
  else await Promise.all([keeper.captureChanged(), restic('backup', home)])
  if (before !== null) sent.restic.push((await bytesIn(repository)).apparent - before.repository)
  if (day < rounds) changed.tar.push(await timed(tar))
  if (keeper.notices.size > 0) throw new Error(`day ${day}: ${[...keeper.notices].join()}, ${files} files`)
}
console.log('1 % changed', medians(changed))
await rsync(home, mirror)
await untilSettled(server.vault)

const store = { ours: await bytesIn(server.vault), restic: await bytesIn(repository) }
console.log('store', store)

const restores = {
  cold: [] as number[],
  warm: [] as number[],
  app: [] as number[],
  restic: [] as number[],
  resticUncached: [] as number[],
  rsync: [] as number[],
  tar: [] as number[],
}
/**
 * The same to a home in which all is there already. One with other files in it is no case of ours: what a home has is
 * the person's own change there, and is not written over.
 */
const toWarm = { ours: [] as number[], restic: [] as number[], rsync: [] as number[], tar: [] as number[] }
for (let round = 0; round < restoreRounds; round++) {
  const target = join(directory, `restored-${round}`)
  const coldCache = join(directory, `cache-${round}`)
  restores.cold.push(await restoreTo(`${target}-cold`, coldCache, templates))
  restores.warm.push(await restoreTo(`${target}-warm`, coldCache, templates))
  restores.app.push(await restoreTo(`${target}-app`, coldCache, templates.slice(1, 2)))
  restores.restic.push(await timed(() => restic('restore', 'latest', '--target', `${target}-restic`)))
  restores.resticUncached.push(await timed(() => resticUncached('restore', 'latest', '--target', `${target}-plain`)))
  restores.rsync.push(await timed(() => rsync(mirror, `${target}-rsync`)))
  await tar()
  await mkdir(`${target}-tar`)
  const untarAll = () => run('tar', ['-C', `${target}-tar`, '-I', 'zstd', '-xf', tarball])
  restores.tar.push(await timed(untarAll))
  const homes = {
    ours: `${target}-warm`,
    restic: `${target}-restic${home}`,
    rsync: `${target}-rsync`,
    tar: `${target}-tar`,
  }
  toWarm.ours.push(await restoreInto(homes.ours, coldCache, templates))
  toWarm.restic.push(await timed(() => restic('restore', 'latest', '--target', `${target}-restic`)))
  toWarm.rsync.push(await timed(() => rsync(mirror, homes.rsync)))
  toWarm.tar.push(await timed(untarAll))
  for (const one of [...Object.values(homes), `${target}-cold`]) {
    await run('diff', ['-r', home, one])
    if (round > 0) break
  }
  await run('rm', [
    '-rf',
    coldCache,
    ...['cold', 'warm', 'app', 'restic', 'plain', 'rsync', 'tar'].map((name) => `${target}-${name}`),
  ])
}
console.log('restore', medians(restores), 'to a warm home', medians(toWarm))

async function restoreTo(target: string, cacheDirectory: string, of: SettingsTemplate[]): Promise<number> {
  await mkdir(target, { mode: 0o700 })
  await chown(target, uid, uid)
  return restoreInto(target, cacheDirectory, of)
}

async function restoreInto(target: string, cacheDirectory: string, of: SettingsTemplate[]): Promise<number> {
  const session = keeperOf({ home: target, cache: cacheDirectory, templates: of })
  const milliseconds = await timed(() => session.restoreAll())
  if (session.notices.size > 0) throw new Error(`a restore: ${[...session.notices].join()}`)
  return milliseconds
}

// One app of 200 files and 4 MB for each of forty people.
const app = { apps: 1, files: 200, bytes: 4_000_000 }
const small = join(directory, 'small')
await mkdir(small, { mode: 0o700 })
await makeProfile(small, app, uid)
const appTemplates = templates.slice(0, 1)
for (const other of others) {
  await rm(join(directory, 'small-cache'), { recursive: true, force: true })
  const session = keeperOf({
    home: small,
    cache: join(directory, 'small-cache'),
    templates: appTemplates,
    person: other,
  })
  await session.restoreAll()
  await session.captureChanged()
  if (session.notices.size > 0) throw new Error(`a package: ${[...session.notices].join()}`)
}
const seconds = isSmall ? 5 : 20
await logons(server.address, identity, others, 'app-00', rate, 3)
const cpuBefore = await server.cpu()
const figures = await logons(server.address, identity, others, 'app-00', rate, seconds)
const cpu = ((await server.cpu()) - cpuBefore) / (seconds * 1000)
console.log('logons', figures.times.length, 'errors', figures.errors)

// The one app's restore to a warm home, beside unpacking the same with tar.
const warmApp: number[] = []
const warmHome: number[] = []
const untar: number[] = []
const appTar = join(directory, 'app.tar')
await run('tar', ['-C', small, '-cf', appTar, '.'])
for (let round = 0; round < rounds * 3; round++) {
  const target = join(directory, `one-${round}`)
  await mkdir(target, { mode: 0o700 })
  await chown(target, uid, uid)
  const session = keeperOf({
    home: target,
    cache: join(directory, 'small-cache'),
    templates: appTemplates,
    person: others.at(-1) ?? '',
  })
  warmApp.push(await timed(() => session.restoreAll()))
  const again = keeperOf({
    home: target,
    cache: join(directory, 'small-cache'),
    templates: appTemplates,
    person: others.at(-1) ?? '',
  })
  warmHome.push(await timed(() => again.restoreAll()))
  await mkdir(`${target}-tar`)
  untar.push(await timed(() => run('tar', ['-C', `${target}-tar`, '-xf', appTar])))
}

const ours = median(changed.ours)
/** The median over pairs that met the same moment of the machine. */
const paired = (one: readonly number[], other: readonly number[]) =>
  median(one.map((time, at) => time / (other[at] ?? Number.NaN)))
const besideRsync = paired(changed.ours, changed.rsync)
const resticBeside = paired(changed.restic, changed.ours)
const besideWalk = paired(unchanged.ours, unchanged.walk)
printReport({
  bench: 'settings',
  ours: rounded(ours),
  peer: 'restic backup of the same home to a local directory, after 1 % of the files changed',
  theirs: rounded(median(changed.restic)),
  unit: 'ms',
  ratio: rounded(ours / median(changed.restic)),
  targets: {
    'capture unchanged beside a walk': atMost(besideWalk, 1.5),
    'capture of 1 % changed, restic beside ours': atLeast(resticBeside, 5),
    'capture of 1 % changed beside rsync': atMost(besideRsync, 1),
    // Two hundred files that are not there yet cost whoever makes them; what was promised in ms is the warm home.
    'restore of one app to an empty home beside tar': atMost(paired(warmApp, untar), 1.25),
    'restore of one app in ms, warm home': atMost(median(warmHome), 60),
    'store after many days beside restic': atMost(store.ours.apparent / store.restic.apparent, 1.1),
    'p99 in ms of logons': atMost(quantile(figures.times, 0.99), 500),
    'errors of logons': atMost(figures.errors, 0),
  },
  // Every chunk is a file of whole blocks; the promise counts bytes, and a bucket has no blocks.
  beside: { 'store on disk after many days beside restic': atMost(store.ours.onDisk / store.restic.onDisk, 1.1) },
  captureChanged: medians(changed),
  captureChangedBesideRsync: rounded(besideRsync),
  captureChangedBesideForcedRsync: rounded(paired(changed.ours, changed.rsyncForced)),
  resticBesideCaptureChanged: rounded(resticBeside),
  captureUnchanged: medians(unchanged),
  captureUnchangedBesideWalk: rounded(besideWalk),
  firstCapture: Object.fromEntries(Object.entries(first).map(([name, time]) => [name, rounded(time)])),
  restore: medians(restores),
  restoreToWarmHome: medians(toWarm),
  bytesSent: medians(sent),
  restoreOneAppWarm: rounded(median(warmApp)),
  restoreOneAppWarmHome: rounded(median(warmHome)),
  untarOneApp: rounded(median(untar)),
  storeAfterDays: {
    days,
    ours: store.ours.apparent,
    oursOnDisk: store.ours.onDisk,
    restic: store.restic.apparent,
    resticOnDisk: store.restic.onDisk,
    ratio: rounded(store.ours.apparent / store.restic.apparent),
    ratioOnDisk: rounded(store.ours.onDisk / store.restic.onDisk),
  },
  logons: {
    perSecond: rate,
    count: figures.times.length,
    errors: figures.errors,
    p50: rounded(quantile(figures.times, 0.5)),
    p99: rounded(quantile(figures.times, 0.99)),
    megabytes: rounded(figures.bytes / 1e6),
    serverCores: rounded(cpu),
  },
  profile: { files: made.files, bytes: made.apparent },
  rounds,
})

function medians(series: Record<string, number[]>): Record<string, number> {
  return Object.fromEntries(Object.entries(series).map(([name, values]) => [name, rounded(median(values))]))
}
