/** Counts payload in a stream of websocket frames (RFC 6455 section 5.2) without looking at it. */
export class FrameCounter {
  payload = 0
  #left = 0
  #head: Buffer = Buffer.alloc(0)

  take(bytes: Buffer): void {
    let at = 0
    while (at < bytes.length) {
      if (this.#left > 0) {
        const length = Math.min(this.#left, bytes.length - at)
        this.#left -= length
        this.payload += length
        at += length
        continue
      }
      // Heads are short and seldom cut in two, so they may be put together byte by byte.
      this.#head = Buffer.concat([this.#head, bytes.subarray(at, at + 1)])
      at += 1
      const length = payloadLength(this.#head)
      if (length === null) continue
      this.#left = length
      this.#head = Buffer.alloc(0)
    }
  }
}

/** Null where the head is not whole yet. Servers do not mask. */
function payloadLength(head: Buffer): number | null {
  if (head.length < 2) return null
  const short = head.readUInt8(1) & 0x7f
  if (short < 126) return short
  if (short === 126) return head.length < 4 ? null : head.readUInt16BE(2)
  return head.length < 10 ? null : Number(head.readBigUInt64BE(2))
}

/** A masked binary frame of a client. The mask is zero: it costs the reader the same work. */
export function clientFrame(payload: Buffer): Buffer {
  if (payload.length > 125) throw new RangeError('only short frames are sent here')
  return Buffer.concat([Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0]), payload])
}

/** The payloads of a client's short frames with a zero mask, which come whole because each waits for the one before. */
export function payloads(bytes: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = 0; at + 6 <= bytes.length; ) {
    const end = at + 6 + (bytes.readUInt8(at + 1) & 0x7f)
    found.push(bytes.subarray(at + 6, end))
    at = end
  }
  return found
}

/** An unmasked binary frame of a server. */
export function serverFrame(payload: Buffer): Buffer {
  const head = payload.length < 126 ? Buffer.from([0x82, payload.length]) : Buffer.alloc(10)
  if (payload.length >= 126) {
    head.writeUInt16BE(0x827f)
    head.writeBigUInt64BE(BigInt(payload.length), 2)
  }
  return Buffer.concat([head, payload])
}
