import { join } from 'node:path'
import type { Places } from '../sessions/session-paths.ts'
import type { System } from '../system/system.ts'

/** What Debian lets everybody read and what concerns no session: of the host's services, administrators and people. */
const usual = [
  ...['/root', '/srv', '/mnt', '/media', '/boot', '/lost+found'],
  ...['/var/log', '/var/mail', '/var/spool/mail', '/var/spool/cron', '/var/spool/cups', '/var/backups', '/var/crash'],
  ...['/var/lib/nahtlos', '/var/lib/systemd', '/var/lib/AccountsService', '/var/lib/NetworkManager', '/var/lib/docker'],
]
/** A session has these for itself already, or could not start without them. */
const others = ['/tmp', '/run', '/home', '/dev', '/proc', '/sys', '/var/tmp', '/usr', '/etc']
/** The product's own programs, and the interpreter that they run in. */
const product = join(import.meta.dirname, '../../..')

/**
 * The directories of this host that are empty in every session, each of them outside of the others.
 *
 * @param places where the agent keeps what it knows of people
 */
export async function hiddenPlaces(
  system: System,
  { state, homes, homeDrives }: Pick<Places, 'state' | 'homes' | 'homeDrives'>,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const path of [...usual, state, homes, homeDrives, product].sort()) {
    const isCovered = (place: string) => `${path}/`.startsWith(`${place}/`)
    if (path === '/' || found.some(isCovered) || others.some(isCovered)) continue
    // A link leads to another of these, or to where it is not ours to look.
    if ((await system.file(path))?.kind === 'directory') found.push(path)
  }
  return found
}
