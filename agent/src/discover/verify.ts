import { chown, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkProposal } from '@nahtlos/core/settings/discover/check-proposal'
import { type Comparison, compareRuns, type Run } from '@nahtlos/core/settings/discover/compare-runs'
import { flipValues } from '@nahtlos/core/settings/discover/flip-values'
import { keyfilePath, withKey } from '@nahtlos/core/settings/discover/keyfile'
import type { Proposal } from '@nahtlos/core/settings/discover/propose-template'
import { selectionOf } from '@nahtlos/core/settings/selection'
import { FreshSeat, seatUid, type Unseen, type Usage } from './fresh-seat.ts'
import { onceMore } from './once-more.ts'
import type { Watched } from './watch.ts'
import { writtenFiles } from './written-files.ts'

/** Bytes of a text in which switches are turned round. */
const textMaximum = 1_000_000
/** Switches of GSettings that are turned round. */
const switchesMaximum = 5

export interface Verified extends Comparison {
  /** What went otherwise than it should while it was verified, in sentences. */
  readonly hitches: readonly string[]
}

/**
 * Whether a template carries what an app remembers. Some settings of the first home are changed; then the app runs with
 * the whole of it (the control), with the template's files alone, and in an empty home. What the control remembers and
 * the template does not is a fault; that nothing tells the template from an empty home is one, too. What the template
 * `gtk-programs` carries counts as carried.
 */
export async function verify(
  watched: Watched,
  proposal: Proposal,
  limits: Omit<Usage, 'place' | 'size'>,
): Promise<Verified> {
  const selection = selectionOf(proposal)
  const has = (path: string) => path === keyfilePath || selection.has(path)
  const usesKeyfile = watched.sections.length > 0 || watched.switches.length > 0
  const kept = watched.judgements.filter(({ keep }) => keep).map(({ path }) => path)
  const settings = usesKeyfile ? [...kept, keyfilePath] : kept
  const hitches: string[] = []
  const run = (from: string | null, takes: (path: string) => boolean) =>
    onceMore<Run>(async () => {
      await using seat = await FreshSeat.make()
      if (from !== null) await copyHome(from, seat.home, takes)
      const used = await seat.use(watched.command, { ...limits, place: watched.place, size: null })
      return 'unseen' in used ? used : { window: used.window, home: await writtenFiles(seat.home) }
    }, hitches)

  await using changed = await FreshSeat.make()
  await copyHome(watched.home, changed.home, () => true)
  await changeSome(changed.home, watched, settings)
  let from = changed.home
  let control = await run(from, () => true)
  if ('unseen' in control) {
    // One of the changed switches keeps it from showing itself: then it has to remember what it had written.
    from = watched.home
    control = await run(from, () => true)
  }
  const unseenWith = (what: string, { unseen }: Unseen) => ({
    faults: [`the app does not show itself ${what}: ${unseen}`],
    proofs: [],
    hitches,
  })
  if ('unseen' in control) return unseenWith('with the home that it had left', control)
  const given = { window: watched.used.window, home: await writtenFiles(from) }
  // Neither knows of the other.
  const [template, empty] = await Promise.all([run(from, has), run(null, () => false)])
  if ('unseen' in template) return unseenWith('with the template alone', template)
  if ('unseen' in empty) return unseenWith('in an empty home again', empty)
  const { faults, proofs } = compareRuns({ given, control, template, empty }, settings)
  // A template that only GSettings' file stands for has no patterns of its own.
  if (kept.length > 0 || !usesKeyfile)
    faults.push(...checkProposal(proposal, watched.judgements), ...checkProposal(proposal, watched.others))
  if (faults.length === 0 && proofs.length === 0)
    faults.push('nothing that the app remembers tells a home with the template from an empty one')
  return { faults: [...new Set(faults)], proofs, hitches }
}

/** Turns switches round in the app's files, as a person does in its dialogs. */
async function changeSome(home: string, watched: Watched, settings: readonly string[]): Promise<void> {
  for (const path of settings) {
    const file = watched.written.get(path)
    const other = watched.again.get(path)?.lines
    if (file?.lines == null || other == null || file.size > textMaximum) continue
    const { text, flipped } = flipValues(file.lines.join('\n'), other.join('\n'))
    if (flipped.length > 0) await writeFile(join(home, path), text)
  }
  if (watched.switches.length > 0) {
    const path = join(home, keyfilePath)
    let text = await readFile(path, 'utf8').catch(() => '')
    for (const { section, key, isOn } of watched.switches.slice(0, switchesMaximum))
      text = withKey(text, section, key, String(!isOn))
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, text, { mode: 0o600 })
  }
  await giveAway(home)
}

/** Regular files alone: links and sockets are no settings of the kind that is discovered. */
async function copyHome(from: string, to: string, takes: (path: string) => boolean): Promise<void> {
  for (const path of (await writtenFiles(from)).keys()) {
    if (!takes(path)) continue
    await mkdir(dirname(join(to, path)), { recursive: true })
    await cp(join(from, path), join(to, path), { preserveTimestamps: true })
  }
  await giveAway(to)
}

async function giveAway(home: string): Promise<void> {
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true }))
    await chown(join(entry.parentPath, entry.name), seatUid, seatUid)
}
