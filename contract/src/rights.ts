import { z } from 'zod'

/**
 * What a connection may do with its session. Everything not granted is denied.
 *
 * - `control`: keyboard, pointer and size; without it the connection only watches.
 * - `clipboard-in`: paste from the client's machine into the session.
 * - `clipboard-out`: copy from the session to the client's machine.
 * - `upload`: give a file of the client's machine to the session.
 * - `download`: take a file of the session to the client's machine.
 * - `print`: print on a printer of the client's machine.
 * - `sound`: hear the session.
 * - `microphone`: be heard by the session.
 */
export const Right = z.enum([
  'control',
  'clipboard-in',
  'clipboard-out',
  'upload',
  'download',
  'print',
  'sound',
  'microphone',
])
export type Right = z.infer<typeof Right>

/** A set of rights, sorted and without repetition, so that equal sets are equal texts. */
export const Rights = z.array(Right).transform((rights) => [...new Set(rights)].sort())
export type Rights = Right[]
