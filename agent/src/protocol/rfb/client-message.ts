/**
 * How long a client's message is, from its first bytes. RFC 6143 section 7.5; rfbproto for the types from 150 on.
 * `more` says how many bytes must be there before it can be told. Types that are not here are a violation.
 */
export type Measure =
  | { readonly kind: 'more'; readonly bytes: number }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'violation'; readonly reason: string }

export const clientMessage = {
  setPixelFormat: 0,
  setEncodings: 2,
  updateRequest: 3,
  key: 4,
  pointer: 5,
  cutText: 6,
  continuousUpdates: 150,
  fence: 248,
  xvp: 250,
  setDesktopSize: 251,
  qemu: 255,
} as const

/** More encodings than any client has; more screens than any desk has. */
const encodingsMaximum = 256
const screensMaximum = 16
const fencePayloadMaximum = 64
/** Nothing on the wire is longer than this, not even to be dropped. */
export const cutTextHardMaximum = 64 * 1024 * 1024

const more = (bytes: number): Measure => ({ kind: 'more', bytes })
const length = (bytes: number): Measure => ({ kind: 'length', bytes })
const violation = (reason: string): Measure => ({ kind: 'violation', reason })

export function measure(head: Buffer): Measure {
  switch (head[0]) {
    case undefined:
      return more(1)
    case clientMessage.setPixelFormat:
      return length(20)
    case clientMessage.setEncodings: {
      if (head.length < 4) return more(4)
      const count = head.readUInt16BE(2)
      return count > encodingsMaximum ? violation(`${count} encodings`) : length(4 + 4 * count)
    }
    case clientMessage.updateRequest:
    case clientMessage.continuousUpdates:
      return length(10)
    case clientMessage.key:
      return length(8)
    case clientMessage.pointer:
      return length(6)
    case clientMessage.cutText: {
      if (head.length < 8) return more(8)
      const size = Math.abs(head.readInt32BE(4))
      if (size > cutTextHardMaximum) return violation(`cut text of ${size} bytes`)
      return head.readInt32BE(4) < 0 && size < 4 ? violation('extended cut text without flags') : length(8 + size)
    }
    case clientMessage.fence: {
      if (head.length < 9) return more(9)
      const size = head.readUInt8(8)
      return size > fencePayloadMaximum ? violation(`fence payload of ${size} bytes`) : length(9 + size)
    }
    case clientMessage.xvp:
      return length(4)
    case clientMessage.setDesktopSize: {
      if (head.length < 7) return more(7)
      const screens = head.readUInt8(6)
      return screens > screensMaximum ? violation(`${screens} screens`) : length(8 + 16 * screens)
    }
    case clientMessage.qemu:
      if (head.length < 2) return more(2)
      return head[1] === 0 ? length(12) : violation(`QEMU message ${head[1]}`)
    default:
      return violation(`unknown message ${head[0]}`)
  }
}
