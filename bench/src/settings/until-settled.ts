import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Waits until the vault has forced the blobs of all its parcels to disk, which it does some seconds later. */
export async function untilSettled(vault: string): Promise<void> {
  while ((await readdir(join(vault, 'incoming'))).length > 0) await setTimeout(200)
}
