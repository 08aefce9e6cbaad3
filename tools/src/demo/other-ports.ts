import { randomBytes } from 'node:crypto'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { IdentityDescription } from '@nahtlos/identity/identity'
import { hostNames, type Layout } from './layout.ts'
import { loopback, type Ports } from './ports.ts'
import type { SystemAccount } from './system-account.ts'

/**
 * A machine's identity names the server's door, and the server knows each host's. Where a demo starts at other ports than
 * before, its gateway is told the new door: nothing but the server of its authority can answer there. Its hosts enrol
 * anew as soon as they start, and with that the server learns where they are.
 */
export async function followPorts(layout: Layout, ports: Ports, account: SystemAccount): Promise<void> {
  const server = `${loopback}:${ports.internal}`
  const gateway = await descriptionIn(layout.gateway)
  if (gateway !== null && gateway.server !== server) {
    const file = join(layout.gateway, 'identity.json')
    const fresh = `${file}.${randomBytes(6).toString('hex')}`
    await writeFile(fresh, JSON.stringify({ ...gateway, server }), { mode: 0o644, flush: true })
    await chown(fresh, account.uid, account.gid)
    await rename(fresh, file)
  }
  const doors = { 'host-a': ports.hostA, 'host-b': ports.hostB }
  for (const name of hostNames) {
    const { identity } = layout.hosts[name]
    const host = await descriptionIn(identity)
    if (host === null || (host.server === server && host.address === `${loopback}:${doors[name]}`)) continue
    await rm(join(identity, 'certificate.pem'), { force: true })
  }
}

async function descriptionIn(identity: string): Promise<IdentityDescription | null> {
  const text = await readFile(join(identity, 'identity.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : IdentityDescription.parse(JSON.parse(text))
}
