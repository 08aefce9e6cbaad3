import { join } from 'node:path'
import { sessionFiles } from '../launcher/first-process.ts'

/** Where the agent keeps things; `run` must be short, because a unix socket's path has at most 107 bytes. */
export interface Places {
  readonly state: string
  readonly run: string
  readonly homes: string
  readonly homeDrives: string
  readonly makeHomeDrives: boolean
}

export interface SessionPaths {
  /** Everything of one session that the session itself sees. */
  readonly session: string
  readonly home: string
  readonly homeDrive: string
  readonly makeHomeDrive: boolean
  readonly record: string
  readonly socket: string
  readonly name: string
  readonly go: string
  readonly script: string
  /** What goes into the session later. */
  readonly enter: string
  readonly log: string
  /** What the ways to mount its drives write. */
  readonly drives: string
  /** A file of `appFiles`. */
  app(name: string): string
}

/** A home belongs to one session, so two sessions of one person never write over each other's settings. */
export function sessionPaths(places: Places, id: string, account: string): SessionPaths {
  const session = join(places.run, id)
  return {
    session,
    home: join(places.homes, id),
    homeDrive: join(places.homeDrives, account),
    makeHomeDrive: places.makeHomeDrives,
    record: join(places.state, 'sessions', `${id}.json`),
    socket: join(session, sessionFiles.socket),
    name: join(session, sessionFiles.name),
    go: join(session, sessionFiles.go),
    script: join(session, sessionFiles.script),
    enter: join(session, sessionFiles.enter),
    log: join(places.state, 'logs', `${id}.log`),
    drives: join(places.state, 'drives', id),
    app: (name) => join(session, name),
  }
}
