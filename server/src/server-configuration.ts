import { readFile } from 'node:fs/promises'
import { Slug } from '@nahtlos/contract/identifiers'
import { z } from 'zod'

const Host = z.string().min(1)
const Port = z.number().int().min(0).max(65_535)

const loopback = ['127.0.0.1', '::1', 'localhost']

const Mail = z
  .strictObject({
    host: Host,
    port: Port,
    /** `starttls` demands it; without encryption mails go to this very machine only. */
    security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
    /** PEM file of an authority to trust besides the well-known ones. */
    authority: z.string().nullable().default(null),
    /** The password is in a file that only the server may read. */
    account: z
      .strictObject({ user: z.string().min(1), passwordFile: z.string().min(1) })
      .nullable()
      .default(null),
    from: z.strictObject({ name: z.string().min(1).max(100), address: z.email() }),
    /** Where people open the portal, e.g. `https://arbeitsplatz.stadt.example`. */
    portal: z.url({ protocol: /^https?$/ }),
  })
  .refine(({ security, host }) => security !== 'none' || loopback.includes(host), {
    message: 'mails go without encryption to this machine only',
    path: ['security'],
  })

/** Where settings are stored, and where the key is that seals them. */
const VaultPlace = z
  .strictObject({
    /** A directory; beyond one machine it is shared, or a bucket is used instead. */
    directory: z.string().min(1).nullable().default(null),
    /** A bucket by the S3 API; the endpoint's path is the bucket. */
    s3: z
      .strictObject({
        endpoint: z.url(),
        region: z.string().min(1),
        accessKeyId: z.string().min(1),
        /** A file with the secret access key alone. */
        secretFile: z.string().min(1),
      })
      .nullable()
      .default(null),
    /** Master keys, one a line, the present one first: in a file, or in an environment variable of this name. */
    masterKey: z
      .strictObject({
        file: z.string().min(1).nullable().default(null),
        environment: z.string().min(1).nullable().default(null),
      })
      .default({ file: null, environment: null }),
  })
  .refine(({ directory, s3 }) => (directory === null) !== (s3 === null), 'either a directory or a bucket')

/** How one server process runs: what `main.ts --config FILE` reads. Port 0 takes any free port. */
export const ServerConfiguration = z.strictObject({
  /** Directory of the server's own state: keys, the first-run secret, the private PostgreSQL. */
  state: z.string().min(1),
  /** A PostgreSQL (15 or later) of yours; null starts a private one in `state/postgresql`. */
  databaseUrl: z.string().nullable().default(null),
  /** Mutual TLS, for gateways and agents; `names` are the host names they reach it by. */
  internal: z.strictObject({ host: Host, port: Port, names: z.array(z.string()).min(1) }),
  /** TLS without client certificates, for enrolment only. */
  enrolment: z.strictObject({ host: Host, port: Port }),
  /** The listeners that the very first gateway may speak for; all others get theirs with their token. */
  firstGatewayListeners: z.array(Slug).min(1).default(['office']),
  vault: VaultPlace,
  /** Directory of the built portal; null where something else serves it. */
  portal: z.string().nullable().default(null),
  /** How mails go out; null sends none, and people are told in the portal alone. */
  mail: Mail.nullable().default(null),
  /** The account to drop to when started as root; null stays root (then PostgreSQL runs as `postgres`). */
  user: z.string().nullable().default(null),
  /** Where `/healthz` and `/metrics` answer, in plain HTTP: loopback only. Null listens on `state`'s admin socket alone. */
  admin: z
    .strictObject({ host: z.union([z.literal('127.0.0.1'), z.literal('::1')]), port: Port })
    .nullable()
    .default(null),
  /** Milliseconds between two evaluations of the context of every live connection. */
  reevaluateEvery: z.number().int().min(100).default(30_000),
  /** Milliseconds after which a session whose host went away is given up. */
  sessionLostAfter: z.number().int().min(100).default(120_000),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})
export type ServerConfiguration = z.infer<typeof ServerConfiguration>

/** Reads and checks a configuration file; the error names the file and every wrong field. */
export async function readServerConfiguration(file: string): Promise<ServerConfiguration> {
  const parsed = ServerConfiguration.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
