import type { System } from '../system/system.ts'
import { maskPlace } from './steps.ts'

/** What was done to the masks of one running session, or why it could not be done. */
export interface MaskChange {
  readonly masked: readonly string[]
  readonly lifted: readonly string[]
  /** Null where all is as it should be. */
  readonly failure: string | null
}

const unchanged: MaskChange = { masked: [], lifted: [], failure: null }

/** What is gone needs no mask: a package that is removed takes its programs and the masks over them along. */
const cover = 'for path do mount -n --bind "$0" "$path" 2>&1 || ! [ -e "$path" ] || exit 1; done'
const uncover = 'for path do umount -n -l -- "$path" 2>&1 || ! [ -e "$path" ] || exit 1; done'

/**
 * Makes these programs, and no others, the ones that a running session cannot start.
 *
 * @param first its first process, as the host numbers it
 */
export async function renewMasks(system: System, first: number, wanted: readonly string[]): Promise<MaskChange> {
  const mounts = (await system.readText(`/proc/${first}/mountinfo`)) ?? ''
  if (mounts === '') return unchanged
  const present = masksOf(mounts)
  const bare = wanted.filter((path) => !present.has(path))
  const needless = [...present].filter((path) => !wanted.includes(path))
  const failure =
    (await among(system, first, cover, maskPlace, bare)) ?? (await among(system, first, uncover, '-', needless))
  return { masked: bare, lifted: needless, failure }
}

/** Where the launcher's mask lies, by proc_pid_mountinfo(5); what others have laid over programs is theirs. */
function masksOf(mounts: string): ReadonlySet<string> {
  const root = maskPlace.slice('/run'.length)
  const found = new Set<string>()
  for (const line of mounts.split('\n')) {
    const fields = line.split(' ')
    // At its own place it lies over no program.
    if (fields[3] !== root || fields[4] === maskPlace) continue
    found.add(
      (fields[4] ?? '').replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
        String.fromCharCode(Number.parseInt(octal, 8)),
      ),
    )
  }
  return found
}

async function among(
  system: System,
  first: number,
  script: string,
  word: string,
  paths: readonly string[],
): Promise<string | null> {
  if (paths.length === 0) return null
  const enter = ['nsenter', '--target', String(first), '--mount', '--pid', '--', '/bin/sh', '-c', script, word]
  const done = await system.run([...enter, ...paths])
  return done.code === 0 ? null : `${done.stdout}${done.stderr}`.trim() || `code ${done.code}`
}
