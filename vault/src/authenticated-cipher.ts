import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16
/** AES-256-GCM keys. */
export const keyBytes = 32

/**
 * AES-256-GCM (NIST SP 800-38D): nonce of 96 random bits, ciphertext, tag. `about` is authenticated and not stored: what
 * is sealed about one thing cannot be passed off as another. Random nonces allow 2^32 seals under one key (section 8.3).
 */
export function seal(key: KeyObject | Buffer, about: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Null where the key is another one, it was sealed about something else, or it was changed. */
export function unseal(key: KeyObject | Buffer, about: string, sealed: Buffer): Buffer | null {
  if (sealed.length < nonceBytes + tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-tagBytes))
  const plain = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    // OpenSSL tells one thing only: that it is not authentic.
    return null
  }
}
