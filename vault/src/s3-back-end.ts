import { S3mini, S3ServiceError } from 's3mini'
import { assertBlobKey, type BackEnd, type Blob, type BlobFacts, type BlobKey } from './back-end.ts'
import { VaultError } from './vault-error.ts'

export interface S3Options {
  /** With the bucket as its path, e.g. `https://s3.example.org/nahtlos`. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Milliseconds until a request counts as failed. */
  readonly patience?: number
  /** Names asked for in one listing. */
  readonly pageSize?: number
}

/**
 * Blobs as objects of a bucket, by the S3 API: PUT, GET, HEAD, DELETE and ListObjectsV2, nothing else, so that any
 * implementation will do (no conditional requests, no multipart: blobs are small). An object replaces another whole and
 * is durable when PUT has been answered: that is what S3 promises, and Swift with `s3api`, and what we rely on.
 */
export class S3BackEnd implements BackEnd {
  readonly #s3: S3mini

  readonly #pageSize: number

  constructor({ patience = 20_000, pageSize = 1000, ...options }: S3Options) {
    this.#pageSize = pageSize
    this.#s3 = new S3mini({ ...options, requestAbortTimeout: patience })
  }

  async put(key: BlobKey, bytes: Uint8Array): Promise<void> {
    assertBlobKey(key)
    await attempt(`store ${key}`, () => this.#s3.putObject(key, bytes))
  }

  async putAll(blobs: readonly Blob[]): Promise<void> {
    const put = await Promise.allSettled(blobs.map(({ key, bytes }) => this.put(key, bytes)))
    for (const one of put) if (one.status === 'rejected') throw one.reason
  }

  async get(key: BlobKey): Promise<Buffer> {
    assertBlobKey(key)
    return attempt(`read ${key}`, async () => {
      const answer = await this.#s3.getObjectResponse(key)
      if (answer === null) throw new VaultError('not-found', `there is no ${key}`)
      const bytes = Buffer.from(await answer.arrayBuffer())
      const length = answer.headers.get('content-length')
      if (length !== null && bytes.length !== Number(length)) {
        throw new VaultError('unavailable', `${bytes.length} of ${length} bytes of ${key} came`)
      }
      return bytes
    })
  }

  async has(key: BlobKey): Promise<boolean> {
    assertBlobKey(key)
    return attempt(`look for ${key}`, async () => (await this.#s3.objectExists(key)) === true)
  }

  async facts(key: BlobKey): Promise<BlobFacts | null> {
    assertBlobKey(key)
    return attempt(`look for ${key}`, async () => {
      const page = await this.#s3.listObjectsPaged('/', key, 1)
      const found = page?.objects?.find(({ Key }) => Key === key)
      return found === undefined ? null : { size: Number(found.Size), putAt: new Date(found.LastModified) }
    })
  }

  async *list(prefix: BlobKey): AsyncIterable<BlobKey> {
    assertBlobKey(prefix)
    let token: string | undefined
    do {
      const from = token
      const page = await attempt(`list ${prefix}`, async () => {
        // s3mini sends no delimiter for '/', so what lies deeper is listed too.
        const found = await this.#s3.listObjectsPaged('/', `${prefix}/`, this.#pageSize, from)
        if (found == null) throw new VaultError('unavailable', 'there is no such bucket')
        return found
      })
      for (const { Key } of page.objects ?? []) yield Key
      token = page.nextContinuationToken
    } while (token !== undefined)
  }

  async delete(key: BlobKey): Promise<void> {
    assertBlobKey(key)
    await attempt(`delete ${key}`, () => this.#s3.deleteObject(key).catch(unlessMissing))
  }
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof S3ServiceError && error.status === 404)) throw error
}

/** How implementations say that there is no room: by status (Swift's quotas 413, disks 507) or by the code in the body. */
const fullStatus = [413, 507]
const fullCode = /QuotaExceeded|StorageFull|InsufficientStorage|EntityTooLarge/

async function attempt<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof VaultError || error instanceof TypeError) throw asVaultError(what, error)
    if (!(error instanceof S3ServiceError))
      throw new VaultError('unavailable', `cannot ${what}: ${String(error)}`, error)
    const isFull = fullStatus.includes(error.status) || fullCode.test(error.serviceCode ?? '')
    throw new VaultError(isFull ? 'full' : 'unavailable', `cannot ${what}: ${error.message}`, error)
  }
}

/** `fetch` tells a broken connection as a TypeError with a cause; one of ours has none. */
function asVaultError(what: string, error: VaultError | TypeError): Error {
  if (error instanceof VaultError || error.cause === undefined) return error
  return new VaultError('unavailable', `cannot ${what}: ${String(error.cause)}`, error)
}
