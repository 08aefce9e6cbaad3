import type { Wire } from './wire.ts'

/** One rectangle of a framebuffer update as it arrived. `pixels` is 32 bits each, row by row. */
export interface Rectangle {
  readonly at: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly pixels: Uint32Array
}

/** What the display sent besides pictures. */
export interface CutText {
  readonly extended: boolean
  readonly bytes: Buffer
}

const rawEncoding = 0
const extendedClipboard = 0xc0a1e5ce | 0
const desktopSize = -223
const extendedDesktopSize = -308

/**
 * A small RFB viewer (RFC 6143) that asks for raw pixels and keeps every rectangle with the time of its arrival,
 * so that one can tell afterwards when the picture became what it finally is.
 */
export class Viewer {
  readonly rectangles: Rectangle[] = []
  readonly cutTexts: CutText[] = []
  width = 0
  height = 0
  readonly #wire: Wire
  readonly #clock: () => number
  #buffer: Buffer[] = []
  #length = 0
  #step: () => boolean = () => this.#version()
  #pending = 0
  #asked = false
  #ready!: () => void
  readonly ready: Promise<void> = new Promise((resolve) => {
    this.#ready = resolve
  })
  /** Called after each whole framebuffer update. */
  onUpdate: () => void = () => undefined
  onCutText: (text: CutText) => void = () => undefined
  readonly #clipboard: boolean
  readonly #size: { readonly width: number; readonly height: number } | null

  /** @param options.size is asked of the display where it has another one, as a browser does for its window */
  constructor(
    wire: Wire,
    options: {
      clock?: () => number
      extendedClipboard?: boolean
      size?: { readonly width: number; readonly height: number }
    } = {},
  ) {
    this.#wire = wire
    this.#clock = options.clock ?? (() => performance.now())
    this.#clipboard = options.extendedClipboard ?? false
    this.#size = options.size ?? null
    wire.onBytes((bytes) => {
      this.#buffer.push(bytes)
      this.#length += bytes.length
      let more = true
      while (more) more = this.#step()
    })
  }

  /** The picture now, 32 bits a pixel. */
  picture(): Uint32Array {
    const picture = new Uint32Array(this.width * this.height)
    for (const rectangle of this.rectangles) paint(picture, this.width, rectangle)
    return picture
  }

  close(): void {
    this.#wire.close()
  }

  get closed(): Promise<number> {
    return this.#wire.closed
  }

  /** Sends bytes as they are, for a client that does not keep to the protocol. */
  sendRaw(bytes: Uint8Array): void {
    this.#wire.send(bytes)
  }

  /** KeyEvent, section 7.5.4. */
  key(keysym: number, down: boolean): void {
    const message = Buffer.alloc(8)
    message[0] = 4
    message[1] = down ? 1 : 0
    message.writeUInt32BE(keysym, 4)
    this.#wire.send(message)
  }

  /** PointerEvent, section 7.5.5. */
  pointer(x: number, y: number, buttons: number): void {
    const message = Buffer.alloc(6)
    message[0] = 5
    message[1] = buttons
    message.writeUInt16BE(x, 2)
    message.writeUInt16BE(y, 4)
    this.#wire.send(message)
  }

  /** FramebufferUpdateRequest, section 7.5.3. */
  request(incremental: boolean): void {
    const message = Buffer.alloc(10)
    message[0] = 3
    message[1] = incremental ? 1 : 0
    message.writeUInt16BE(this.width, 6)
    message.writeUInt16BE(this.height, 8)
    this.#wire.send(message)
  }

  #take(count: number): Buffer | undefined {
    if (this.#length < count) return undefined
    const whole = this.#buffer.length === 1 ? (this.#buffer[0] as Buffer) : Buffer.concat(this.#buffer)
    this.#buffer = whole.length === count ? [] : [whole.subarray(count)]
    this.#length -= count
    return whole.subarray(0, count)
  }

  #peek(count: number): Buffer | undefined {
    if (this.#length < count) return undefined
    if (this.#buffer.length > 1) this.#buffer = [Buffer.concat(this.#buffer)]
    return this.#buffer[0]
  }

  #version(): boolean {
    if (this.#take(12) === undefined) return false
    this.#wire.send(Buffer.from('RFB 003.008\n'))
    this.#step = () => this.#security()
    return true
  }

  #security(): boolean {
    const count = this.#peek(1)?.[0]
    if (count === undefined || this.#take(1 + count) === undefined) return false
    this.#wire.send(Buffer.from([1]))
    this.#step = () => this.#securityResult()
    return true
  }

  #securityResult(): boolean {
    if (this.#take(4) === undefined) return false
    this.#wire.send(Buffer.from([1]))
    this.#step = () => this.#serverInit()
    return true
  }

  #serverInit(): boolean {
    const head = this.#peek(24)
    if (head === undefined) return false
    const name = head.readUInt32BE(20)
    const whole = this.#take(24 + name)
    if (whole === undefined) return false
    this.width = whole.readUInt16BE(0)
    this.height = whole.readUInt16BE(2)
    const encodings = [
      rawEncoding,
      desktopSize,
      ...(this.#clipboard ? [extendedClipboard] : []),
      ...(this.#size === null ? [] : [extendedDesktopSize]),
    ]
    const message = Buffer.alloc(4 + 4 * encodings.length)
    message[0] = 2
    message.writeUInt16BE(encodings.length, 2)
    for (const [index, encoding] of encodings.entries()) message.writeInt32BE(encoding, 4 + 4 * index)
    this.#wire.send(message)
    this.#step = () => this.#message()
    this.request(false)
    this.#ready()
    return true
  }

  #message(): boolean {
    const type = this.#peek(1)?.[0]
    if (type === undefined) return false
    if (type === 0) return this.#updateHead()
    if (type === 2) return this.#take(1) !== undefined
    if (type === 3) return this.#cutText()
    if (type === 150) return this.#take(1) !== undefined
    throw new Error(`the display sent message ${type}, which this viewer did not ask for`)
  }

  #updateHead(): boolean {
    const head = this.#take(4)
    if (head === undefined) return false
    this.#pending = head.readUInt16BE(2)
    this.#step = () => this.#rectangle()
    return true
  }

  #rectangle(): boolean {
    if (this.#pending === 0) {
      this.#step = () => this.#message()
      this.onUpdate()
      this.request(true)
      return true
    }
    const head = this.#peek(12)
    if (head === undefined) return false
    const [x, y, width, height, encoding] = [
      head.readUInt16BE(0),
      head.readUInt16BE(2),
      head.readUInt16BE(4),
      head.readUInt16BE(6),
      head.readInt32BE(8),
    ]
    // ExtendedDesktopSize carries a list of screens of 16 bytes each (rfbproto, section 7.8.2).
    const screens = encoding === extendedDesktopSize ? this.#peek(13)?.[12] : 0
    if (screens === undefined) return false
    const size = encoding === rawEncoding ? width * height * 4 : encoding === extendedDesktopSize ? 4 + 16 * screens : 0
    const whole = this.#take(12 + size)
    if (whole === undefined) return false
    this.#pending -= 1
    if (encoding === desktopSize || encoding === extendedDesktopSize) {
      if (width !== this.width || height !== this.height) {
        this.width = width
        this.height = height
        this.rectangles.length = 0
      }
      if (encoding === extendedDesktopSize) this.#askSize(whole.subarray(16, 20))
    } else {
      const pixels = new Uint32Array(width * height)
      Buffer.from(pixels.buffer).set(whole.subarray(12))
      this.rectangles.push({ at: this.#clock(), x, y, width, height, pixels })
    }
    return true
  }

  /** SetDesktopSize (rfbproto, section 7.4.10), once, where the display has not the size that is wanted. */
  #askSize(screen: Buffer): void {
    const wanted = this.#size
    if (wanted === null || this.#asked || (wanted.width === this.width && wanted.height === this.height)) return
    this.#asked = true
    const message = Buffer.alloc(24)
    message[0] = 251
    message.writeUInt16BE(wanted.width, 2)
    message.writeUInt16BE(wanted.height, 4)
    message[6] = 1
    screen.copy(message, 8)
    message.writeUInt16BE(wanted.width, 16)
    message.writeUInt16BE(wanted.height, 18)
    this.#wire.send(message)
  }

  #cutText(): boolean {
    const head = this.#peek(8)
    if (head === undefined) return false
    const length = head.readInt32BE(4)
    const whole = this.#take(8 + Math.abs(length))
    if (whole === undefined) return false
    const text = { extended: length < 0, bytes: Buffer.from(whole.subarray(8)) }
    this.cutTexts.push(text)
    this.onCutText(text)
    return true
  }
}

/** Copies a rectangle into a picture and returns nothing; the caller counts. */
function paint(picture: Uint32Array, width: number, rectangle: Rectangle): void {
  for (let row = 0; row < rectangle.height; row += 1) {
    const from = row * rectangle.width
    picture.set(rectangle.pixels.subarray(from, from + rectangle.width), (rectangle.y + row) * width + rectangle.x)
  }
}
