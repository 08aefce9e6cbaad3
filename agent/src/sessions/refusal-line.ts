/** What a refuser (`launcher/refuser.ts`) says, as far as it can be true. */
export interface RefusalClaim {
  readonly origin: 'installed' | 'brought'
  /** Absolute. */
  readonly path: string
  /** SHA-256 in hexadecimal, as the session worked it out; null where it did not. */
  readonly sha256: string | null
}

const longestPath = 1_000

/** `ORIGIN HASH PATH`; null for what no refuser writes. */
export function refusalLine(line: string): RefusalClaim | null {
  const [, origin, hash, path] = /^(installed|brought) (-|[0-9a-f]{64}) (\/.+)$/.exec(line) ?? []
  if (origin === undefined || path === undefined || path.length > longestPath) return null
  // Letters that a terminal or a page would obey or hide: control, format, surrogates.
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd]/u.test(path)) return null
  if (origin === 'brought') return { origin, path, sha256: hash === '-' ? null : (hash ?? null) }
  return /^\/(usr|opt|bin|sbin|lib)\/[\w@%+=:,. /-]+$/.test(path) ? { origin: 'installed', path, sha256: null } : null
}
