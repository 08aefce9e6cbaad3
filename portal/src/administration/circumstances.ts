import type { SimulationChoices } from '@nahtlos/contract/api/configuration'
import type { SimulationQuestion } from '../api/administration.ts'

/** What the form asks about place, time and session. */
export interface Circumstances {
  readonly zone: string
  readonly address: string
  /** `2026-03-02T07:30`, by the clock of the browser. */
  readonly at: string
  readonly secondFactor: boolean
  readonly enrolledDevice: boolean
  readonly inSession: boolean
  readonly minutes: string
  readonly host: string
  /** Empty is a whole desktop. */
  readonly app: string
}

/** Now, from the first place, before a session. */
export function presentCircumstances(): Circumstances {
  const now = new Date()
  const at = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  return {
    zone: '',
    address: '',
    at,
    secondFactor: true,
    enrolledDevice: false,
    inSession: false,
    minutes: '0',
    host: '',
    app: '',
  }
}

export const isDated = ({ at }: Circumstances) => at !== '' && !Number.isNaN(new Date(at).getTime())

/** The context that the form describes; null while it describes none. */
export function contextOf(
  { zones, pools }: SimulationChoices,
  { zone, address, at, secondFactor, enrolledDevice, ...session }: Circumstances,
): SimulationQuestion['context'] | null {
  const place = zones.find(({ id }) => id === zone) ?? zones[0]
  const time = new Date(at)
  if (place === undefined || Number.isNaN(time.getTime())) return null
  const context = {
    at: time.toISOString(),
    listener: place.listener,
    clientAddress: address.trim() === '' ? place.exampleAddress : address.trim(),
    secondFactor,
    enrolledDevice,
  }
  if (!session.inSession) return context
  const pool = pools.find(({ hosts }) => hosts.includes(session.host)) ?? pools[0]
  if (pool === undefined) return context
  const startedAt = new Date(time.getTime() - (Number(session.minutes) || 0) * 60_000).toISOString()
  const host = pool.hosts.includes(session.host) ? session.host : (pool.hosts[0] ?? pool.id)
  return { ...context, session: { app: session.app === '' ? null : session.app, startedAt, host, pool: pool.id } }
}
