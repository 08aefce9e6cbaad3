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
  readonly denied: Readonly<Record<string, number>>
}

const everywhere = { io_uring_setup: 425, io_uring_enter: 426, io_uring_register: 427 }
const numbers: Readonly<Record<Machine, Numbers>> = {
  x64: {
    architecture: 0xc000003e,
    socket: 41,
    ioctl: 16,
    // Keys outlive a session, and every session of the same person would find them.
    denied: {
      add_key: 248,
      request_key: 249,
      keyctl: 250,
      bpf: 321,
      userfaultfd: 323,
      perf_event_open: 298,
      ...everywhere,
    },
  },
  arm64: {
    architecture: 0xc00000b7,
    socket: 198,
    ioctl: 29,
    denied: {
      add_key: 217,
      request_key: 218,
      keyctl: 219,
      bpf: 280,
      userfaultfd: 282,
      perf_event_open: 241,
      ...everywhere,
    },
  },
}

/** `AF_UNIX`, `AF_INET`, `AF_INET6` and `AF_NETLINK`; virtual machines, Bluetooth, raw packets and crypto are not. */
const families = [1, 2, 10, 16]
/** `TIOCSTI` types into a terminal as if its owner had, `TIOCLINUX` into a console. */
const terminalInjection = [0x5412, 0x541c]

const notPermitted = 0x0005_0000 | 1
const familyNotSupported = 0x0005_0000 | 97
const allowed = 0x7fff_0000

/** Offsets in `struct seccomp_data`; of an argument the lower half, as all of these are 32 bits wide. */
const at = { number: 0, architecture: 4, argument: (index: number) => 16 + 8 * index }

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number]
const load = (offset: number): Instruction => [0x20, 0, 0, offset]
const answer = (value: number): Instruction => [0x06, 0, 0, value]
/** Goes on with the next instruction where equal, and leaps over one where not. */
const ifEqual = (value: number): Instruction => [0x15, 0, 1, value]
const unlessEqual = (value: number): Instruction => [0x15, 1, 0, value]
const unlessBelow = (value: number): Instruction => [0x35, 0, 1, value]

/** `struct sock_filter[]`, eight bytes each: code (16 bits), two jumps (8 bits each), value (32 bits). */
export function systemCallFilter(machine: Machine): Uint8Array {
  const { architecture, socket, ioctl, denied } = numbers[machine]
  const acceptable = families.flatMap((family): Instruction[] => [ifEqual(family), answer(allowed)])
  const injections = terminalInjection.flatMap((request): Instruction[] => [ifEqual(request), answer(notPermitted)])
  const ofSocket: Instruction[] = [load(at.argument(0)), ...acceptable, answer(familyNotSupported)]
  const ofIoctl: Instruction[] = [load(at.argument(1)), ...injections, answer(allowed)]
  const instructions: Instruction[] = [
    load(at.architecture),
    // Programs of another architecture (32 bits) would number their calls otherwise.
    unlessEqual(architecture),
    answer(notPermitted),
    load(at.number),
    // The x32 numbers of x86-64 begin here; they are a second name of every call.
    ...(machine === 'x64' ? [unlessBelow(0x4000_0000), answer(notPermitted)] : []),
    ...Object.values(denied).flatMap((number): Instruction[] => [ifEqual(number), answer(notPermitted)]),
    [0x15, 0, ofSocket.length, socket],
    ...ofSocket,
    [0x15, 0, ofIoctl.length, ioctl],
    ...ofIoctl,
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
