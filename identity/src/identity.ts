import { createPrivateKey, X509Certificate } from 'node:crypto'
import { Role } from '@nahtlos/contract/enrolment'
import { Slug } from '@nahtlos/contract/identifiers'
import { z } from 'zod'
import { IdentityError } from './identity-error.ts'
import { type IdentityFiles, readIdentityFiles } from './identity-files.ts'
import { identityOf } from './peer.ts'

/** The part of an identity that stands in `identity.json`. */
export const IdentityDescription = z.strictObject({
  role: Role,
  name: Slug,
  /** `name:port` of the server's internal listener. */
  server: z.string(),
  /** Under which names this machine asked for its certificate; renewal asks for them again. */
  names: z.array(z.string()),
  /** `name:port` where an agent is reached; null for a gateway. */
  address: z.string().nullable(),
})
export type IdentityDescription = z.infer<typeof IdentityDescription>

/** Who a machine is, whole and verified: the key fits the certificate, the certificate is the authority's. */
export interface Identity extends IdentityDescription {
  readonly directory: string
  /** PEM. */
  readonly key: string
  readonly certificate: string
  readonly authority: string
  readonly from: Date
  readonly until: Date
}

/**
 * Reads an identity and checks that it is one; a lapsed certificate is loaded too, its owner has to say so.
 *
 * @throws IdentityError `not-enrolled` where there is none, `damaged` where the files contradict each other
 */
export async function loadIdentity(directory: string): Promise<Identity> {
  const files = await readIdentityFiles(directory, (key, certificate) => fits(key, certificate))
  if (files === null)
    throw new IdentityError('not-enrolled', `${directory} holds no identity. Give this machine an enrolment token.`)
  return identityFrom(directory, files)
}

export function identityFrom(directory: string, files: IdentityFiles): Identity {
  const damaged = (what: string, cause?: unknown) =>
    new IdentityError('damaged', `The identity in ${directory} is not usable: ${what}. Enrol this machine anew.`, {
      cause,
    })
  const description = parseDescription(files.description)
  if (description === null) throw damaged('identity.json does not fit its schema')
  const certificate = parseCertificate(files.certificate)
  const authority = parseCertificate(files.authority)
  if (certificate === null || authority === null) throw damaged('a certificate can not be read')
  if (!fits(files.key, files.certificate)) throw damaged('the key does not fit the certificate')
  if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey))
    throw damaged('the certificate is not signed by the authority beside it')
  const named = identityOf(certificate)
  if (named?.role !== description.role || named.name !== description.name)
    throw damaged('the certificate names somebody else')
  return {
    ...description,
    directory,
    key: files.key,
    certificate: files.certificate,
    authority: files.authority,
    from: certificate.validFromDate,
    until: certificate.validToDate,
  }
}

function fits(key: string, certificate: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
  } catch {
    // A file that is no key or no certificate fits nothing; the caller says that the identity is damaged.
    return false
  }
}

function parseCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem)
  } catch {
    return null
  }
}

function parseDescription(text: string): IdentityDescription | null {
  try {
    return IdentityDescription.parse(JSON.parse(text))
  } catch {
    return null
  }
}
