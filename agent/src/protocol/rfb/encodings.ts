/**
 * Encodings that a client may ask for (RFC 6143 sections 7.7, 7.8; the IANA registry of RFB encodings; the
 * community's rfbproto document for the extensions). A client's list is cut down to these: several other ones
 * would change how its own messages are framed, which a filter must know.
 */
const single = new Set([
  0, // Raw
  1, // CopyRect
  2, // RRE
  5, // Hextile
  6, // zlib
  7, // Tight
  16, // ZRLE
  21, // JPEG
  50, // Open H.264
  -223, // DesktopSize
  -224, // LastRect
  -239, // Cursor
  -240, // XCursor
  -258, // QEMU extended key event
  -260, // TightPNG
  -261, // QEMU LED state
  -307, // DesktopName
  -308, // ExtendedDesktopSize
  -312, // Fence
  -313, // ContinuousUpdates
  0x574d5664, // VMware cursor
  0x574d5668, // VMware LED state
])

const ranges = [
  [-32, -23], // JPEG quality
  [-256, -247], // compression level
  [-512, -412], // JPEG fine-grained quality
  [-768, -763], // JPEG subsampling
] as const

/** ExtendedClipboard, 0xc0a1e5ce as the signed number that the wire carries. */
export const extendedClipboard = 0xc0a1e5ce | 0

export function isPermittedEncoding(encoding: number): boolean {
  if (encoding === extendedClipboard || single.has(encoding)) return true
  return ranges.some(([from, to]) => encoding >= from && encoding <= to)
}

/** A SetEncodings message (RFC 6143 section 7.5.2). */
export function setEncodings(encodings: readonly number[]): Buffer {
  const message = Buffer.alloc(4 + 4 * encodings.length)
  message[0] = 2
  message.writeUInt16BE(encodings.length, 2)
  encodings.forEach((encoding, index) => {
    message.writeInt32BE(encoding, 4 + 4 * index)
  })
  return message
}
