import type { z } from 'zod'

/**
 * Who may call a route at all; the handler then looks at whose thing it is.
 *
 * - `anyone`: no sign-in.
 * - `half-signed-in`: the password was right, more is due (second factor, own password).
 * - `staff`: fully signed in for the zone.
 * - `configuration-editor`: administrators, and who holds a role of the configuration that may edit something.
 * - a role: staff who hold it.
 */
export type Permission =
  | 'anyone'
  | 'half-signed-in'
  | 'staff'
  | 'approver'
  | 'administrator'
  | 'configuration-editor'
  | 'equipment-manager'
  | 'help-desk'
  | 'auditor'
  | 'data-protection'
  | 'archivist'
  | 'occupational-safety'
  | 'first-run'

/** One route of the public API, declared once: server, OpenAPI document and typed clients follow from it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Fastify's path syntax. */
  readonly path: string
  readonly summary: string
  readonly permission: Permission
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** The body of the good answer; `null` for 204. */
  readonly answer: z.ZodType | null
  /** 200 unless said otherwise. */
  readonly status?: 200 | 201 | 202
  /** The body may be megabytes (see `server/http/implement.ts`); only where the form needs it. */
  readonly large?: true
  /** The body is not JSON but a tar archive with gzip, which the handler reads as it comes. */
  readonly accepts?: 'archive'
  /** `events` for `text/event-stream`: each event's data is one `answer`. `archive` for a tar archive with gzip. */
  readonly stream?: 'events' | 'archive'
  /** The good answer is a file of this media type instead of JSON; `answer` is null then. */
  readonly file?: string
}

/** Keeps the literal types of a route, so that handler and schema can't drift apart. */
export function route<const R extends Route>(declaration: R): R {
  return declaration
}
