import { dirname, join } from 'node:path'
import type { ActionOf } from '@nahtlos/contract/configuration/environment-action'
import { sessionPlace } from '../../launcher/session-place.ts'
import { ActionFailure, type ActionModule, type Surroundings } from '../action-module.ts'
import { bringMount } from '../drive/bring-mount.ts'
import { credentialsOf } from '../drive/credentials.ts'
import { kernelWays, type MountWay, own, place, wayOf } from '../drive/ways.ts'
import { bringBack, good, putAside } from '../home-files.ts'
import { makeLink } from './link.ts'

/**
 * A folder of a file server: mounted in a mount namespace of its own, tried as the person, and then brought into the
 * session, to a place of root's; in the home is a link to it. It ends with the session's mounts.
 */
export const drive: ActionModule<'drive'> = {
  async apply(action, key, at) {
    const { inside } = placesOf(key, at)
    await unmount(inside, at)
    await mount(action, key, at)
    const wasThere = await putAside(at, action.folder)
    await makeLink(at, action.folder, inside)
    return wasThere
  },
  async undo(action, key, wasThere, at) {
    const { own, inside } = placesOf(key, at)
    await bringBack(at, action.folder, wasThere === true)
    await unmount(inside, at)
    await at.system.remove(own)
  },
}

function placesOf(key: string, { paths }: Surroundings) {
  const name = key.replace('/', '.')
  return {
    /** Where it will be, as the host has it. */
    target: join(paths.session, 'drives', name),
    inside: `${sessionPlace}/drives/${name}`,
    own: join(paths.drives, name),
  }
}

async function mount(action: ActionOf<'drive'>, key: string, at: Surroundings): Promise<void> {
  const { system, order, signal, paths, credentials: directory } = at
  const { uid, account } = order.person
  const { target, inside, own } = placesOf(key, at)
  const first = await at.door.first()
  const credentials =
    typeof action.credentials === 'string'
      ? null
      : await credentialsOf(system, directory, action.credentials.store, account)
  const tickets = `FILE:/proc/${first}/root/run/user/${uid}/krb5cc`
  const cache = `FILE:${join(own, ticketCache)}`
  const way = wayOf({ action, credentials, uid, tickets, cache }, await mountable(action, at))
  if ('impossible' in way) throw new ActionFailure(way.impossible)
  await writeFiles(way, own, at)
  if (way.needsTickets) await handOverTickets(own, at)
  for (const directory of [dirname(target), target]) await system.makeDirectory(directory, { mode: 0o755 })
  const asPerson = ['setpriv', '--reuid', String(uid), '--regid', String(uid), '--clear-groups', '--']
  const facts = [own, String(uid), join(paths.session, 'passwd'), way.drive, inside, String(first)]
  const words = [...facts, bringMount, asPerson.join(' '), ...(way.asPerson ? asPerson : []), ...way.command]
  const fresh = ['unshare', '--mount', '--propagation', 'private', '--', 'env', '-i', usualPath]
  const timed = ['timeout', '--signal=KILL', String(action.timeout)]
  const answer = await system.run([...fresh, ...timed, '/bin/sh', '-e', '-c', helper, 'drive', ...words], { signal })
  good(answer, `mount ${action.address}`)
}

const usualPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * Runs in a mount namespace of its own, which ends with it unless a file system's program lives on in it. The drive is
 * looked into as the person before anything of it is seen in the session: wrong passwords are found here. The person
 * has a name there, because fusermount(1) asks for it, and /dev/fuse is open to her there, as udev has it elsewhere.
 */
const helper = `own=$1 uid=$2 passwd=$3 drive=$4 inside=$5 session=$6 bring=$7 person=$8
shift 8
mount -n -t tmpfs -o mode=755,size=64k tmpfs /mnt
mkdir ${own} ${place} /mnt/dev
chown "$uid:$uid" ${place}
mount -n --bind "$own" ${own}
mount -n --bind "$passwd" /etc/passwd
mknod -m 666 /mnt/dev/fuse c 10 229
mount -n --bind /mnt/dev/fuse /dev/fuse
# Root brings it into the session, and is somebody else than the person.
echo user_allow_other >/mnt/dev/fuse.conf
mount -n --bind /mnt/dev/fuse.conf /etc/fuse.conf
said=$("$@" 2>&1 >/dev/null </dev/null) || { echo "$said" >&2; exit 1; }
if $person ls -- "$drive" >/dev/null && perl -e "$bring" "$drive" ${place} "$session" "$inside"; then exit 0; fi
# Where something went wrong the file system's own program, which lives on in here, must not stay behind.
umount -n -l -- ${place} 2>/dev/null || true
exit 1`

async function unmount(inside: string, at: Surroundings): Promise<void> {
  // Nothing is mounted there the first time; several times after a start that was cut off.
  for (let tries = 0; tries < 4; tries++) {
    const answer = await at.door.amongMounts(['umount', '-n', '-l', '--', inside], at.signal)
    if (answer.code !== 0) return
  }
}

async function writeFiles(way: MountWay, own: string, { system, order }: Surroundings): Promise<void> {
  const hers = { uid: order.person.uid, gid: order.person.uid }
  await system.remove(own)
  const directory = { mode: 0o700, ...(way.asPerson ? { owner: hers } : {}) }
  await system.makeDirectory(own, directory)
  for (const { name, text, hers: isHers } of way.files) {
    const path = join(own, name)
    await system.makeDirectory(dirname(path), directory)
    await system.writeText(path, text, { mode: 0o600, ...(isHers ? { owner: hers } : {}) })
  }
}

/**
 * Puts a copy of the person's Kerberos tickets where the kernel's helper, cifs.upcall(8), finds them: it runs outside of
 * her session. They are read as she herself, and the copy goes with the session.
 */
async function handOverTickets(own: string, { system, door, order, signal }: Surroundings): Promise<void> {
  const { uid } = order.person
  const read = await door.run(['base64', '-w0', '--', `/run/user/${uid}/krb5cc`], { seconds: 5, signal })
  const tickets = Buffer.from(good(read, 'read her Kerberos tickets').stdout, 'base64')
  await system.writeBytes(join(own, ticketCache), tickets, { mode: 0o600, owner: { uid, gid: uid } })
}

const ticketCache = 'krb5cc'

/** The file systems of file servers that can be mounted here; their modules are loaded, as mount(8) would do it. */
async function mountable({ protocol }: ActionOf<'drive'>, at: Surroundings): Promise<ReadonlySet<string>> {
  const wanted = kernelWays[protocol]
  if (wanted === null || !(await at.system.exists(wanted.helper))) return new Set()
  const present = await kernelFileSystems(at)
  if (wanted.names.some((name) => present.has(name))) return present
  // A host whose kernel does not have it says so with the next look.
  await at.system.run(['modprobe', '-q', '--', wanted.module], { signal: at.signal })
  return kernelFileSystems(at)
}

async function kernelFileSystems({ system }: Surroundings): Promise<ReadonlySet<string>> {
  const text = (await system.readText('/proc/filesystems')) ?? ''
  return new Set(text.split('\n').map((line) => line.split('\t').at(-1) ?? ''))
}
