import { execFile, spawn } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const checkout = join(import.meta.dirname, '../../..')

/**
 * A machine with a kernel of its own, for what the kernel of this one cannot show: control groups of version 2 with all
 * their controllers, a shortage of memory of a whole host. Its files are this machine's own, which it only reads; what it
 * changes lies in its memory. Without the processor's help (KVM) it is some ten times slower than this machine.
 */
export interface Guest {
  /** What is to run, in the checkout's directory. */
  readonly command: readonly string[]
  /** `systemd`: as a service of a host with systemd; `files`: nobody but a shell script is process 1. */
  readonly kind: 'systemd' | 'files'
  readonly megabytes: number
  readonly swapMegabytes: number
  /** Of the whole. */
  readonly seconds: number
}

export interface GuestOutcome {
  /** Null where it did not come to an end. */
  readonly code: number | null
  readonly output: string
}

const programs = { qemu: '/usr/bin/qemu-system-x86_64', busybox: '/bin/busybox' }
/** In the order in which they may be needed; each after what it depends on. */
const modules = ['virtio_pci', 'virtio_blk', '9pnet_virtio', '9p', 'overlay']

/** A kernel with its modules: of this machine, or an unpacked package `linux-image-…` in `NAHTLOS_GUEST`. */
export async function guestParts(): Promise<{ kernel: string; modules: string; qemu: string; busybox: string }> {
  const place = process.env.NAHTLOS_GUEST ?? '/'
  const versions = await readdir(join(place, 'lib/modules')).catch(() => [])
  const version = versions.sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1)
  if (version === undefined)
    throw new Error('there is no kernel for a guest: install linux-image-amd64, qemu-system-x86 and busybox-static')
  const at = (path: string) => join(place, path)
  return {
    kernel: at(`boot/vmlinuz-${version}`),
    modules: at(`lib/modules/${version}`),
    qemu: process.env.NAHTLOS_QEMU ?? programs.qemu,
    busybox: process.env.NAHTLOS_BUSYBOX ?? programs.busybox,
  }
}

/** Boots it, waits for what it runs, and takes it away. */
export async function inGuest(guest: Guest): Promise<GuestOutcome> {
  const parts = await guestParts()
  await using stack = new AsyncDisposableStack()
  const directory = await mkdtemp(join(tmpdir(), 'nahtlos-guest-'))
  stack.defer(() => rm(directory, { recursive: true, force: true }))
  const initrd = await firstFiles(directory, parts, guest)
  const swap = join(directory, 'swap')
  await run('truncate', ['-s', `${guest.swapMegabytes}M`, swap])
  await run('mkswap', ['-q', swap])
  const child = spawn(
    parts.qemu,
    [
      ...['-nodefaults', '-no-reboot', '-display', 'none', '-serial', 'stdio', '-cpu', 'max', '-smp', '2'],
      ...['-m', `${guest.megabytes}M`, '-kernel', parts.kernel, '-initrd', initrd],
      ...['-append', 'console=ttyS0 quiet panic=-1 psi=1 lsm=landlock,yama systemd.unified_cgroup_hierarchy=1'],
      ...['-virtfs', 'local,path=/,mount_tag=host,security_model=passthrough,readonly=on,multidevs=remap'],
      ...['-drive', `file=${swap},if=virtio,format=raw,cache=unsafe`],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], timeout: guest.seconds * 1000, killSignal: 'SIGKILL' },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      output += piece
    })
  await new Promise((resolve) => child.once('close', resolve))
  output = output.replaceAll('\r', '')
  const code = /^GUEST ENDED (\d+)$/m.exec(output)?.[1]
  return { code: code === undefined ? null : Number(code), output }
}

/** What the kernel begins with: the modules with which it reaches this machine's files, and what goes there. */
async function firstFiles(
  directory: string,
  parts: Awaited<ReturnType<typeof guestParts>>,
  guest: Guest,
): Promise<string> {
  const root = join(directory, 'root')
  await mkdir(join(root, 'modules'), { recursive: true })
  await copyFile(parts.busybox, join(root, 'busybox'))
  const order: string[] = []
  for (const path of await dependencies(parts.modules)) {
    const name = basename(path).replace(/\.[gx]z$/, '')
    const packed = join(parts.modules, path)
    const to = join(root, 'modules', name)
    if (packed.endsWith('.xz')) await run('sh', ['-c', 'xz -dc "$1" >"$2"', 'sh', packed, to])
    else await copyFile(packed, to)
    order.push(name)
  }
  await writeFile(join(root, 'modules/order'), `${order.join('\n')}\n`)
  await copyFile(join(import.meta.dirname, 'first.sh'), join(root, 'init'))
  await chmod(join(root, 'init'), 0o755)
  const quoted = guest.command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
  await writeFile(
    join(root, 'program'),
    `#!/bin/sh
cd '${checkout}'
export HOME=/root NO_COLOR=1 PATH='${checkout}/node_modules/.bin':/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
${quoted} </dev/null >/dev/ttyS0 2>&1
echo "GUEST ENDED $?" >/dev/ttyS0
echo o >/proc/sysrq-trigger
`,
    { mode: 0o755 },
  )
  await copyFile(join(import.meta.dirname, `process-1-${guest.kind}.sh`), join(root, 'process-1'))
  await chmod(join(root, 'process-1'), 0o755)
  const initrd = join(directory, 'initrd')
  await run('sh', ['-c', 'cd "$1" && find . | "$2" cpio -o -H newc >"$3"', 'sh', root, parts.busybox, initrd])
  return initrd
}

/** Files of these modules and of what they depend on, in the order in which they can be loaded; modules.dep(5). */
async function dependencies(place: string): Promise<readonly string[]> {
  const lines = (await readFile(join(place, 'modules.dep'), 'utf8')).split('\n').map((line) => line.split(/:\s*/))
  const needs = new Map(lines.map(([path = '', rest = '']) => [path, rest.split(' ').filter(Boolean)]))
  const plain = (name: string) => name.replaceAll('-', '_')
  const order = new Set<string>()
  for (const name of modules) {
    const path = [...needs.keys()].find((each) => plain(basename(each).split('.')[0] ?? '') === name)
    // What is not there is built into the kernel.
    if (path === undefined) continue
    for (const each of [...(needs.get(path) ?? [])].reverse()) order.add(each)
    order.add(path)
  }
  return [...order]
}
