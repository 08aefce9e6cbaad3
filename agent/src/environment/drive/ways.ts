import type { ActionOf } from '@nahtlos/contract/configuration/environment-action'
import type { Credentials } from './credentials.ts'

type DriveAction = ActionOf<'drive'>

/** In the mount namespace in which a drive is made: an empty folder of the person's, and the folder `files` are in. */
export const place = '/mnt/place'
export const own = '/mnt/own'

/** What a way to mount needs to know. */
export interface DriveFacts {
  readonly action: DriveAction
  readonly credentials: Credentials | null
  readonly uid: number
  /** The person's Kerberos tickets, where there are any, as her session has them. */
  readonly tickets: string
  /** Where a copy of them is put for what runs outside of her session. */
  readonly cache: string
}

/** One way to mount a drive, as data: files to write, a command to run, and what of the mounted is the drive. */
export interface MountWay {
  readonly files: readonly { readonly name: string; readonly text: string; readonly hers: boolean }[]
  readonly command: readonly string[]
  /** Whether the command runs as the person, who then must have a name on the host. */
  readonly asPerson: boolean
  readonly drive: string
  /** Whether the copy of her tickets must be there first. */
  readonly needsTickets?: boolean
}

/** What a host needs to mount a protocol by its kernel; where it lacks that, SMB goes by FUSE. */
export const kernelWays = {
  smb: { names: ['cifs'], module: 'cifs', helper: '/sbin/mount.cifs' },
  nfs: { names: ['nfs4', 'nfs'], module: 'nfs', helper: '/sbin/mount.nfs' },
  webdav: null,
} as const

/** @param kernel the file systems that this host can mount now, proc_filesystems(5); none where their helper is missing */
export function wayOf(facts: DriveFacts, kernel: ReadonlySet<string>): MountWay | { readonly impossible: string } {
  switch (facts.action.protocol) {
    case 'smb':
      return kernel.has('cifs') ? kernelSmb(facts) : fuseSmb(facts)
    case 'nfs':
      return kernel.has('nfs4') || kernel.has('nfs')
        ? nfs(facts)
        : { impossible: 'this host cannot mount NFS: its kernel does not have it, or nfs-common is missing' }
    case 'webdav':
      return webdav(facts)
  }
}

const careful = 'nosuid,nodev,noexec'

function kernelSmb({ action, credentials, uid, cache }: DriveFacts): MountWay {
  const lines = credentials && [
    `username=${credentials.username}`,
    `password=${credentials.password}`,
    ...(credentials.domain === null ? [] : [`domain=${credentials.domain}`]),
  ]
  const who = lines
    ? `credentials=${own}/credentials`
    : action.credentials === 'guest'
      ? 'guest'
      : `sec=krb5,cruid=${uid}`
  const needsTickets = lines === null && action.credentials !== 'guest'
  return {
    needsTickets,
    files: lines ? [{ name: 'credentials', text: `${lines.join('\n')}\n`, hers: false }] : [],
    command: [
      // cifs.upcall(8) looks for the tickets where the program that mounts says that they are.
      ...(needsTickets ? ['env', `KRB5CCNAME=${cache}`] : []),
      'mount',
      '-t',
      'cifs',
      '-o',
      `${careful},uid=${uid},gid=${uid},forceuid,forcegid,${who}`,
      '--',
      action.address,
      place,
    ],
    asPerson: false,
    drive: place,
  }
}

/** smbnetfs(1): the whole network as folders, by libsmbclient, as the person; her share is one folder of it. */
function fuseSmb({ action, credentials, tickets }: DriveFacts): MountWay {
  const [host = '', share = '', ...folders] = action.address.slice(2).split('/')
  const quoted = (text: string) => `"${text.replaceAll(/(["\\])/g, '\\$1')}"`
  const user = credentials && [credentials.domain, credentials.username].filter((part) => part !== null).join('/')
  const auth =
    credentials && user ? `auth ${quoted(`${host}/${share}`)} ${quoted(user)} ${quoted(credentials.password)}\n` : ''
  return {
    files: [
      { name: '.smb/smb.conf', text: '[global]\nclient min protocol = SMB2\n', hers: true },
      { name: '.smb/smbnetfs.conf', text: `show_$_shares "true"\n${auth}`, hers: true },
    ],
    command: [
      'env',
      `HOME=${own}`,
      `KRB5CCNAME=${tickets}`,
      'smbnetfs',
      place,
      '-o',
      `allow_other,config=${own}/.smb/smbnetfs.conf`,
    ],
    asPerson: true,
    drive: [place, host, share, ...folders].join('/'),
  }
}

function nfs({ action }: DriveFacts): MountWay {
  const who = action.credentials === 'kerberos' ? ',sec=krb5p' : ''
  return {
    files: [],
    command: ['mount', '-t', 'nfs', '-o', `${careful},softerr${who}`, '--', action.address, place],
    asPerson: false,
    drive: place,
  }
}

/** rclone(1) as the person; the kernel knows no WebDAV. Its passwords must be veiled, which is no protection. */
function webdav({ action, credentials }: DriveFacts): MountWay {
  const settings = [`HOME=${own}`, 'RCLONE_CONFIG=/dev/null', `RCLONE_WEBDAV_URL=${action.address}`]
  const user = credentials === null ? [] : [`RCLONE_WEBDAV_USER=${credentials.username}`]
  const mount = ['rclone', 'mount', ':webdav:', place, '--daemon', '--allow-other', '--vfs-cache-mode', 'writes']
  const cache = ['--cache-dir', `${own}/cache`, '--dir-cache-time', '10s', '--timeout', '30s']
  const veiled = `if [ -s "$1" ]; then RCLONE_WEBDAV_PASS=$(rclone obscure - <"$1"); export RCLONE_WEBDAV_PASS; fi; shift; exec "$@"`
  return {
    files: [{ name: 'password', text: credentials === null ? '' : `${credentials.password}\n`, hers: true }],
    command: ['env', ...settings, ...user, '/bin/sh', '-c', veiled, 'sh', `${own}/password`, ...mount, ...cache],
    asPerson: true,
    drive: place,
  }
}
