import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { access, chmod, constants, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { faults, someFault } from './faults.ts'
import { Fleet } from './fleet.ts'
import { inspect } from './inspect.ts'

/** Each kind of fault four times on average; `NAHTLOS_CHAOS_ROUNDS=200 ./nahtlos test tests` takes some minutes more. */
const rounds = Number(process.env.NAHTLOS_CHAOS_ROUNDS ?? 40)
/** Installations that meet their faults side by side: while one starts again, the others go on. */
const fleets = 3
// It waits for nothing but itself, so it runs beside other tests and leaves the processors to them.
setPriority(process.pid, 5)

test(`after ${rounds} rounds of kill -9 and broken disks every acknowledged change is in the history, and nothing is damaged`, async () => {
  await using own = new AsyncDisposableStack()
  // A kill leaves what was written to wherever it was written: memory is as good a disk for it, and waits for none.
  const inMemory = await access('/dev/shm', constants.W_OK).then(
    () => true,
    () => false,
  )
  const directory = await mkdtemp(join(inMemory ? '/dev/shm' : '/var/tmp', 'nahtlos-chaos-'))
  await chmod(directory, 0o711)
  own.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }))
  const tally = new Map<string, { times: number; milliseconds: number }>()
  let round = 0
  let failed = false
  const live = async (at: number) => {
    await using fleet = await Fleet.start(join(directory, `fleet-${at}`), join(directory, 'compiled'))
    while (round < rounds && !failed) {
      const number = round++
      // Each kind comes at least once, then chance decides; somewhere between two moments of the capture.
      const fault = faults[number] ?? someFault()
      await new Promise((resolve) => setTimeout(resolve, randomInt(100)))
      const begun = performance.now()
      await fault.happens(fleet)
      await fleet.progress(`round ${number}, ${fault.name}`)
      const { times, milliseconds } = tally.get(fault.name) ?? { times: 0, milliseconds: 0 }
      tally.set(fault.name, { times: times + 1, milliseconds: milliseconds + performance.now() - begun })
      if (number % 20 === 19) console.log(`${number + 1} rounds`)
    }
    const { state, person, sessions } = fleet
    await Promise.all(sessions.map((session) => session.stop()))
    await fleet.killServer()
    const found = await inspect(state, person, sessions)
    return { state, person, sessions, found }
  }
  const lives = Array.from({ length: fleets }, (_, at) =>
    live(at).catch((error: unknown) => {
      // The others end, too, before their directory goes.
      failed = true
      throw error
    }),
  )
  await Promise.allSettled(lives)
  const lived = await Promise.all(lives)
  assert.deepEqual(
    [...tally.keys()].sort(),
    faults
      .map(({ name }) => name)
      .slice(0, rounds)
      .sort(),
  )
  let changes = 0
  for (const { found } of lived) {
    changes += found.changes
    console.log(`${found.changes} acknowledged changes in ${found.versions} versions, all there`)
  }
  assert.ok(changes >= rounds * 3)
  for (const [name, { times, milliseconds }] of tally)
    console.log(`${times} times, ${Math.round(milliseconds / times)} ms each: ${name}`)

  // Would it have been noticed? A change that nobody has, and a chunk that the disk lost half of.
  const [{ state, person, sessions } = assert.fail()] = lived
  const one = sessions[0] ?? assert.fail()
  await assert.rejects(
    inspect(state, person, [{ key: one.key, acknowledged: new Set([...one.acknowledged, 1_000_000]) }]),
    /was acknowledged and is in no version/,
  )
  const blobs = (await readdir(join(state, 'vault/blobs'), { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  // The youngest belongs to the head; an older one may be nobody's any more and wait for its collection.
  const ages = await Promise.all(
    blobs.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      return { path, ...(await stat(path)) }
    }),
  )
  const youngest = ages.toSorted((one, other) => other.mtimeMs - one.mtimeMs)[0] ?? assert.fail()
  await truncate(youngest.path, Math.floor(youngest.size / 2))
  await assert.rejects(inspect(state, person, sessions))
})
