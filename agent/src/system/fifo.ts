import { closeSync, constants, openSync, readSync } from 'node:fs'
import { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { FifoEar } from './system.ts'

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants

/** Milliseconds between two pieces: whoever shouts without end costs the host no more than this lets through. */
const breath = 5

export function listenFifo(path: string, heard: (text: string) => Promise<void>): FifoEar {
  // Open for writing too, or it would end whenever the last of those who speak goes away.
  const socket = new Socket({ fd: openSync(path, O_RDWR | O_NONBLOCK | O_NOFOLLOW), readable: true, writable: false })
  socket.on('data', (piece: Buffer) => {
    socket.pause()
    void heard(piece.toString('latin1'))
      .then(() => setTimeout(breath))
      .then(() => socket.resume())
  })
  socket.on('error', () => socket.destroy())
  return { close: () => socket.destroy() }
}

export function fifoReleased(path: string, signal: AbortSignal): Promise<void> {
  const descriptor = openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
  if (!isHeld(descriptor)) {
    closeSync(descriptor)
    return Promise.resolve()
  }
  const { promise, resolve } = Promise.withResolvers<void>()
  const socket = new Socket({ fd: descriptor, readable: true, writable: false })
  // What is written into it has no meaning; it is only read so that the end is seen.
  socket.resume()
  socket.on('error', () => socket.destroy())
  socket.on('close', () => resolve())
  socket.on('end', () => socket.destroy())
  signal.addEventListener('abort', () => socket.destroy(), { once: true })
  if (signal.aborted) socket.destroy()
  return promise
}

export function isFifoHeld(path: string): boolean {
  const descriptor = openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
  try {
    return isHeld(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** fifo(7): reading answers 0 where nobody has it open for writing, and EAGAIN where somebody has and is silent. */
function isHeld(descriptor: number): boolean {
  try {
    return readSync(descriptor, Buffer.alloc(1024)) > 0
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return true
    throw error
  }
}
