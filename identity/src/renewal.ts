import { EventEmitter } from 'node:events'
import type { Renewal } from '@nahtlos/contract/enrolment'
import { renewalPath } from '@nahtlos/contract/host/link'
import { makeKeyWithRequest } from './certificate-request.ts'
import { acceptEnrolled, fingerprintOf } from './enrol.ts'
import type { Identity } from './identity.ts'
import { clientTlsOptions } from './mutual-tls.ts'
import { parseAddress } from './network-address.ts'
import { postJson } from './post.ts'

/** Two thirds of the lifetime, so that a server may be away for a third of it. */
export function isRenewalDue(identity: Pick<Identity, 'from' | 'until'>, now: Date): boolean {
  const lifetime = identity.until.getTime() - identity.from.getTime()
  return now.getTime() >= identity.from.getTime() + (lifetime * 2) / 3
}

/** Asks for a new certificate with a new key, and replaces the files. @throws IdentityError; the old one stays then */
export async function renewIdentity(identity: Identity): Promise<Identity> {
  const { key, request } = await makeKeyWithRequest()
  const body: Renewal = { request, names: [...identity.names], address: identity.address }
  const tls = clientTlsOptions(identity, 'server')
  const answer = await postJson(parseAddress(identity.server), renewalPath, tls, body)
  return acceptEnrolled(identity.directory, answer, key, body, fingerprintOf(identity.authority))
}

export interface KeptIdentity extends EventEmitter<{ renewed: [Identity]; failed: [unknown] }> {
  /** For new connections. Open ones live on with the certificate that they began with. */
  present(): Identity
  renewIfDue(): Promise<boolean>
  close(): void
}

const checkEvery = 10 * 60_000

/** Keeps an identity fresh; a renewal that fails is tried again at the next check and told by `failed`. */
export function keepIdentity(identity: Identity, clock: () => Date = () => new Date()): KeptIdentity {
  let present = identity
  let underWay: Promise<boolean> | null = null
  const renew = async () => {
    present = await renewIdentity(present)
    kept.emit('renewed', present)
    return true
  }
  const renewIfDue = () => {
    if (!isRenewalDue(present, clock())) return Promise.resolve(false)
    underWay ??= renew().finally(() => {
      underWay = null
    })
    return underWay
  }
  const timer = setInterval(() => renewIfDue().catch((error: unknown) => kept.emit('failed', error)), checkEvery)
  timer.unref()
  const kept: KeptIdentity = Object.assign(new EventEmitter<{ renewed: [Identity]; failed: [unknown] }>(), {
    present: () => present,
    renewIfDue,
    close: () => clearInterval(timer),
  })
  return kept
}
