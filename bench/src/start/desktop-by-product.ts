import {
  connectSession,
  endSession,
  session as mySession,
  sessionEvents,
  startSession,
} from '@nahtlos/contract/api/workplace'
import type { Target } from '@nahtlos/contract/session/target'
import { drawnAt } from '@nahtlos/tests/display/drawn'
import { ticketWire } from '@nahtlos/tests/display/wire'
import type { Visitor } from '@nahtlos/tests/people/visitor'
import { settled } from './settled.ts'

export interface ProductStart {
  /** Milliseconds from pressing the button until the desktop is drawn. */
  readonly drawn: number
  /** Milliseconds from pressing the button until the session is ready to be connected. */
  readonly ready: number
  /** Milliseconds of each phase; phases overlap. */
  readonly phases: Readonly<Record<string, number>>
  readonly width: number
  readonly height: number
}

/** Looks at a session while its desktop stands. */
export type Look = (session: string) => Promise<void>

/** Presses *Desktop starten* as the portal does, connects through gateway and agent, and logs off again. */
export async function startByProduct(person: Visitor, target: Target, look?: Look): Promise<ProductStart> {
  const pressed = performance.now()
  const { id: session } = await person.call(startSession, { body: target })
  const input = { params: { session } }
  const state = await person.until(sessionEvents, input, ({ state }) => state !== 'placing' && state !== 'preparing')
  const ready = performance.now() - pressed
  if (state.state !== 'ready') throw new Error(`the session is ${state.state}: ${JSON.stringify(state.problem)}`)
  const { ticket } = await person.call(connectSession, input)
  const viewer = await settled(await ticketWire(person.origin, ticket))
  const drawn = drawnAt(viewer.rectangles, viewer.width, viewer.height)
  if (drawn === undefined) throw new Error('the session sent no picture')
  viewer.close()
  await look?.(session)
  const { phases } = await person.call(mySession, input)
  await person.call(endSession, input)
  await person.until(sessionEvents, input, ({ state }) => state === 'ended')
  return {
    drawn: drawn - pressed,
    ready,
    phases: Object.fromEntries(
      phases.map(({ name, startedAt, endedAt }) => [name, (endedAt ?? startedAt) - startedAt]),
    ),
    width: viewer.width,
    height: viewer.height,
  }
}
