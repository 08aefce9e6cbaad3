import { setTimeout } from 'node:timers/promises'
import { HttpsSettingsClient } from '@nahtlos/agent/settings/https-settings-client'
import { ChunkId } from '@nahtlos/contract/host/vault'
import type { Identity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { readSnapshot } from '@nahtlos/vault/canonical-snapshot'

export interface LogonFigures {
  /** Milliseconds of each logon. */
  readonly times: number[]
  readonly errors: number
  readonly bytes: number
}

/**
 * So many logons a second for so many seconds, each of another person in turn, whether those before are done or not:
 * head, snapshot, and all chunks in one stream, as a host does whose cache is empty.
 */
export async function logons(
  address: string,
  identity: Identity,
  people: readonly string[],
  template: string,
  rate: number,
  seconds: number,
): Promise<LogonFigures> {
  // Eight hosts share the load.
  const hosts = Array.from(
    { length: 8 },
    () => new HttpsSettingsClient({ address, tls: clientTlsOptions(identity, 'server') }),
  )
  const times: number[] = []
  let errors = 0
  let bytes = 0
  const one = async (at: number) => {
    const client = hosts[at % hosts.length]
    const person = people[at % people.length]
    if (client === undefined || person === undefined) return
    const begun = performance.now()
    try {
      const { snapshot } = await client.head(person, template)
      const { entries } = readSnapshot(await client.getChunk(person, ChunkId.parse(snapshot)))
      const ids = new Set(entries.flatMap((entry) => (entry.type === 'file' ? entry.chunks : [])))
      let came = 0
      for await (const chunk of client.getChunks(person, [...ids])) {
        if (chunk.bytes === null) throw new Error('a chunk is missing')
        came += chunk.bytes.length
      }
      bytes += came
      times.push(performance.now() - begun)
    } catch {
      errors += 1
    }
  }
  const under: Promise<void>[] = []
  const start = performance.now()
  for (let at = 0; at < rate * seconds; at++) {
    const due = start + (at * 1000) / rate
    if (due > performance.now()) await setTimeout(due - performance.now())
    under.push(one(at))
  }
  await Promise.all(under)
  for (const host of hosts) host.close()
  return { times, errors, bytes }
}
