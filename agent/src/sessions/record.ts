import { SessionOrder } from '@nahtlos/contract/host/desired'
import { HostSessionState } from '@nahtlos/contract/host/report'
import { Notice, Phase } from '@nahtlos/contract/session/state'
import { z } from 'zod'
import { EnvironmentRecord, emptyEnvironment } from '../environment/environment-record.ts'
import type { System } from '../system/system.ts'

/** What the agent must know of a session to find it again after it was killed at any moment. */
export const SessionRecord = z.object({
  order: SessionOrder,
  state: HostSessionState,
  phases: z.array(Phase),
  notices: z.array(Notice),
  detail: z.string().nullable(),
  /** The outer process of the session's namespace; null before it was started. */
  launcher: z.object({ pid: z.number().int(), startTime: z.string() }).nullable(),
  /** Its X display, e.g. `:3`, as it was read once, before anything of the person's ran; null before that. */
  display: z.string().nullable().default(null),
  /** From here on the home holds the person's work: it is captured before it is cleaned. */
  desktopStarted: z.boolean(),
  /** From here on all that is to be kept is out of the home, which may be half emptied: it is not captured again. */
  captured: z.boolean().default(false),
  environment: EnvironmentRecord.default(emptyEnvironment),
})
export type SessionRecord = z.infer<typeof SessionRecord>

export function newRecord(order: SessionOrder): SessionRecord {
  return {
    order,
    state: 'preparing',
    phases: [],
    notices: [],
    detail: null,
    launcher: null,
    display: null,
    desktopStarted: false,
    captured: false,
    environment: emptyEnvironment,
  }
}

export async function writeRecord(system: System, path: string, record: SessionRecord): Promise<void> {
  const text = `${JSON.stringify(record)}\n`
  // Only work that may lie in the home has to be known after a power cut; the rest must survive a killed agent.
  if (record.desktopStarted) await system.replaceText(path, text)
  else await system.exchangeText(path, text)
}

/** Null where there is none or where it is not one: such a session cannot be found again, only cleaned away. */
export async function readRecord(system: System, path: string): Promise<SessionRecord | null> {
  const text = await system.readText(path)
  if (text === null) return null
  try {
    return SessionRecord.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}
