import { z } from 'zod'

/**
 * What a connection may do with its session. Everything not granted is denied.
 *
 * - `control`: keyboard, pointer and size; without it the connection only watches.
 * - `clipboard-in`: paste from the client's machine into the session.
 * - `clipboard-out`: copy from the session to the client's machine.
 */
export const Right = z.enum(['control', 'clipboard-in', 'clipboard-out'])
export type Right = z.infer<typeof Right>

/** A set of rights, sorted and without repetition, so that equal sets are equal texts. */
export const Rights = z.array(Right).transform((rights) => [...new Set(rights)].sort())
export type Rights = Right[]
