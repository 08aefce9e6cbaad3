import type { Socket } from 'node:net'

/** The longest record of TLS (RFC 8446 section 5.1). A full one says that more is coming. */
export const recordLength = 16_384

const blockLength = 8 * recordLength
const blocks: Buffer[] = []
const sparesAtMost = 32

/**
 * Carries decrypted records to a socket with few system calls: full records are gathered until this turn of the event
 * loop is over or a short one comes, a short record by itself goes at once. It copies, so the caller may use its buffer
 * again, and idle connections hold no memory.
 */
export class Outflow {
  readonly #to: Socket
  #block: Buffer | null = null
  #length = 0
  #planned = false

  constructor(to: Socket) {
    this.#to = to
  }

  /** False where the socket has enough; it says `drain` when it wants more. */
  take(record: Buffer): boolean {
    if (this.#block === null && record.length < recordLength) return this.#to.write(Buffer.from(record))
    if (this.#length + record.length > blockLength) this.flush()
    this.#block ??= blocks.pop() ?? Buffer.allocUnsafeSlow(blockLength)
    record.copy(this.#block, this.#length)
    this.#length += record.length
    if (record.length < recordLength) this.flush()
    else if (!this.#planned) {
      this.#planned = true
      setImmediate(() => {
        this.#planned = false
        this.flush()
      })
    }
    return !this.#to.writableNeedDrain
  }

  flush(): void {
    const block = this.#block
    if (block === null) return
    const bytes = block.subarray(0, this.#length)
    this.#block = null
    this.#length = 0
    this.#to.write(bytes, () => {
      if (blocks.length < sparesAtMost) blocks.push(block)
    })
  }
}
