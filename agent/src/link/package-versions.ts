import type { System } from '../system/system.ts'

/** Milliseconds for which an answer of dpkg is good: packages are installed by hand, some minutes of delay are fine. */
const fresh = 5 * 60_000

export interface PackageVersions {
  /** Installed version of each package, null where it is missing; the last known answer while a new one is fetched. */
  of(names: readonly string[]): Promise<Readonly<Record<string, string | null>>>
}

export function packageVersions(system: System, now: () => number): PackageVersions {
  let asked = ''
  let at = Number.NEGATIVE_INFINITY
  let versions: Readonly<Record<string, string | null>> = {}
  return {
    async of(names) {
      const key = [...names].sort().join(' ')
      if (key !== asked || now() - at > fresh) {
        versions = await query(system, names)
        asked = key
        at = now()
      }
      return versions
    },
  }
}

async function query(system: System, names: readonly string[]): Promise<Record<string, string | null>> {
  const found: Record<string, string | null> = Object.fromEntries(names.map((name) => [name, null]))
  if (names.length === 0) return found
  // dpkg-query(1) answers 1 where it does not know one of them, and tells the others all the same.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's
  const format = '${binary:Package}\\t${db:Status-Status}\\t${Version}\\n'
  const { stdout } = await system.run(['dpkg-query', '--show', `--showformat=${format}`, '--', ...names])
  for (const line of stdout.split('\n')) {
    const [name = '', status, version] = line.split('\t')
    const plain = name.replace(/:.*$/, '')
    if (status === 'installed' && version && plain in found) found[plain] = version
  }
  return found
}
