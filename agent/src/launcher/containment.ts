import type { SessionNetwork } from '@nahtlos/contract/session/network'

/**
 * What holds one session in, decided before it starts. `steps.ts` makes operations of it, and what cannot be had
 * stops the start: a session without its containment never runs.
 */
export interface Containment {
  /** Directories of the host below which programs may execute; only root may write to them. */
  readonly executable: readonly string[]
  /** Programs that this session must not start: real paths on the host, all hard links of each. */
  readonly denied: readonly string[]
  /** What a session sees of the host's `/run`, e.g. `cups`; all else there is for the host alone. */
  readonly services: readonly string[]
  /** Directories of the host that are empty in the session: of its services, of other people, of this product. */
  readonly hidden: readonly string[]
  /** What programs of the host are told to refuse, by directories that only root writes to. */
  readonly policies: readonly AppPolicy[]
  /** Largest sizes of its places in memory, in bytes. */
  readonly sizes: PlaceSizes
  /** `none`: a network of its own with nothing in it but itself. */
  readonly network: SessionNetwork
}

/** `policies.json` in a directory of the host's `/etc`. */
export interface AppPolicy {
  readonly name: string
  readonly at: string
  readonly text: string
}

export interface PlaceSizes {
  /** `/tmp` */
  readonly temporary: number
  /** `/var/tmp` */
  readonly longTemporary: number
  /** `/dev/shm` */
  readonly sharedMemory: number
  /** `/run/user/UID` */
  readonly runtime: number
}

const megabyte = 1024 * 1024

/**
 * Files in memory outlive their writer and count against the session, so all places together stay below its limit.
 *
 * @param memory most memory of the session in megabytes
 */
export function sizesFor(memory: number): PlaceSizes {
  const share = (part: number, most: number) => Math.min(most, Math.floor(memory * part)) * megabyte
  return {
    temporary: share(0.25, 1024),
    longTemporary: share(0.1, 256),
    sharedMemory: share(0.2, 512),
    runtime: share(0.1, 256),
  }
}

export const usualSizes: PlaceSizes = {
  temporary: 1024 * megabyte,
  longTemporary: 256 * megabyte,
  sharedMemory: 512 * megabyte,
  runtime: 256 * megabyte,
}

export function withExecutable(containment: Containment, directory: string): Containment {
  return { ...containment, executable: [...containment.executable, directory] }
}
