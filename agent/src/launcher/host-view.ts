import { dirname } from 'node:path'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { Places } from '../sessions/session-paths.ts'
import type { System } from '../system/system.ts'
import { appPolicies } from './app-policies.ts'
import { type Containment, sizesFor } from './containment.ts'
import type { DeniedPrograms } from './denied-programs.ts'
import { hiddenPlaces } from './hidden-places.ts'

/** Where Debian and Ubuntu put programs; of these, a session gets those that are there and that only root may change. */
const programPlaces = ['/usr', '/opt', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32']
/** Printing, names of hosts and people: the services of the host that a desktop speaks with. */
const usualServices = ['cups', 'nscd', 'resolvconf', 'systemd/resolve']

/** The containment of one session on this host: what rules say, met with what is here. */
export async function containmentOn(
  system: System,
  denied: DeniedPrograms,
  { programs, resources, network }: Pick<SessionOrder, 'programs' | 'resources' | 'network'>,
  places: Pick<Places, 'state' | 'homes' | 'homeDrives'>,
): Promise<Containment> {
  const executable: string[] = []
  for (const path of programPlaces) if (await belongsToRoot(system, path)) executable.push(path)
  const services: string[] = []
  for (const name of new Set([...usualServices, ...(await resolverService(system))]))
    if (await system.exists(`/run/${name}`)) services.push(name)
  const sizes = sizesFor(resources.memory)
  const [hidden, policies] = await Promise.all([hiddenPlaces(system, places), appPolicies(system)])
  return { executable, denied: await denied.of(programs), services, hidden, policies, sizes, network }
}

async function belongsToRoot(system: System, path: string): Promise<boolean> {
  const file = await system.file(path)
  return file?.kind === 'directory' && file.uid === 0 && (file.mode & 0o022) === 0
}

/** `/etc/resolv.conf` is often a link into `/run`, to a directory of whatever service keeps it. */
async function resolverService(system: System): Promise<readonly string[]> {
  const directory = dirname(await system.realPath('/etc/resolv.conf').catch(() => '/etc/resolv.conf'))
  return directory.startsWith('/run/') ? [directory.slice('/run/'.length)] : []
}
