import { randomBytes, webcrypto } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@nahtlos/identity/certificate-library'

/** A key that signs certificates, and the certificate that everybody trusts. */
export interface Root {
  readonly certificate: X509Certificate
  readonly key: webcrypto.CryptoKey
}

export const signatureAlgorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

/** Certificates begin a little in the past, so that a machine whose clock is slow takes them too. */
export const backdating = 5 * 60_000
const rootLifetime = 10 * 365 * 86_400_000

/**
 * Opens the root of this name in `directory`, or makes it at the first start. Key and certificate stand in one
 * file (mode 0600) that appears whole or not at all, so two replicas that start at once end up with the same root.
 * The certificate alone is written beside it as `NAME.pem` for those who shall trust it.
 */
export async function openRoot(directory: string, name: string, commonName: string, now: Date): Promise<Root> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const secret = join(directory, `${name}.secret.pem`)
  const pem = (await readIfThere(secret)) ?? (await establish(secret, commonName, now))
  const root = await parseRoot(pem)
  await replaceFile(join(directory, `${name}.pem`), `${root.certificate.toString('pem')}\n`, 0o644)
  return root
}

async function establish(path: string, commonName: string, now: Date): Promise<string> {
  const fresh = `${path}.${randomBytes(8).toString('hex')}`
  await writeDurably(fresh, await makeRoot(commonName, now), 0o600)
  try {
    await link(fresh, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(fresh)
  }
  return readFile(path, 'utf8')
}

async function makeRoot(commonName: string, now: Date): Promise<string> {
  const keys = (await webcrypto.subtle.generateKey(signatureAlgorithm, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${commonName}`,
    serialNumber: randomSerial(),
    notBefore: new Date(now.getTime() - backdating),
    notAfter: new Date(now.getTime() + rootLifetime),
    signingAlgorithm: signatureAlgorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  return `${key}\n${certificate.toString('pem')}\n`
}

async function parseRoot(pem: string): Promise<Root> {
  const [key, certificate] = PemConverter.decode(pem)
  if (key === undefined || certificate === undefined)
    throw new Error('the root file is damaged; restore it from the backup')
  return {
    certificate: new X509Certificate(certificate),
    key: await webcrypto.subtle.importKey('pkcs8', key, signatureAlgorithm, false, ['sign']),
  }
}

/** 128 random bits, positive and without a leading zero octet, so that its encoding is the shortest (RFC 5280 section 4.1.2.2). */
export function randomSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const fresh = `${path}.${randomBytes(8).toString('hex')}`
  await writeDurably(fresh, text, mode)
  await rename(fresh, path)
}

async function writeDurably(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(path, mode)
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
