import { z } from 'zod'

const Place = z.string().regex(/^\//, 'an absolute path')

/** What an agent is told at its start; everything else comes from the server. */
export const AgentConfiguration = z.strictObject({
  /** Directory of key and certificate. */
  identity: Place,
  /** Enrolment token, needed while there is no identity yet. */
  token: z.string().nullable(),
  /** Directory for records, logs and the settings cache. */
  state: Place,
  /** Directory for sockets; a unix socket's path has at most 107 bytes, and 56 of them are ours. */
  run: Place.max(50, 'at most 50 characters, because the paths of sockets are short'),
  /** Directory of the sessions' homes. */
  homes: Place,
  /** Directory with one folder for each account: the home drives, mounted or local. */
  homeDrives: Place,
  /** Make a home drive where one is missing: only where they are local folders, or an unmounted share would be filled. */
  makeHomeDrives: z.boolean().default(false),
  listen: z.strictObject({ host: z.string(), port: z.number().int().min(0).max(65535) }),
  /** `name:port` under which gateways reach this agent. */
  address: z.string(),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})
export type AgentConfiguration = z.infer<typeof AgentConfiguration>
