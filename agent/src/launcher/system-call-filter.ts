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
  readonly denied: readonly number[]
}

/** io_uring_setup, io_uring_enter, io_uring_register: they do what other calls do, past this filter. */
const ring = [425, 426, 427]
const numbers: Readonly<Record<Machine, Numbers>> = {
  x64: {
    ...{ architecture: 0xc000003e, socket: 41, ioctl: 16, clone: 56, unshare: 272 },
    // add_key, request_key, keyctl, perf_event_open, bpf, userfaultfd. Keys would outlive the session.
    denied: [248, 249, 250, 298, 321, 323, ...ring],
  },
  arm64: {
    ...{ architecture: 0xc00000b7, socket: 198, ioctl: 29, clone: 220, unshare: 97 },
    denied: [217, 218, 219, 241, 280, 282, ...ring],
  },
}
/** Its flags lie in memory where a filter cannot look; programs that hear it is not there take `clone`. */
const clone3 = 435
/** `CLONE_NEWUSER`: root in a namespace of one's own is where most ways to real root begin. */
const newUserNamespace = 0x1000_0000

/** `AF_UNIX`, `AF_INET`, `AF_INET6` and `AF_NETLINK`; virtual machines, Bluetooth, raw packets and crypto are not. */
const families = [1, 2, 10, 16]
/** `TIOCSTI` types into a terminal as if its owner had, `TIOCLINUX` into a console. */
const terminalInjection = [0x5412, 0x541c]

const refusing = (errno: number) => 0x0005_0000 | errno
const notPermitted = refusing(1)
const notImplemented = refusing(38)
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
  const { architecture, socket, ioctl, clone, unshare, denied } = numbers[machine]
  const acceptable = families.flatMap((family) => [ifEqual(family), answer(allowed)])
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
    ...byArgument(socket, 0, [...acceptable, answer(familyNotSupported)]),
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
