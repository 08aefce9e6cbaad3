import { clientMessage } from './client-message.ts'

/** More keys than hands hold; beyond it a client plays tricks and the rest is not tracked. */
const keysMaximum = 64

/**
 * The keys and buttons that a client holds down, so that they can be let go when it loses `control`: otherwise
 * a pressed Control key would stay pressed for whoever controls the session next.
 */
export interface Pressed {
  /** Takes notice of a key, QEMU key or pointer message that goes to the server. */
  note(message: Buffer): void
  /** Messages that let everything go; nothing is held afterwards. */
  release(): readonly Buffer[]
}

export function pressed(): Pressed {
  const keys = new Map<number, Buffer>()
  let pointer: Buffer | null = null
  return {
    note(message) {
      if (message[0] === clientMessage.pointer) {
        pointer = message[1] === 0 ? null : Buffer.from(message)
        return
      }
      // KeyEvent has the keysym at 4; the QEMU message has it at 4 too, and the key code at 8.
      const qemu = message[0] === clientMessage.qemu
      const down = qemu ? message.readUInt16BE(2) !== 0 : message[1] !== 0
      const key = qemu ? -1 - message.readUInt32BE(8) : message.readUInt32BE(4)
      if (!down) keys.delete(key)
      else if (keys.size < keysMaximum) keys.set(key, Buffer.from(message))
    },
    release() {
      const messages = [...keys.values()].map((message) => {
        if (message[0] === clientMessage.qemu) message.writeUInt16BE(0, 2)
        else message[1] = 0
        return message
      })
      keys.clear()
      if (pointer) {
        pointer[1] = 0
        messages.push(pointer)
        pointer = null
      }
      return messages
    },
  }
}
