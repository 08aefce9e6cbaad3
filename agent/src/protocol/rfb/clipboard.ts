// biome-ignore lint/correctness/noNodejsModules: zlib only computes; it touches no socket, disk or clock
import { constants, deflateSync, inflateSync } from 'node:zlib'

/**
 * The ExtendedClipboard extension of ClientCutText and ServerCutText (rfbproto, "Extended Clipboard
 * Pseudo-Encoding"): a negative length, then 32 bits of flags, of which 24-28 are the action.
 */
export type ClipboardAction = 'caps' | 'request' | 'peek' | 'notify' | 'provide'

const bits = { caps: 1 << 24, request: 1 << 25, peek: 1 << 26, notify: 1 << 27, provide: 1 << 28 } as const
const actions = 0x1f << 24
const text = 1

/** Caps lists all actions that its sender knows; every other message has exactly one. Null: inconsistent. */
export function clipboardAction(flags: number): ClipboardAction | null {
  if (flags & bits.caps) return 'caps'
  switch (flags & actions) {
    case bits.request:
      return 'request'
    case bits.peek:
      return 'peek'
    case bits.notify:
      return 'notify'
    case bits.provide:
      return 'provide'
    default:
      return null
  }
}

function message(flags: number, body: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + body.length)
  out[0] = 6
  out.writeInt32BE(-(4 + body.length), 4)
  out.writeInt32BE(flags | 0, 8)
  out.set(body, 12)
  return out
}

/**
 * "I take text, but unsolicited never more than this." With 0 the server only ever announces that there is
 * text; without a Request, which the filter drops, the text itself never goes on the wire.
 */
export function clipboardCaps(unsolicited: number): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(unsolicited)
  return message(bits.caps | bits.request | bits.peek | bits.notify | bits.provide | text, size)
}

/** A Provide with empty text: the answer to an application that waits for a paste which was refused. */
export function emptyProvide(): Buffer {
  // The zlib stream of a 32-bit length of 1 and the NUL byte that ends the text.
  const stream = deflateSync(Buffer.from([0, 0, 0, 1, 0]))
  return message(bits.provide | text, stream)
}

/**
 * Bytes of text that a Provide holds, from the first bytes of its zlib stream; nothing beyond them is inflated.
 * Null where the stream is broken, and 0 where it has no text.
 */
export function providedLength(flags: number, compressed: Uint8Array): number | null {
  if (!(flags & text)) return 0
  try {
    const head = inflateSync(compressed.subarray(0, 64), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 1 << 20,
    })
    return head.length < 4 ? null : head.readUInt32BE(0)
  } catch {
    // Broken input is an answer here, not a failure of this program.
    return null
  }
}
