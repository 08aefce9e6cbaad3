import { chown, cp, mkdir, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { checkProposal } from '@nahtlos/core/settings/discover/check-proposal'
import { type Judgement, judgeFile } from '@nahtlos/core/settings/discover/judge-file'
import { proposeTemplate } from '@nahtlos/core/settings/discover/propose-template'
import { selectionOf } from '@nahtlos/core/settings/selection'
import { FreshSeat, seatUid } from './fresh-seat.ts'
import { type FoundFile, writtenFiles } from './written-files.ts'

export interface Discovery {
  /** A configuration document, YAML. */
  readonly document: string
  readonly judgements: readonly Judgement[]
  /** What the second run, with nothing but the proposed files, did not find again; empty where it passed. */
  readonly faults: readonly string[]
  /** Whether the app remembered the size that its window was given. */
  readonly keepsWindow: boolean
}

/** The app cannot be watched: it is not there, or it shows no window. */
export class NotWatchable extends Error {
  override readonly name = 'NotWatchable'
}

const size = '731,517'
/** How often what the app makes anew is taken out and the rest tried again. */
const rounds = 2

/**
 * Runs an app in a fresh home, watches what it writes, proposes a template and verifies it: the app runs again in
 * another fresh home that holds nothing but the files of the template.
 */
export async function discover(command: readonly string[]): Promise<Discovery> {
  await using first = await FreshSeat.make()
  const given = await first.use(command, size)
  if (given === null) throw new NotWatchable(`${command.join(' ')} showed no window`)
  await using other = await FreshSeat.make()
  await other.use(command, size)
  const [written, again] = [await writtenFiles(first.home), await writtenFiles(other.home)]
  const judgements = judge(written, again)
  const others = judge(again, written)
  let proposed = judgements
  for (let round = 0; ; round++) {
    const proposal = proposeTemplate(proposed, others)
    if (proposal.include.length === 0)
      throw new NotWatchable(`${command.join(' ')} wrote nothing that looks like settings`)
    const { seen, faults } = await verify(command, proposal, { home: first.home, written, again })
    if (faults.length === 0 || seen === null || round === rounds) {
      const told = [...checkProposal(proposal, others), ...faults.map(({ path, problem }) => `${path} ${problem}`)]
      if (seen === null) told.push('the app showed no window in the fresh home')
      return {
        document: documentOf(command, proposal),
        judgements: proposed,
        faults: told,
        keepsWindow: seen === given,
      }
    }
    // What the app makes anew though it is there, is its own book-keeping.
    const anew = new Set(faults.map(({ path }) => path))
    proposed = proposed.map((one) =>
      anew.has(one.path) ? { ...one, keep: false, reason: 'is made anew by the app at its start' } : one,
    )
  }
}

function judge(files: ReadonlyMap<string, FoundFile>, again: ReadonlyMap<string, FoundFile>): Judgement[] {
  return [...files.values()]
    .map((file) => judgeFile({ ...file, isRepeated: again.get(file.path)?.hash === file.hash }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

interface Fault {
  readonly path: string
  readonly problem: string
}

interface Watched {
  readonly home: string
  readonly written: ReadonlyMap<string, FoundFile>
  readonly again: ReadonlyMap<string, FoundFile>
}

/** Runs the app in a fresh home that holds nothing but the files of the proposal. */
async function verify(
  command: readonly string[],
  proposal: { include: string[]; exclude: string[] },
  { home, written, again }: Watched,
): Promise<{ seen: string | null; faults: Fault[] }> {
  await using fresh = await FreshSeat.make()
  const selection = selectionOf(proposal)
  const kept = [...written.values()].filter(({ path }) => selection.has(path))
  for (const { path } of kept) {
    const to = join(fresh.home, path)
    await mkdir(dirname(to), { recursive: true })
    await cp(join(home, path), to, { preserveTimestamps: true })
  }
  await giveAway(fresh.home)
  const seen = await fresh.use(command, null)
  return { seen, faults: faultsIn(kept, again, await writtenFiles(fresh.home)) }
}

/** Of each text the lines that were the same in both fresh homes have to be there still; what differs is chance or time. */
function faultsIn(
  kept: readonly FoundFile[],
  again: ReadonlyMap<string, FoundFile>,
  after: ReadonlyMap<string, FoundFile>,
): Fault[] {
  return kept.flatMap((file): Fault[] => {
    const now = after.get(file.path)
    // A name that another home did not have either, such as a random one, may come and go.
    if (now === undefined)
      return again.has(file.path) ? [{ path: file.path, problem: 'is gone after the second run' }] : []
    if (file.lines === null || now.lines === null) return []
    const stable = new Set(again.get(file.path)?.lines ?? [])
    const present = new Set(now.lines)
    const lost = file.lines.filter((line) => line.trim() !== '' && stable.has(line) && !present.has(line))
    const problem = `lost ${lost.length} of ${file.lines.length} lines, e.g. ${JSON.stringify(lost[0]?.slice(0, 80))}`
    return lost.length * 10 > file.lines.length ? [{ path: file.path, problem }] : []
  })
}

function documentOf(
  command: readonly string[],
  { include, exclude }: { include: string[]; exclude: string[] },
): string {
  const id = basename(command[0] ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  const list = (name: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${name}:`, ...values.map((value) => `  - ${JSON.stringify(value)}`)]
  return [
    'kind: SettingsTemplate',
    `id: ${id}`,
    `title: { de: ${JSON.stringify(id)}, en: ${JSON.stringify(id)} }`,
    '# The app as the configuration calls it. What xfconf keeps needs the scope logon instead.',
    `scope: { apps: [${id}] }`,
    'capture: { continuous: 30 }',
    ...list('include', include),
    ...list('exclude', exclude),
    '',
  ].join('\n')
}

async function giveAway(home: string): Promise<void> {
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true }))
    await chown(join(entry.parentPath, entry.name), seatUid, seatUid)
}
