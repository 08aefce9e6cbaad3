import { chmod, chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SystemAccount } from './system-account.ts'

/** Where one product keeps its things. */
export interface Layout {
  /** What has to last. */
  readonly state: string
  /** Sockets, and what a restart of the machine may forget; short, for a socket's path has at most 107 bytes. */
  readonly run: string
  readonly logs: string
  readonly configurations: string
  readonly server: string
  readonly vault: string
  readonly gateway: string
  readonly certificate: string
  readonly homeDrives: string
  readonly hosts: Readonly<Record<HostName, { state: string; identity: string; homes: string; run: string }>>
}

export const hostNames = ['host-a', 'host-b'] as const
export type HostName = (typeof hostNames)[number]

export function layoutOf(state: string, run: string): Layout {
  const host = (name: HostName) => ({
    state: join(state, name, 'state'),
    identity: join(state, name, 'identity'),
    homes: join(state, name, 'homes'),
    run: join(run, name),
  })
  return {
    state,
    run,
    logs: join(state, 'logs'),
    configurations: join(state, 'configuration'),
    server: join(state, 'server'),
    vault: join(state, 'vault'),
    gateway: join(state, 'gateway'),
    certificate: join(state, 'certificate'),
    homeDrives: join(state, 'home-drives'),
    hosts: { 'host-a': host('host-a'), 'host-b': host('host-b') },
  }
}

/** Makes the directories, each with the least that its user needs. Idempotent. */
export async function makeDirectories(layout: Layout, account: SystemAccount): Promise<void> {
  const passable = [
    layout.state,
    layout.run,
    layout.homeDrives,
    join(layout.state, 'host-a'),
    join(layout.state, 'host-b'),
  ]
  for (const directory of passable) await make(directory, 0o755)
  for (const directory of [layout.logs, layout.configurations]) await make(directory, 0o755)
  for (const directory of [layout.server, layout.vault, layout.gateway, layout.certificate]) {
    await make(directory, 0o700, account)
  }
  for (const host of Object.values(layout.hosts)) {
    await make(host.state, 0o700)
    await make(host.identity, 0o700)
    await make(host.homes, 0o711)
    await make(host.run, 0o755)
  }
}

async function make(directory: string, mode: number, owner?: SystemAccount): Promise<void> {
  await mkdir(directory, { recursive: true })
  await chmod(directory, mode)
  if (owner !== undefined) await chown(directory, owner.uid, owner.gid)
}
