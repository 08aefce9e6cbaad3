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
  readonly picture: Uint32Array
}

/** The window of a browser that the desktop is shown in. */
export interface Window {
  readonly width: number
  readonly height: number
  /** Whether the start already says how large it is; else the desktop is made as large when the browser connects. */
  readonly told: boolean
}

/** Looks at a session while its desktop stands. */
export type Look = (session: string) => Promise<void>

/** Seconds that the first end may take, which puts all settings into the vault. */
const saving = 180

/** Presses *Desktop starten* as the portal does, connects through gateway and agent, and logs off again. */
export async function startByProduct(
  person: Visitor,
  target: Target,
  { width, height, told }: Window,
  look?: Look,
): Promise<ProductStart> {
  const size = { width, height }
  const pressed = performance.now()
  const { id: session } = await person.call(startSession, { body: told ? { ...target, screen: size } : target })
  const input = { params: { session } }
  const state = await person.until(sessionEvents, input, ({ state }) => state !== 'placing' && state !== 'preparing')
  const ready = performance.now() - pressed
  if (state.state !== 'ready') throw new Error(`the session is ${state.state}: ${JSON.stringify(state.problem)}`)
  const { ticket } = await person.call(connectSession, input)
  const viewer = await settled(await ticketWire(person.origin, ticket, person.cookie()), size)
  const drawn = drawnAt(viewer.rectangles, viewer.width, viewer.height)
  if (drawn === undefined) throw new Error('the session sent no picture')
  if (viewer.width !== width || viewer.height !== height)
    throw new Error(`the picture is ${viewer.width} × ${viewer.height}`)
  viewer.close()
  await look?.(session)
  const { phases } = await person.call(mySession, input)
  await person.call(endSession, input)
  const { notices } = await person.until(sessionEvents, input, ({ state }) => state === 'ended', saving)
  // Settings that are not in the vault would make the next start a lighter one.
  if (notices.includes('settings-not-saved')) throw new Error('the settings were not saved: is this machine too busy?')
  return {
    drawn: drawn - pressed,
    ready,
    picture: viewer.picture(),
    phases: Object.fromEntries(
      phases.map(({ name, startedAt, endedAt }) => [name, (endedAt ?? startedAt) - startedAt]),
    ),
  }
}
