import type { Socket } from 'node:net'
import type { Right } from '@nahtlos/contract/rights'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import type { WebSocket } from 'ws'
import { clientFilter, type FilterEvent, RfbViolation } from '../protocol/rfb/client-filter.ts'

/** Bytes under way to a browser before the display has to wait, and when it may go on. */
const high = 1024 * 1024
const low = 256 * 1024
/** A browser that does not answer for two of these is gone, whatever its network says. */
export const pingInterval = 20_000

/** Milliseconds between the end of a display and the word that its session can't be reached. */
const displayGone = 1_500

export interface Bridge {
  setRights(rights: readonly Right[]): void
  close(code: number): void
  /** When its person last used keyboard or pointer; milliseconds since the Unix epoch. Kept nowhere else. */
  lastInput(): number
  readonly closed: Promise<BridgeEnd>
}

export interface BridgeEnd {
  /** Why this side closed, or else what the browser said; 1006 where it said nothing (RFC 6455, section 7.4.1). */
  readonly code: number
  readonly violation: string | null
}

export interface BridgeOptions {
  readonly rights: readonly Right[]
  readonly onEvent: (event: FilterEvent) => void
}

/** Joins a browser's websocket and a display: the client's half goes through the filter, the server's as it is. */
export function bridge(browser: WebSocket, display: Socket, options: BridgeOptions): Bridge {
  const filter = clientFilter(options.rights)
  let violation: string | null = null
  let answered = true
  let lastInput = Date.now()

  let ours: number | null = null

  const close = (code: number) => {
    ours ??= code
    display.destroy()
    if (browser.readyState === browser.OPEN) browser.close(code)
    else browser.terminate()
  }
  const write = (messages: readonly Buffer[]) => {
    if (messages.length === 0 || display.destroyed) return
    // One write: what the filter injects must not be separated from what it belongs to.
    const bytes = messages.length === 1 && messages[0] ? messages[0] : Buffer.concat(messages)
    if (display.write(bytes)) return
    browser.pause()
    display.once('drain', () => browser.resume())
  }

  browser.binaryType = 'nodebuffer'
  browser.on('message', (data, isBinary) => {
    try {
      if (!isBinary || !Buffer.isBuffer(data)) throw new RfbViolation('a text message')
      const { toServer, events, input } = filter.push(data)
      if (input) lastInput = Date.now()
      write(toServer)
      events.forEach(options.onEvent)
    } catch (error) {
      if (!(error instanceof RfbViolation)) throw error
      violation = error.message
      close(ConnectionClose.protocolViolation)
    }
  })
  display.on('data', (bytes: Buffer) => {
    browser.send(bytes, { binary: true, compress: false }, () => {
      if (display.isPaused() && browser.bufferedAmount < low) display.resume()
    })
    if (browser.bufferedAmount > high) display.pause()
  })
  // A display that goes away mostly means that the session ends; whoever knows says so within this time.
  display.on('close', () => {
    setTimeout(() => close(ConnectionClose.sessionUnreachable), displayGone).unref()
  })
  // Both sides tell the end of a connection by 'close' too; the error has nothing to add.
  display.on('error', () => display.destroy())
  browser.on('error', () => browser.terminate())
  browser.on('pong', () => {
    answered = true
  })
  const pinging = setInterval(() => {
    if (!answered) return browser.terminate()
    answered = false
    browser.ping()
  }, pingInterval)

  const closed = new Promise<BridgeEnd>((resolve) => {
    browser.once('close', (code) => {
      clearInterval(pinging)
      display.destroy()
      // Where this side closed and the browser never answered, the reason stays what it was.
      resolve({ code: ours ?? code, violation })
    })
  })
  return {
    setRights(rights) {
      const { toServer, reconnect } = filter.setRights(rights)
      // An answer that the client asked for while it might can no longer be told from the picture: start anew.
      if (reconnect) close(ConnectionClose.sessionUnreachable)
      else write(toServer)
    },
    close,
    lastInput: () => lastInput,
    closed,
  }
}
