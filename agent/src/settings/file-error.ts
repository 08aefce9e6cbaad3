/** The system's name of a failed file call, e.g. `ENOENT`; undefined for every other error, Node's own included. */
export function fileErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** `call()`, or null where it fails with one of these; anything else is thrown on. */
export function unlessFileError<T>(codes: readonly string[], call: () => T): T | null {
  try {
    return call()
  } catch (error) {
    if (codes.includes(fileErrorCode(error) ?? '')) return null
    throw error
  }
}
