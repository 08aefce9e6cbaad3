import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { access, chmod, constants, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { faults, someFault } from './faults.ts'
import { Fleet } from './fleet.ts'
import { inspect } from './inspect.ts'

const rounds = Number(process.env.NAHTLOS_CHAOS_ROUNDS ?? 200)
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
  await using fleet = await Fleet.start(join(directory, 'fleet'), join(directory, 'compiled'))
  for (; round < rounds; round++) {
    // Each kind comes at least once, then chance decides; somewhere in the capture of what all sessions change.
    const fault = faults[round] ?? someFault()
    for (const host of fleet.hosts) host.change(1)
    await new Promise((resolve) => setTimeout(resolve, randomInt(30)))
    const begun = performance.now()
    await fault.happens(fleet)
    await fleet.progress(`round ${round}, ${fault.name}`)
    const { times, milliseconds } = tally.get(fault.name) ?? { times: 0, milliseconds: 0 }
    tally.set(fault.name, { times: times + 1, milliseconds: milliseconds + performance.now() - begun })
    if (round % 20 === 19) console.log(`${round + 1} rounds`)
  }
  const { state, person, sessions, hosts } = fleet
  await Promise.all(hosts.map((host) => host.stop()))
  await fleet.killServer()
  const blobs = (await readdir(join(state, 'vault/blobs'), { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  // Seen before the directory is opened, which puts parcels again. The youngest belongs to the head; an older one may
  // be nobody's any more and wait for its collection.
  const ages = await Promise.all(
    blobs.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name)
      return { path, ...(await stat(path)) }
    }),
  )
  const youngest = ages.toSorted((one, other) => other.mtimeMs - one.mtimeMs)[0] ?? assert.fail()
  const { changes, versions } = await inspect(state, person, sessions)
  console.log(`${changes} acknowledged changes in ${versions} versions, all there`)
  assert.deepEqual(
    [...tally.keys()].sort(),
    faults
      .map(({ name }) => name)
      .slice(0, rounds)
      .sort(),
  )
  assert.ok(changes >= rounds * 3)
  for (const [name, { times, milliseconds }] of tally)
    console.log(`${times} times, ${Math.round(milliseconds / times)} ms each: ${name}`)

  // Would it have been noticed? A change that nobody has, and a chunk that the disk lost half of.
  const one = sessions[0] ?? assert.fail()
  await assert.rejects(
    inspect(state, person, [{ key: one.key, acknowledged: new Set([...one.acknowledged, 1_000_000]) }]),
    /was acknowledged and is in no version/,
  )
  await truncate(youngest.path, Math.floor(youngest.size / 2))
  await assert.rejects(inspect(state, person, sessions))
})
