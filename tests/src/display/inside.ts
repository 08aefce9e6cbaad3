import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from '../waiting/eventually.ts'

const run = promisify(execFile)

/** A look into a running session with the eyes of root: for what a picture does not tell. */
export interface Inside {
  readonly host: 'host-a' | 'host-b'
  /** A process of the session, as the machine numbers it. */
  readonly process: number
  /** The environment of its desktop. */
  readonly environment: Readonly<Record<string, string>>
  /** Runs a program in the session as its person and returns what it printed. */
  run(program: string, ...args: string[]): Promise<string>
}

/** Finds a session on the hosts of a product by what the session's own processes say of themselves. */
export async function inside(state: string, session: string): Promise<Inside> {
  for (const host of ['host-a', 'host-b'] as const) {
    const record = await readFile(join(state, host, 'state/sessions', `${session}.json`), 'utf8').catch(() => null)
    if (record === null) continue
    const { launcher } = JSON.parse(record) as { launcher: { pid: number } | null }
    if (launcher === null) break
    const [first] = await children(launcher.pid)
    if (first === undefined) break
    let variables: string[] | undefined
    await eventually('the session has a desktop', async () => {
      variables = await desktopEnvironment(first)
      return variables !== undefined
    })
    if (variables === undefined) break
    const known = variables
    const environment = Object.fromEntries(known.map((each) => each.split(/=(.*)/s, 2) as [string, string]))
    return { host, process: first, environment, run: (program, ...args) => enter(first, known, program, args) }
  }
  throw new Error(`no host runs session ${session}`)
}

async function children(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.trim().split(' ').filter(Boolean).map(Number)
}

/** The environment of the desktop, which knows the display; undefined before it has started. */
async function desktopEnvironment(first: number): Promise<string[] | undefined> {
  const mounts = await run('readlink', [`/proc/${first}/ns/mnt`]).then(({ stdout }) => stdout.trim())
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const mine = await run('readlink', [`/proc/${name}/ns/mnt`]).then(
      ({ stdout }) => stdout.trim() === mounts,
      () => false,
    )
    if (!mine) continue
    const variables = (await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '')).split('\0').filter(Boolean)
    if (variables.some((each) => each.startsWith('DISPLAY='))) return variables
  }
  return undefined
}

async function enter(first: number, variables: string[], program: string, args: string[]): Promise<string> {
  const status = await readFile(`/proc/${first}/status`, 'utf8')
  const uid = /^Uid:\s+(\d+)/m.exec(status)?.[1] ?? '65534'
  const { stdout } = await run(
    'nsenter',
    [
      ...['--target', String(first), '--mount', '--pid', '--ipc', '--'],
      ...['setpriv', '--reuid', uid, '--regid', uid, '--clear-groups', '--no-new-privs', '--'],
      ...['env', '-i', ...variables, program, ...args],
    ],
    { timeout: 60_000 },
  )
  return stdout
}
