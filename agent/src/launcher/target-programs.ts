import type { NetworkTarget } from '@nahtlos/contract/session/network'
import { parseNetwork } from '@nahtlos/core/access/network'

/**
 * What a session may send to, as programs of the kernel's (bpf(2), `BPF_PROG_TYPE_CGROUP_SKB` and
 * `BPF_PROG_TYPE_CGROUP_SOCK_ADDR`), which it runs for the session's control group and all below it: one looks at every
 * packet, two tell a program at once that its connection is not possible, where it would else wait for an answer for
 * minutes. All that is not named is refused, and so is what cannot be read for certain: packets with IP options (source
 * routes) or IPv6 extension headers, and every protocol but TCP and UDP.
 */
export interface TargetProgram {
  /** `BPF_PROG_TYPE_…` of linux/bpf.h. */
  readonly type: number
  /** `BPF_CGROUP_…`, where it is attached. */
  readonly attach: number
  /** `struct bpf_insn[]`. */
  readonly code: Uint8Array
}

export function targetPrograms(targets: readonly NetworkTarget[]): readonly TargetProgram[] {
  return [
    { type: 8, attach: 1, code: assembled(packets(targets)) },
    { type: 18, attach: 10, code: assembled(connections(targets, 4)) },
    { type: 18, attach: 11, code: assembled(connections(targets, 6)) },
  ]
}

type Family = 4 | 6
type Instruction =
  | {
      readonly kind: 'do'
      readonly code: number
      readonly to: number
      readonly from: number
      readonly offset: number
      readonly value: number
    }
  | {
      readonly kind: 'leap'
      readonly register: number
      readonly value: number
      readonly label: string
      readonly code: number
    }
  | { readonly kind: 'here'; readonly label: string }

/** Registers: the answer, what is looked at, a word of the address, the context, the protocol, the port, the stack. */
const [answer, first, word, context, protocol, port, stack] = [0, 1, 2, 6, 8, 9, 10] as const
const instruction = (code: number, to: number, from: number, offset: number, value: number): Instruction => ({
  ...{ kind: 'do', code, to, from, offset, value },
})
const set = (register: number, value: number) => instruction(0xb7, register, 0, 0, value)
const copy = (to: number, from: number) => instruction(0xbf, to, from, 0, 0)
const add = (register: number, value: number) => instruction(0x07, register, 0, 0, value)
const load32 = (to: number, from: number, offset: number) => instruction(0x61, to, from, offset, 0)
const load16 = (to: number, from: number, offset: number) => instruction(0x69, to, from, offset, 0)
const load8 = (to: number, from: number, offset: number) => instruction(0x71, to, from, offset, 0)
const mask = (register: number, value: number) => instruction(0x54, register, 0, 0, value)
/** From the order of the network to that of numbers, 16 bits of it. */
const swapped = (register: number) => instruction(0xdc, register, 0, 0, 16)
const call = (helper: number) => instruction(0x85, 0, 0, 0, helper)
const leave = (value: number) => [set(answer, value), instruction(0x95, 0, 0, 0, 0)]
/** Goes on where the lower half of the register is this, else at the label; `unlessNot` the other way round. */
const unless = (register: number, value: number, label: string): Instruction => ({
  ...{ kind: 'leap', code: 0x56, register, value, label },
})
const unlessNot = (register: number, value: number, label: string): Instruction => ({
  ...{ kind: 'leap', code: 0x16, register, value, label },
})
const goTo = (label: string): Instruction => ({ kind: 'leap', code: 0x05, register: 0, value: 0, label })
const here = (label: string): Instruction => ({ kind: 'here', label })

const [tcp, udp] = [6, 17]
const loadBytes = 26
/** Where the beginning of the packet is copied to. */
const copied = -64

/** Of `struct __sk_buff` the protocol, whose two bytes are in the order of the network; then the packet's own header. */
function packets(targets: readonly NetworkTarget[]): readonly Instruction[] {
  const header = (length: number, refused: string) => [
    ...[copy(first, context), set(2, 0), copy(3, stack), add(3, copied), set(4, length), call(loadBytes)],
    unless(answer, 0, refused),
  ]
  return [
    ...[copy(context, first), load32(word, context, 16)],
    unless(word, 0x0008, 'not IPv4'),
    ...header(24, 'refused'),
    // Version 4, and a header of five words: without options.
    ...[load8(word, stack, copied), unless(word, 0x45, 'refused')],
    ...[load8(protocol, stack, copied + 9), load16(port, stack, copied + 22), swapped(port)],
    ...among(targets, 4, (index) => load32(word, stack, copied + 16 + 4 * index), false),
    here('not IPv4'),
    unless(word, 0xdd86, 'refused'),
    ...header(44, 'refused'),
    ...[load8(protocol, stack, copied + 6), load16(port, stack, copied + 42), swapped(port)],
    ...among(targets, 6, (index) => load32(word, stack, copied + 24 + 4 * index), false),
    here('refused'),
    ...leave(0),
  ]
}

/** Of `struct bpf_sock_addr` the address, the port and the protocol. */
function connections(targets: readonly NetworkTarget[], family: Family): readonly Instruction[] {
  const at = family === 4 ? 4 : 8
  return [
    ...[copy(context, first), load32(protocol, context, 36), load32(port, context, 24), swapped(port)],
    ...among(targets, family, (index) => load32(word, context, at + 4 * index), family === 6),
    here('refused'),
    ...leave(0),
  ]
}

/** Answers 1 where a target has it, else 0. @param mapped IPv4 addresses may come in IPv6 (RFC 4291 section 2.5.5.2) */
function among(
  targets: readonly NetworkTarget[],
  family: Family,
  address: (index: number) => Instruction,
  mapped: boolean,
): readonly Instruction[] {
  const tests = targets.flatMap((target, index) => {
    const network = parseNetwork(target.to)
    if (network === null || (network.family !== family && !(mapped && network.family === 4))) return []
    const next = `${family} after ${index}`
    const words = wordsOf(network.bits, network.prefix, network.family)
    const all = network.family < family ? [...mappedWords, ...words] : words
    return [
      ...all.flatMap(({ bits, value }, at) =>
        bits === 0 ? [] : [address(at), ...(bits === -1 ? [] : [mask(word, bits)]), unless(word, value, next)],
      ),
      ...(target.protocol === undefined ? [] : [unless(protocol, target.protocol === 'tcp' ? tcp : udp, next)]),
      ...(target.ports === undefined ? leave(1) : portTests(target.ports, `${family} in ${index}`, next)),
      here(next),
    ]
  })
  const known = `${family} is known`
  return [
    ...[unlessNot(protocol, tcp, known), unless(protocol, udp, 'refused')],
    ...[here(known), ...tests, ...leave(0)],
  ]
}

function portTests(ports: readonly number[], found: string, next: string): readonly Instruction[] {
  return [...ports.map((each) => unlessNot(port, each, found)), ...[goTo(next), here(found), ...leave(1)]]
}

interface Word {
  readonly bits: number
  readonly value: number
}
/** `::ffff:0:0/96` */
const mappedWords: readonly Word[] = [
  { bits: -1, value: 0 },
  { bits: -1, value: 0 },
  { bits: -1, value: swap(0xffff) },
]

/** An address in words of 32 bits as they lie in memory, with the bits of each that count. */
function wordsOf(bits: bigint, prefix: number, family: Family): readonly Word[] {
  const count = family === 4 ? 1 : 4
  return Array.from({ length: count }, (_, index) => {
    const counted = Math.max(0, Math.min(32, prefix - 32 * index))
    const value = Number((bits >> BigInt(32 * (count - 1 - index))) & 0xffff_ffffn)
    const counts = counted === 0 ? 0 : -1 << (32 - counted)
    return { bits: counts === -1 ? -1 : swap(counts >>> 0), value: swap(value) }
  })
}

/** From the order of the network to that of this machine, which is the other one on all that this runs on. */
function swap(value: number): number {
  const bytes = new DataView(new ArrayBuffer(4))
  bytes.setUint32(0, value)
  return bytes.getInt32(0, true)
}

/** `struct bpf_insn`: code (8 bits), registers (4 each), offset (16), value (32). */
function assembled(instructions: readonly Instruction[]): Uint8Array {
  const labels = new Map<string, number>()
  const lines: Exclude<Instruction, { kind: 'here' }>[] = []
  for (const each of instructions)
    if (each.kind === 'here') labels.set(each.label, lines.length)
    else lines.push(each)
  const bytes = new DataView(new ArrayBuffer(lines.length * 8))
  const write = (at: number, code: number, to: number, from: number, offset: number, value: number) => {
    bytes.setUint8(at, code)
    bytes.setUint8(at + 1, (from << 4) | to)
    bytes.setInt16(at + 2, offset, true)
    bytes.setInt32(at + 4, value, true)
  }
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'do') {
      write(index * 8, line.code, line.to, line.from, line.offset, line.value)
      continue
    }
    const offset = (labels.get(line.label) ?? Number.NaN) - index - 1
    if (!(Math.abs(offset) < 0x8000))
      throw new RangeError(`${line.label} cannot be leapt to: there are too many targets`)
    write(index * 8, line.code, line.register, 0, offset, line.value)
  }
  return new Uint8Array(bytes.buffer)
}
