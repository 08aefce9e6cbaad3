import { constants, promises as files } from 'node:fs'
import { createConnection, type Socket } from 'node:net'

/** O_PATH of open(2), which Node does not name: a handle of the file itself, without opening what it stands for. */
const pathOnly = 0o10000000

/** There is no display to connect to, or what is there is not the session's. */
export class DisplayUnreachable extends Error {
  override name = 'DisplayUnreachable'
}

/**
 * Connects to a session's display. The directory of the socket belongs to the session's person, and this process
 * is root: a link in its place could lead to another person's display. So the file is held first, without following
 * links, then looked at, then connected to through the handle.
 */
export async function openDisplay(path: string, uid: number): Promise<Socket> {
  const handle = await files.open(path, pathOnly | constants.O_NOFOLLOW).catch((cause: unknown) => {
    throw new DisplayUnreachable(`there is no display at ${path}`, { cause })
  })
  try {
    const facts = await handle.stat()
    if (!facts.isSocket() || facts.uid !== uid || facts.nlink !== 1)
      throw new DisplayUnreachable(`${path} is not the socket of user ${uid}`)
    return await connected(`/proc/self/fd/${handle.fd}`)
  } finally {
    await handle.close()
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path })
    const refuse = (cause: unknown) => reject(new DisplayUnreachable('the display does not answer', { cause }))
    socket.once('error', refuse)
    socket.once('connect', () => {
      // Until whoever takes it listens for itself, a display that dies must not end this program.
      socket.off('error', refuse).on('error', () => socket.destroy())
      resolve(socket)
    })
  })
}
