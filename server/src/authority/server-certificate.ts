import type { Authority, CertificateWithKey } from './authority.ts'
import { machineLifetime } from './certificate.ts'

/** What of a `tls.Server` is needed to change its certificate while it runs. */
export interface CertificateBearer {
  setSecureContext(options: { key: string; cert: string; ca: string }): void
}

export interface ServerCertificate {
  /** The present one, for new servers. */
  present(): CertificateWithKey
  /** Gives the server every later certificate too. */
  bear(server: CertificateBearer): void
  /** Issues a new one where less than a third of its life is left. */
  renewIfDue(): Promise<boolean>
  close(): void
}

const checkEvery = 3_600_000

/** The server's own certificate. Its key lives in memory only: a restart makes a new one, since the server is the authority. */
export async function keepServerCertificate(
  authority: Authority,
  names: readonly string[],
  failed: (error: unknown) => void,
  clock: () => Date = () => new Date(),
): Promise<ServerCertificate> {
  let present = await authority.issue('server', 'server', names)
  const bearers: CertificateBearer[] = []
  const renewIfDue = async () => {
    if (present.until.getTime() - clock().getTime() > machineLifetime / 3) return false
    present = await authority.issue('server', 'server', names)
    for (const bearer of bearers)
      bearer.setSecureContext({ key: present.key, cert: present.chain, ca: authority.certificate })
    return true
  }
  const timer = setInterval(() => renewIfDue().catch(failed), checkEvery)
  timer.unref()
  return {
    present: () => present,
    bear: (server) => void bearers.push(server),
    renewIfDue,
    close: () => clearInterval(timer),
  }
}
