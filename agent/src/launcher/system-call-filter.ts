/**
 * System calls that no program of a desktop needs and that would lead past everything else, as a program of the
 * kernel's packet filter language (seccomp(2), `SECCOMP_SET_MODE_FILTER`; numbers of the kernel's syscall tables).
 * What the other steps stop already is not repeated here.
 */
export type Machine = 'x64' | 'arm64'

interface Numbers {
  /** `AUDIT_ARCH_…` of linux/audit.h. */
  readonly architecture: number
  readonly socket: number
  readonly ioctl: number
  readonly clone: number
  readonly unshare: number
  readonly personality: number
  /** Of each call that can send, the argument that holds its flags. */
  readonly sending: readonly (readonly [call: number, flags: number])[]
  readonly denied: readonly number[]
}

/** Numbered alike everywhere. */
const denied = [
  // io_uring_setup, io_uring_enter, io_uring_register: they do what other calls do, past this filter.
  ...[425, 426, 427],
  // open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr: mounts by their younger names.
  ...[428, 429, 430, 431, 432, 433, 442],
  // pidfd_getfd, memfd_secret.
  ...[438, 447],
]
const numbers: Readonly<Record<Machine, Numbers>> = {
  x64: {
    ...{ architecture: 0xc000003e, socket: 41, ioctl: 16, clone: 56, unshare: 272, personality: 135 },
    // sendto, sendmsg, sendmmsg.
    sending: [
      [44, 3],
      [46, 2],
      [307, 3],
    ],
    denied: [
      // add_key, request_key, keyctl, perf_event_open, bpf, userfaultfd. Keys would outlive the session.
      ...[248, 249, 250, 298, 321, 323],
      // ptrace, process_vm_readv, process_vm_writev, kcmp: hands in other programs, which may do more than one's own.
      ...[101, 310, 311, 312],
      // mount, umount2, pivot_root, chroot, setns, open_by_handle_at, fanotify_init, vmsplice, modify_ldt.
      ...[165, 166, 155, 161, 308, 304, 300, 278, 154],
      ...denied,
    ],
  },
  arm64: {
    ...{ architecture: 0xc00000b7, socket: 198, ioctl: 29, clone: 220, unshare: 97, personality: 92 },
    sending: [
      [206, 3],
      [211, 2],
      [269, 3],
    ],
    denied: [
      ...[217, 218, 219, 241, 280, 282],
      ...[117, 270, 271, 272],
      ...[40, 39, 41, 51, 268, 265, 262, 75],
      ...denied,
    ],
  },
}
/** Its flags lie in memory where a filter cannot look; programs that hear it is not there take `clone`. */
const clone3 = 435
/** `CLONE_NEWUSER`: root in a namespace of one's own is where most ways to real root begin. */
const newUserNamespace = 0x1000_0000

/** `AF_UNIX`; virtual machines, Bluetooth, raw packets and crypto are not. */
const families = [1]
/** `AF_NETLINK`, of which programs ask what addresses this host has: `NETLINK_ROUTE` and no other part of the kernel. */
const netlink = { family: 16, protocols: [0] }
/** `AF_INET` and `AF_INET6`. */
const internet = [2, 10] as const
/** The family's own, ICMP, TCP, UDP and ICMPv6. Multipath TCP (262) is no TCP for Landlock, which bounds ports. */
const protocols = [0, 1, 6, 17, 58]
/** `MSG_FASTOPEN` opens a TCP connection without connect(2), past Landlock; who hears that it is not there connects. */
const fastOpen = 0x2000_0000
/** What Linux is, and the question for it; others make memory executable or take its randomness. */
const personalities = [0, 0xffff_ffff]
/** `TIOCSTI` types into a terminal as if its owner had, `TIOCLINUX` into a console. */
const terminalInjection = [0x5412, 0x541c]

const refusing = (errno: number) => 0x0005_0000 | errno
const notPermitted = refusing(1)
const notImplemented = refusing(38)
const protocolNotSupported = refusing(93)
const operationNotSupported = refusing(95)
const familyNotSupported = refusing(97)
const allowed = 0x7fff_0000

/** Offsets in `struct seccomp_data`; of an argument the lower half, as all of these are 32 bits wide. */
const at = { number: 0, architecture: 4, argument: (index: number) => 16 + 8 * index }

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number]
const load = (offset: number): Instruction => [0x20, 0, 0, offset]
const answer = (value: number): Instruction => [0x06, 0, 0, value]
/** Each goes on with the next instruction where it holds, and leaps over `far` of them where not. */
const ifEqual = (value: number, far = 1): Instruction => [0x15, 0, far, value]
const ifNotBelow = (value: number): Instruction => [0x35, 0, 1, value]
const ifHasBit = (value: number): Instruction => [0x45, 0, 1, value]

/** For one call: what becomes of it by one of its arguments. It always answers, so the number need not be loaded again. */
function byArgument(call: number, index: number, answers: readonly Instruction[]): Instruction[] {
  return [ifEqual(call, answers.length + 1), load(at.argument(index)), ...answers]
}

/** `struct sock_filter[]`, eight bytes each: code (16 bits), two jumps (8 bits each), value (32 bits). */
export function systemCallFilter(machine: Machine): Uint8Array {
  const { architecture, socket, ioctl, clone, unshare, personality, sending, denied } = numbers[machine]
  const among = (values: readonly number[]) => values.flatMap((value) => [ifEqual(value), answer(allowed)])
  const asked = [load(at.argument(2)), ...among(netlink.protocols), answer(protocolNotSupported)]
  const sockets: readonly Instruction[] = [
    ...among(families),
    ...[ifEqual(netlink.family, asked.length), ...asked],
    // Either of the two goes on behind the refusal.
    ...[[0x15, 2, 0, internet[0]] as const, [0x15, 1, 0, internet[1]] as const, answer(familyNotSupported)],
    ...[load(at.argument(2)), ...among(protocols), answer(protocolNotSupported)],
  ]
  const noFastOpen = [ifHasBit(fastOpen), answer(operationNotSupported), answer(allowed)]
  const injections = terminalInjection.flatMap((request) => [ifEqual(request), answer(notPermitted)])
  const noUserNamespace = [ifHasBit(newUserNamespace), answer(notPermitted), answer(allowed)]
  const instructions: readonly Instruction[] = [
    load(at.architecture),
    // Programs of another architecture (32 bits) would number their calls otherwise.
    [0x15, 1, 0, architecture],
    answer(notPermitted),
    load(at.number),
    // The x32 numbers of x86-64 begin here; they are a second name of every call.
    ...(machine === 'x64' ? [ifNotBelow(0x4000_0000), answer(notPermitted)] : []),
    ...denied.flatMap((number) => [ifEqual(number), answer(notPermitted)]),
    ...[ifEqual(clone3), answer(notImplemented)],
    ...byArgument(socket, 0, sockets),
    ...sending.flatMap(([call, flags]) => byArgument(call, flags, noFastOpen)),
    ...byArgument(personality, 0, [...among(personalities), answer(notPermitted)]),
    ...byArgument(ioctl, 1, [...injections, answer(allowed)]),
    ...byArgument(clone, 0, noUserNamespace),
    ...byArgument(unshare, 0, noUserNamespace),
    answer(allowed),
  ]
  const bytes = new DataView(new ArrayBuffer(instructions.length * 8))
  for (const [index, [code, ifTrue, ifFalse, value]] of instructions.entries()) {
    bytes.setUint16(index * 8, code, true)
    bytes.setUint8(index * 8 + 2, ifTrue)
    bytes.setUint8(index * 8 + 3, ifFalse)
    bytes.setUint32(index * 8 + 4, value, true)
  }
  return new Uint8Array(bytes.buffer)
}

/** The machine this program runs on. */
export function machineOf(architecture: string = process.arch): Machine {
  if (architecture === 'x64' || architecture === 'arm64') return architecture
  throw new RangeError(`sessions cannot be contained on ${architecture}: the numbers of its system calls are not known`)
}
