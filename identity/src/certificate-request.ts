import { webcrypto } from 'node:crypto'
import { PemConverter, Pkcs10CertificateRequestGenerator } from './certificate-library.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

export interface KeyWithRequest {
  /** PKCS #8, PEM. */
  readonly key: string
  /** Certificate signing request (RFC 2986), PEM. It names nobody: role and name are the authority's decision. */
  readonly request: string
}

/** Makes a fresh key and proves with its signature that we hold it. */
export async function makeKeyWithRequest(): Promise<KeyWithRequest> {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=nahtlos',
    keys,
    signingAlgorithm: algorithm,
  })
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { key: `${PemConverter.encode(key, 'PRIVATE KEY')}\n`, request: request.toString('pem') }
}
