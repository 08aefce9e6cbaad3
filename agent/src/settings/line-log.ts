import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { unlessFileError } from './file-error.ts'

/**
 * Adds a value to a file as a line of JSON. A file that is replaced instead has its bytes written to the disk at once
 * (ext4 does so with each rename over another file), which takes a hundred times as long.
 *
 * @param durable whether it is forced to disk
 * @returns the file's size in bytes
 */
export function addLine(path: string, value: unknown, durable = false): number {
  const descriptor = openSync(path, 'a', 0o600)
  try {
    // A line that a kill tore before ends here, too.
    const line = Buffer.from(`\n${JSON.stringify(value)}\n`)
    writeFileSync(descriptor, line)
    const { size } = fstatSync(descriptor)
    if (durable) {
      fsyncSync(descriptor)
      if (size === line.length) forceToDisk(dirname(path))
    }
    return size
  } finally {
    closeSync(descriptor)
  }
}

/** The values of a file, the last one first. What was torn by a kill or a power cut is not there. */
export function* lastLines(path: string): Generator<unknown> {
  const text = unlessFileError(['ENOENT'], () => readFileSync(path, 'utf8'))
  for (const line of (text ?? '').split('\n').reverse()) {
    if (line === '') continue
    try {
      yield JSON.parse(line)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
}

/** A file or a folder. */
export function forceToDisk(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
