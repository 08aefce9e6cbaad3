import { hash, randomBytes } from 'node:crypto'
import type { PersonId } from '@nahtlos/contract/identifiers'
import { keyBytes, seal, unseal } from './authenticated-cipher.ts'
import { VaultError } from './vault-error.ts'

/** A data key as it may lie in a database: of no use without the master key of this id. */
export interface WrappedKey {
  readonly masterKey: string
  readonly wrapped: Buffer
}

/**
 * The keys that wrap every person's data key. The first one wraps; those behind it only open what they wrapped before,
 * until a rotation has wrapped it anew. A key's id follows from the key, so a file cannot mix them up.
 */
export class MasterKeys {
  readonly #keys: ReadonlyMap<string, Buffer>
  readonly currentId: string

  private constructor(keys: readonly Buffer[]) {
    this.#keys = new Map(keys.map((key) => [idOf(key), key]))
    const [first] = this.#keys.keys()
    if (first === undefined) throw new TypeError('there is no master key')
    this.currentId = first
  }

  /** One key a line or comma, 32 bytes in base64url; lines that begin with `#` are comments. Throws a TypeError. */
  static parse(text: string): MasterKeys {
    const lines = text.split(/[\n,]/).map((line) => line.trim())
    const keys = lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => Buffer.from(line, 'base64url'))
    if (keys.some((key) => key.length !== keyBytes))
      throw new TypeError(`a master key has ${keyBytes} bytes, base64url`)
    return new MasterKeys(keys)
  }

  /** A new key for such a text. */
  static generate(): string {
    return randomBytes(keyBytes).toString('base64url')
  }

  has(id: string): boolean {
    return this.#keys.has(id)
  }

  get ids(): string[] {
    return [...this.#keys.keys()]
  }

  wrap(person: PersonId, dataKey: Buffer): WrappedKey {
    const key = this.#keys.get(this.currentId)
    if (key === undefined) throw new TypeError('there is no master key')
    return { masterKey: this.currentId, wrapped: seal(key, about(person), dataKey) }
  }

  /** `corrupt` where no key here opens it: another master key, another person, or changed bytes. */
  unwrap(person: PersonId, { masterKey, wrapped }: WrappedKey): Buffer {
    const key = this.#keys.get(masterKey)
    if (key === undefined) throw new VaultError('corrupt', `the master key ${masterKey} is not here`)
    const dataKey = unseal(key, about(person), wrapped)
    if (dataKey === null) throw new VaultError('corrupt', `the data key of ${person} cannot be opened`)
    return dataKey
  }
}

export function newDataKey(): Buffer {
  return randomBytes(keyBytes)
}

function about(person: PersonId): string {
  return `nahtlos data key ${person.toLowerCase()}`
}

function idOf(key: Buffer): string {
  return hash('sha256', Buffer.concat([Buffer.from('nahtlos master key '), key]), 'hex').slice(0, 16)
}
