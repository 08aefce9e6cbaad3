import { pasteMaximum } from '@nahtlos/contract/display-protocol'
import type { Right } from '@nahtlos/contract/rights'
import { clientMessage, type Measure, measure } from './client-message.ts'
import { clipboardAction, clipboardCaps, emptyProvide, providedLength } from './clipboard.ts'
import { extendedClipboard, isPermittedEncoding, setEncodings } from './encodings.ts'
import { pressed } from './pressed.ts'

/** Width and height that a client may give the desktop. */
const sizeMaximum = 8192

/** What goes to the display server, and what the host should know about it. */
export interface Filtered {
  readonly toServer: readonly Buffer[]
  readonly events: readonly FilterEvent[]
  /** Whether keyboard or pointer were used. */
  readonly input: boolean
}
export type FilterEvent = 'paste-too-large'

/** The client broke the protocol; its connection is to be closed and nothing more of it read. */
export class RfbViolation extends Error {
  override name = 'RfbViolation'
}

/**
 * The client's half of one RFB connection (RFC 6143), held to its rights. Bytes in, bytes out; no message goes
 * on unless it is whole, known and permitted at the moment it is complete. Memory stays below one paste.
 *
 * How `clipboard-out` is denied: the server's half is not read at all. Instead the server is made to believe
 * that its client wants announcements only (see `clipboardCaps`), whatever the client itself says or leaves out,
 * and the client's requests for the text are dropped.
 */
export interface ClientFilter {
  /** Throws `RfbViolation`; afterwards the filter takes nothing more. */
  push(input: Buffer): Filtered
  /** From now on these rights hold. `reconnect`: an answer may be under way that can't be called back. */
  setRights(rights: readonly Right[]): Filtered & { readonly reconnect: boolean }
}

type Stage = 'version' | 'security' | 'init' | 'messages' | 'broken'

export function clientFilter(initial: readonly Right[]): ClientFilter {
  let rights = new Set(initial)
  let stage: Stage = 'version'
  let head: Buffer = Buffer.alloc(0)
  let body: { readonly bytes: Buffer; filled: number } | null = null
  let skip = 0
  let wanted: readonly number[] | null = null
  let caps: Buffer | null = null
  let textMayFollow = false
  const held = pressed()

  let out: Buffer[] = []
  let events: FilterEvent[] = []
  let input = false
  const flush = (): Filtered => {
    const result = { toServer: out, events, input }
    out = []
    events = []
    input = false
    return result
  }
  const refuse = (reason: string): never => {
    stage = 'broken'
    head = Buffer.alloc(0)
    body = null
    throw new RfbViolation(reason)
  }

  const control = () => rights.has('control')
  const pasting = () => control() && rights.has('clipboard-in')
  const copying = () => rights.has('clipboard-out')

  /** Caps come first: they count from then on, while an encoding without them would count with the default size. */
  function announce(): void {
    if (copying()) {
      if (caps) out.push(caps)
      if (wanted) out.push(setEncodings(wanted))
      return
    }
    const list = wanted ?? [0]
    const forced = list.includes(extendedClipboard) ? list : [...list, extendedClipboard]
    out.push(clipboardCaps(0), setEncodings(forced))
  }

  function handshake(message: Buffer): void {
    if (stage === 'version') {
      // Section 7.1.1. From version 3.7 on the client's half is the same.
      if (!/^RFB 003\.00[78]\n$/.test(message.toString('latin1'))) refuse('unknown protocol version')
      stage = 'security'
      out.push(message)
    } else if (stage === 'security') {
      // Section 7.1.2: None, which is all that is offered; the ticket has done this part.
      if (message[0] !== 1) refuse('unknown security type')
      stage = 'init'
      out.push(message)
    } else {
      // Section 7.3.1: always shared; whom to disconnect is not the client's to say.
      stage = 'messages'
      out.push(Buffer.from([1]))
      if (!copying()) announce()
    }
  }

  function handle(message: Buffer): void {
    switch (message[0]) {
      case clientMessage.setEncodings: {
        const list: number[] = []
        for (let at = 4; at < message.length; at += 4) list.push(message.readInt32BE(at))
        wanted = list.filter(isPermittedEncoding)
        if (copying()) out.push(setEncodings(wanted))
        else announce()
        return
      }
      case clientMessage.key:
      case clientMessage.pointer:
      case clientMessage.qemu:
        input = true
        if (!control()) return
        held.note(message)
        out.push(message)
        return
      case clientMessage.setDesktopSize:
        if (control() && message.readUInt16BE(2) <= sizeMaximum && message.readUInt16BE(4) <= sizeMaximum)
          out.push(message)
        return
      case clientMessage.cutText:
        if (message.readInt32BE(4) < 0) extendedCutText(message)
        else if (pasting()) out.push(message)
        return
      case clientMessage.xvp:
        return
      default:
        out.push(message)
    }
  }

  function extendedCutText(message: Buffer): void {
    const flags = message.readInt32BE(8)
    switch (clipboardAction(flags)) {
      case 'caps':
        if (message.length > 12 + 4 * 24) refuse('clipboard capabilities are too long')
        caps = Buffer.from(message)
        if (copying()) out.push(message)
        return
      case 'request':
        if (!copying()) return
        textMayFollow = true
        out.push(message)
        return
      case 'peek':
        if (copying()) out.push(message)
        return
      case 'notify':
        if (pasting()) out.push(message)
        return
      case 'provide': {
        if (!pasting()) return
        const size = providedLength(flags, message.subarray(12))
        if (size === null) refuse('clipboard contents are broken')
        else if (size > pasteMaximum) tooLarge()
        else out.push(message)
        return
      }
      default:
        refuse('inconsistent clipboard flags')
    }
  }

  function tooLarge(): void {
    events.push('paste-too-large')
    out.push(emptyProvide())
  }

  const lengthOf = (): Measure => {
    if (stage === 'version') return { kind: 'length', bytes: 12 }
    if (stage === 'security' || stage === 'init') return { kind: 'length', bytes: 1 }
    return measure(head)
  }

  /** Decides from the head whether the rest of a message is worth keeping. */
  function begin(size: number): void {
    // Capabilities and requests are short; a long cut text can only be a paste.
    const paste = head[0] === clientMessage.cutText && size > 1024
    if (paste && (!pasting() || size > pasteMaximum)) {
      if (pasting()) tooLarge()
      skip = size - head.length
    } else {
      body = { bytes: Buffer.allocUnsafe(size), filled: head.length }
      head.copy(body.bytes)
    }
    head = Buffer.alloc(0)
  }

  /** Takes some of the input, at least one byte, and gives the rest back. */
  function take(input: Buffer): Buffer {
    if (skip > 0) {
      const step = Math.min(skip, input.length)
      skip -= step
      return input.subarray(step)
    }
    let rest = input
    while (body === null) {
      const known = lengthOf()
      if (known.kind === 'violation') return refuse(known.reason)
      if (known.kind === 'length') {
        begin(known.bytes)
        if (skip > 0) return rest
      } else if (rest.length === 0) return rest
      else {
        const missing = known.bytes - head.length
        head = Buffer.concat([head, rest.subarray(0, missing)])
        rest = rest.subarray(missing)
      }
    }
    const copied = rest.copy(body.bytes, body.filled)
    body.filled += copied
    if (body.filled === body.bytes.length) {
      const message = body.bytes
      body = null
      if (stage === 'messages') handle(message)
      else handshake(message)
    }
    return rest.subarray(copied)
  }

  return {
    push(input) {
      if (stage === 'broken') throw new RfbViolation('the connection was refused before')
      for (let rest = input; rest.length > 0; ) rest = take(rest)
      return flush()
    },
    setRights(next) {
      const before = { control: control(), copying: copying() }
      rights = new Set(next)
      if (stage !== 'messages') return { ...flush(), reconnect: false }
      if (before.control && !control()) out.push(...held.release())
      const withdrawn = before.copying && !copying()
      if (before.copying !== copying()) announce()
      // A legacy client is sent text without asking; a modern one may have asked just now.
      const legacy = !(wanted ?? []).includes(extendedClipboard)
      return { ...flush(), reconnect: withdrawn && (legacy || textMayFollow) }
    },
  }
}
