import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Bytes that were sent over each connection, by its local address. */
export type Sent = ReadonlyMap<string, number>

/** What the kernel counted as sent to an address, TLS included, over each connection that is open: by ss(8). */
export async function bytesSent(address: string): Promise<Sent> {
  const { stdout } = await run('ss', ['-tinHO', 'state', 'established', 'dst', address])
  const sent = new Map<string, number>()
  for (const line of stdout.split('\n')) {
    const [, , local] = line.trim().split(/\s+/)
    const count = (name: string) => Number(new RegExp(`\\b${name}:(\\d+)`).exec(line)?.[1] ?? 0)
    // What a busy machine sent twice is nobody's doing.
    if (local !== undefined) sent.set(local, count('bytes_sent') - count('bytes_retrans'))
  }
  return sent
}

/** The bytes between two such counts; connections are kept longer than a capture takes. */
export function sentSince(before: Sent, after: Sent): number {
  return [...after].reduce((sum, [local, bytes]) => sum + bytes - (before.get(local) ?? 0), 0)
}
