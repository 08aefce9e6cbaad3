import type { webcrypto } from 'node:crypto'
import { Pkcs10CertificateRequest } from '@nahtlos/identity/certificate-library'
import { signatureAlgorithm } from './root.ts'

/** Why a certificate signing request is not taken; the message may be told to the machine that sent it. */
export class CertificateRequestError extends Error {}

/**
 * Takes nothing from the request (RFC 2986) but its key, and that only after its signature proved that the
 * sender holds the private half. Names and extensions asked for in it are ignored: they come from the token.
 */
export async function publicKeyOfRequest(pem: string): Promise<webcrypto.CryptoKey> {
  const request = parse(pem)
  const algorithm = request.publicKey.algorithm
  if (algorithm.name !== 'ECDSA' || !('namedCurve' in algorithm) || algorithm.namedCurve !== 'P-256')
    throw new CertificateRequestError('the key of the request is not ECDSA P-256')
  if (!(await verifies(request))) throw new CertificateRequestError('the signature of the request does not verify')
  return request.publicKey.export(signatureAlgorithm, ['verify'])
}

function parse(pem: string): Pkcs10CertificateRequest {
  try {
    return new Pkcs10CertificateRequest(pem)
  } catch (cause) {
    throw new CertificateRequestError('this is no certificate signing request in PEM', { cause })
  }
}

async function verifies(request: Pkcs10CertificateRequest): Promise<boolean> {
  try {
    return await request.verify()
  } catch (cause) {
    throw new CertificateRequestError('the signature of the request can not be checked', { cause })
  }
}
