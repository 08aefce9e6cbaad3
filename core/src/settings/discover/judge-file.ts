import { type LeftBehind, leftBehindBy } from './left-behind.ts'

/** A file that an app wrote into a fresh home, looked at from outside. */
export interface WrittenFile {
  readonly path: string
  readonly size: number
  /** Bits per byte of its first bytes, from 0 to 8. */
  readonly entropy: number
  readonly isDatabase: boolean
  /** Whether a second fresh home got the very same file under the same name. */
  readonly isRepeated: boolean
}

export interface Judgement {
  readonly path: string
  readonly keep: boolean
  /** A sentence for the administrator. */
  readonly reason: string
  /** The rule by which it is left behind; absent where it is kept, or left behind for itself. */
  readonly rule?: LeftBehind
}

/** Bits per byte above which a file is compressed, encrypted or random; text has 4 to 6. */
const denseFrom = 7.4
const denseSize = 4096
/** Bytes above which no file of settings goes by itself. */
const largeFrom = 2 * 1024 * 1024

/** Whether a file is one of the app's settings, and why. Pure. */
export function judgeFile(file: WrittenFile): Judgement {
  const told = (keep: boolean, reason: string): Judgement => ({ path: file.path, keep, reason })
  const rule = leftBehindBy(file.path)
  if (rule !== null) return { ...told(false, rule.reason), rule }
  if (file.size > largeFrom) return told(false, `is larger than settings are (${file.size} bytes)`)
  if (file.isDatabase) return told(true, 'is a database in the app’s own folder')
  if (file.entropy > denseFrom && file.size > denseSize)
    return told(false, `is dense like compressed data (${file.entropy.toFixed(1)} bits per byte)`)
  if (!/^\.[^/]+/.test(file.path)) return told(false, 'is no hidden file: it may be a document')
  return told(
    true,
    file.isRepeated ? 'is the same in each fresh home: it holds settings' : 'differs from home to home, and is small',
  )
}

/** Shannon's entropy in bits per byte, from 0 to 8. */
export function entropyOf(bytes: Uint8Array): number {
  if (bytes.length === 0) return 0
  const counts = new Float64Array(256)
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
  let entropy = 0
  for (const count of counts) if (count > 0) entropy -= (count / bytes.length) * Math.log2(count / bytes.length)
  return entropy
}
