import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChaosSession } from './chaos-session.ts'
import type { Fleet } from './fleet.ts'

/** Something that goes wrong, and how often beside the others. */
export interface Fault {
  readonly name: string
  readonly weight: number
  happens(fleet: Fleet): Promise<void>
}

/** Resolves when some session was told that its change is not taken. */
function refusedOf(sessions: readonly ChaosSession[]): Promise<void> {
  return Promise.race(sessions.map((session) => session.refused()))
}

/** Takes a small medium's room, whatever of it a session has taken just before. */
async function fill(path: string): Promise<void> {
  await writeFile(path, Buffer.alloc(4096)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOSPC') throw error
  })
}

const some = ({ sessions }: Fleet) => sessions[randomInt(sessions.length)] ?? assert.fail()
const incomingOf = ({ state }: Fleet) => join(state, 'vault/incoming')

export const faults: readonly Fault[] = [
  {
    name: 'the server is killed',
    weight: 2,
    async happens(fleet) {
      await fleet.killServer()
      await fleet.startServer()
    },
  },
  {
    name: 'PostgreSQL is killed',
    weight: 2,
    happens: async (fleet) => void process.kill(await fleet.postgresql(), 'SIGKILL'),
  },
  {
    name: 'a session’s agent is killed',
    weight: 6,
    async happens(fleet) {
      const session = some(fleet)
      await session.kill()
      session.start(true)
    },
  },
  {
    name: 'all agents are killed at once',
    weight: 2,
    async happens({ sessions }) {
      await Promise.all(sessions.map((session) => session.kill()))
      for (const session of sessions) session.start(true)
    },
  },
  {
    name: 'a host is lost',
    weight: 3,
    async happens(fleet) {
      const session = some(fleet)
      await session.lose()
      session.start(false)
    },
  },
  {
    name: 'the store takes nothing',
    weight: 3,
    async happens(fleet) {
      const incoming = incomingOf(fleet)
      await rename(incoming, `${incoming}-away`)
      await writeFile(incoming, '')
      await refusedOf(fleet.sessions)
      await rm(incoming)
      await rename(`${incoming}-away`, incoming)
    },
  },
  {
    name: 'the store is full',
    weight: 3,
    async happens(fleet) {
      const incoming = incomingOf(fleet)
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k,mode=0777', 'full', incoming])
      try {
        await fill(join(incoming, 'taken'))
        await refusedOf(fleet.sessions)
      } finally {
        execFileSync('umount', ['--lazy', incoming])
      }
    },
  },
  {
    name: 'versions are collected meanwhile',
    weight: 3,
    async happens({ server }) {
      server.send('collect')
      await once(server, 'message')
    },
  },
  {
    name: 'the server is killed while it collects',
    weight: 1,
    async happens(fleet) {
      fleet.server.send('collect')
      await fleet.killServer()
      await fleet.startServer()
    },
  },
  {
    name: 'everything at once',
    weight: 1,
    async happens(fleet) {
      const { sessions } = fleet
      process.kill(await fleet.postgresql(), 'SIGKILL')
      await Promise.all([fleet.killServer(), ...sessions.map((session) => session.kill())])
      await fleet.startServer()
      for (const session of sessions) session.start(true)
    },
  },
]

const lots = faults.flatMap((fault) => Array.from({ length: fault.weight }, () => fault))

export function someFault(): Fault {
  return lots[randomInt(lots.length)] ?? assert.fail()
}
