import { chown, readFile, writeFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import { type HostName, hostNames, type Layout } from './layout.ts'
import { type MailPlace, securityTo } from './mail-place.ts'
import { loopback, type Ports } from './ports.ts'
import type { SystemAccount } from './system-account.ts'

export type ProgramName = 'server' | 'gateway' | HostName
export const programNames: readonly ProgramName[] = ['server', 'gateway', ...hostNames]

export interface Wiring {
  readonly layout: Layout
  readonly ports: Ports
  /** Where browsers come to. */
  readonly publicHost: string
  /** Whether the public doors are encrypted, with the files in `layout.certificate`. */
  readonly encrypted: boolean
  /** The built portal. */
  readonly portal: string
  /** Milliseconds between two evaluations of a live connection's context. */
  readonly reevaluateEvery: number
  readonly logLevel: string
  /** Which mail server gets the mails; null sends none. */
  readonly mail: MailPlace | null
}

/** One gateway has both doors here; where the outside is a network of strangers, each place has a gateway of its own. */
const gatewayListeners = ['office', 'outside'] as const

const names = { office: 'amt', outside: 'zuhause' } as const

/** Where a browser finds one of the two doors. */
export function originOf({ encrypted, publicHost, ports }: Wiring, door: 'office' | 'outside'): string {
  const publicName = isIPv6(publicHost) ? `[${publicHost}]` : publicHost
  return encrypted ? `https://${publicName}:${ports[door]}` : `http://${names[door]}.localhost:${ports[door]}`
}

function mailTo(place: MailPlace, portal: string): Record<string, unknown> {
  const from = { name: 'Stadt Lindenbrück', address: 'nahtlos@lindenbrueck.example' }
  return { ...place, security: securityTo(place), from, portal }
}

/** What each program's `--config` file holds, without the tokens that are good only once. */
export function configurationsOf(wiring: Wiring): Record<ProgramName, Record<string, unknown>> {
  const { layout, ports, logLevel } = wiring
  const tls = wiring.encrypted
    ? { certificate: join(layout.certificate, 'certificate.pem'), key: join(layout.certificate, 'key.pem') }
    : null
  const host = (name: HostName, port: number) => ({
    ...layout.hosts[name],
    token: null,
    homeDrives: layout.homeDrives,
    makeHomeDrives: true,
    listen: { host: loopback, port },
    address: `${loopback}:${port}`,
    logLevel,
  })
  return {
    server: {
      state: layout.server,
      databaseUrl: null,
      internal: { host: loopback, port: ports.internal, names: [loopback, 'localhost'] },
      enrolment: { host: loopback, port: ports.enrolment },
      firstGatewayListeners: gatewayListeners,
      vault: { directory: layout.vault },
      portal: wiring.portal,
      mail: wiring.mail === null ? null : mailTo(wiring.mail, originOf(wiring, 'office')),
      // It is started as that account already.
      user: null,
      reevaluateEvery: wiring.reevaluateEvery,
      logLevel,
    },
    gateway: {
      identity: layout.gateway,
      token: null,
      listeners: [
        { name: 'office', host: wiring.publicHost, port: ports.office, tls },
        { name: 'outside', host: wiring.publicHost, port: ports.outside, tls },
      ],
      user: null,
      logLevel,
    },
    'host-a': host('host-a', ports.hostA),
    'host-b': host('host-b', ports.hostB),
  }
}

export function configurationFile(layout: Layout, name: ProgramName): string {
  return join(layout.configurations, `${name}.json`)
}

/** Writes a program's configuration, readable by root and the program alone since a token may be in it. */
export async function writeConfiguration(
  layout: Layout,
  name: ProgramName,
  content: Record<string, unknown>,
  account: SystemAccount,
): Promise<void> {
  const file = configurationFile(layout, name)
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o640 })
  await chown(file, 0, account.gid)
}

/** Whether a machine got its certificate already. */
export async function isEnrolled(identity: string): Promise<boolean> {
  return readFile(join(identity, 'certificate.pem')).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}
