import type { SessionPrograms } from '@nahtlos/contract/session/programs'
import type { System } from '../system/system.ts'
import type { DeniedPrograms } from './denied-programs.ts'

/** A program of this host that a session is kept from, by the host's own knowledge. */
export interface InstalledRefusal {
  /** Real path. */
  readonly path: string
  /** The Debian package that brought it; null where none did. */
  readonly package: string | null
  /** SHA-256 in hexadecimal; null where the file is too large to work it out in time. */
  readonly sha256: string | null
  /** Denied by a rule of the city, which no approval lifts. */
  readonly forbidden: boolean
}

const nothing = { packages: [], paths: [] }
/** Milliseconds for one hash. */
const patience = 10_000

/** Looks whether what lies at a path is a program that these rules deny; null where it is not. */
export async function installedRefusal(
  system: System,
  denied: DeniedPrograms,
  programs: SessionPrograms,
  path: string,
): Promise<InstalledRefusal | null> {
  const real = await system.realPath(path).catch(absent)
  if (real === null || !(await denied.of(programs)).includes(real)) return null
  const forbidden = (await denied.of({ deny: nothing, allow: nothing, forbid: programs.forbid })).includes(real)
  return { ...(await installedProgram(system, real)), forbidden }
}

/** @param path real path of a program of this host */
export async function installedProgram(system: System, path: string): Promise<Omit<InstalledRefusal, 'forbidden'>> {
  return { path, package: await packageOf(system, path), sha256: await hashOf(system, path) }
}

/** A package lists a path as it was when it was made, perhaps before `/bin` became a link. */
async function packageOf(system: System, path: string): Promise<string | null> {
  for (const name of [path, path.replace(/^\/usr(?=\/(s?bin|lib)\/)/, '')]) {
    const { code, stdout } = await system.run(['dpkg-query', '--search', '--', name])
    const [, found] = /^([a-z0-9][a-z0-9+.-]*)(?::\w+)?: /m.exec(code === 0 ? stdout : '') ?? []
    if (found !== undefined) return found
  }
  return null
}

/** Only root writes to where programs lie, so what is read is what would have been started. */
async function hashOf(system: System, path: string): Promise<string | null> {
  const signal = AbortSignal.timeout(patience)
  try {
    const { code, stdout } = await system.run(['sha256sum', '--', path], { signal })
    return code === 0 ? (/^\\?([0-9a-f]{64}) /.exec(stdout)?.[1] ?? null) : null
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}

function absent(error: unknown): null {
  const codes = ['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG']
  if (error instanceof Error && 'code' in error && codes.includes(String(error.code))) return null
  throw error
}
