import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'

const root = '/usr/lib/postgresql'
const oldest = 15

/**
 * The directory of PostgreSQL's programs as Debian lays them out. An existing cluster needs its own major
 * version (`wanted`); a new one takes the newest.
 */
export async function postgresqlPrograms(wanted: number | null): Promise<string> {
  const majors = (await readdir(root).catch(() => []))
    .map(Number)
    .filter((major) => (wanted === null ? major >= oldest : major === wanted))
    .sort((a, b) => b - a)
  for (const major of majors) {
    const programs = join(root, String(major), 'bin')
    const present = await access(join(programs, 'postgres')).then(
      () => true,
      () => false,
    )
    if (present) return programs
  }
  throw new Error(
    wanted === null
      ? `No PostgreSQL ${oldest} or later below ${root}. Install it (apt install postgresql) or give a databaseUrl.`
      : `The database was made by PostgreSQL ${wanted}, which is missing below ${root}. Install postgresql-${wanted}.`,
  )
}
