import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChaosHost } from './chaos-host.ts'
import type { Fleet } from './fleet.ts'

/** Something that goes wrong, and how often beside the others. */
export interface Fault {
  readonly name: string
  readonly weight: number
  happens(fleet: Fleet): Promise<void>
}

/** Resolves when some session was told that its change is not taken. */
async function refusedBy(hosts: readonly ChaosHost[]): Promise<void> {
  const refused = Promise.race(hosts.map((host) => host.refused()))
  for (const host of hosts) host.change(1)
  await refused
}

/** Takes a small medium's room, whatever of it a session has taken just before. */
async function fill(path: string): Promise<void> {
  await writeFile(path, Buffer.alloc(4096)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOSPC') throw error
  })
}

const some = ({ hosts }: Fleet) => hosts[randomInt(hosts.length)] ?? assert.fail()
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
    weight: 4,
    happens: async (fleet) => void process.kill(await fleet.postgresql(), 'SIGKILL'),
  },
  {
    name: 'an agent is killed',
    weight: 8,
    async happens(fleet) {
      const host = some(fleet)
      await host.kill()
      host.start(true)
    },
  },
  {
    name: 'all agents are killed at once',
    weight: 2,
    async happens({ hosts }) {
      await Promise.all(hosts.map((host) => host.kill()))
      for (const host of hosts) host.start(true)
    },
  },
  {
    name: 'a host is lost',
    weight: 3,
    async happens(fleet) {
      const host = some(fleet)
      await host.lose()
      host.start(false)
    },
  },
  {
    name: 'the store takes nothing',
    weight: 3,
    async happens(fleet) {
      const incoming = incomingOf(fleet)
      await rename(incoming, `${incoming}-away`)
      await writeFile(incoming, '')
      await refusedBy(fleet.hosts)
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
        await refusedBy(fleet.hosts)
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
      const { hosts } = fleet
      process.kill(await fleet.postgresql(), 'SIGKILL')
      await Promise.all([fleet.killServer(), ...hosts.map((host) => host.kill())])
      await fleet.startServer()
      for (const host of hosts) host.start(true)
    },
  },
]

const lots = faults.flatMap((fault) => Array.from({ length: fault.weight }, () => fault))

export function someFault(): Fault {
  return lots[randomInt(lots.length)] ?? assert.fail()
}
