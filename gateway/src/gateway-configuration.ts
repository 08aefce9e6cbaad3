import { Slug } from '@nahtlos/contract/identifiers'
import { z } from 'zod'
import { isLoopback } from './client-address.ts'

const Port = z.number().int().min(0).max(65_535)

const Listener = z
  .strictObject({
    /** Zones refer to it, and a ticket is good on one listener only. */
    name: Slug,
    host: z.string().min(1),
    port: Port,
    /** Paths of PEM files; null serves plain HTTP, on loopback addresses only. */
    tls: z.strictObject({ certificate: z.string(), key: z.string() }).nullable(),
  })
  .refine((listener) => listener.tls !== null || isLoopback(listener.host), {
    path: ['tls'],
    error:
      'Plain HTTP is served on loopback addresses only (127.0.0.1, ::1). Name a certificate and its key, or listen on loopback.',
  })

/** Every limit has a default that suits a city; all counts are per gateway process. */
export const GatewayLimits = z.strictObject({
  /** Bytes of a request's body. */
  body: z
    .number()
    .int()
    .positive()
    .default(2 * 1024 * 1024),
  /** Bytes of a request's headers, cookies included. */
  headers: z
    .number()
    .int()
    .positive()
    .default(16 * 1024),
  /** Milliseconds until a request's headers, and the whole request, have to be there. */
  headersTimeout: z.number().int().positive().default(10_000),
  requestTimeout: z.number().int().positive().default(60_000),
  /** Milliseconds that server and agent have to take a connection, and the server to begin an answer. */
  connectTimeout: z.number().int().positive().default(5_000),
  answerTimeout: z.number().int().positive().default(60_000),
  connections: z.number().int().positive().default(20_000),
  connectionsPerAddress: z.number().int().positive().default(1_000),
  /** New connections that one address may open in a second. */
  connectionRate: z.number().positive().default(200),
  /** Desktops that are open at the same time. */
  relays: z.number().int().positive().default(5_000),
})
export type GatewayLimits = z.infer<typeof GatewayLimits>

export const GatewayConfiguration = z.strictObject({
  /** Directory of this gateway's identity; the last good ticket keys are kept there too. */
  identity: z.string().min(1),
  /** Enrolment token for the first start; ignored where there is an identity. */
  token: z.string().nullable(),
  listeners: z.array(Listener).min(1),
  /** Where `/healthz` and `/metrics` answer: loopback or a unix socket, never a public listener. */
  monitor: z
    .union([
      z.strictObject({
        host: z.string().refine(isLoopback, 'health and metrics are served on loopback only'),
        port: Port,
      }),
      z.strictObject({ socket: z.string().min(1) }),
    ])
    .nullable()
    .default(null),
  limits: GatewayLimits.prefault({}),
  /** The account to become after listening, when started as root. */
  user: z.string().nullable(),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})
export type GatewayConfiguration = z.infer<typeof GatewayConfiguration>
/** As written in a file or by a caller, before defaults. */
export type GatewayConfigurationInput = z.input<typeof GatewayConfiguration>
export type ListenerConfiguration = GatewayConfiguration['listeners'][number]
