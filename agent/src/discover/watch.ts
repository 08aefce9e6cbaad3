import { basename } from 'node:path'
import { type Judgement, judgeFile } from '@nahtlos/core/settings/discover/judge-file'
import { keyfilePath, sectionsOf } from '@nahtlos/core/settings/discover/keyfile'
import { FreshSeat, NotWatchable, type Place, type Usage, type Used } from './fresh-seat.ts'
import { type Switch, switchesOf } from './gsettings-schemas.ts'
import { onceMore, startedTwice } from './once-more.ts'
import { type FoundFile, writtenFiles } from './written-files.ts'

/** An app that was used in two fresh homes, and what it left there. */
export interface Watched extends AsyncDisposable {
  readonly command: readonly string[]
  readonly place: Place
  /** The first home, as the app left it. */
  readonly home: string
  readonly used: Used
  readonly written: ReadonlyMap<string, FoundFile>
  /** The second home. */
  readonly again: ReadonlyMap<string, FoundFile>
  readonly judgements: readonly Judgement[]
  /** Of the second home. */
  readonly others: readonly Judgement[]
  /** The sections that it wrote in GLib's keyfile. */
  readonly sections: readonly string[]
  /** The switches of the schema that is called as the app is. */
  readonly switches: readonly Switch[]
  /** What went otherwise than it should, in sentences. */
  readonly hitches: readonly string[]
}

/** The size that its window is given. */
export const givenSize = '731,517'

/** Uses an app in two fresh homes. One that shows no window is tried in a terminal. */
export async function watch(command: readonly string[], limits: Omit<Usage, 'place' | 'size'>): Promise<Watched> {
  const hitches: string[] = []
  const { seat, used, place } = await firstUse(command, limits, hitches)
  await using own = new AsyncDisposableStack()
  own.use(seat)
  const second = await onceMore(() => useIn(place, command, limits), hitches)
  if ('unseen' in second)
    throw new NotWatchable(`${command.join(' ')} showed itself in one fresh home, and not in another: ${second.unseen}`)
  const [written, again] = [await writtenFiles(seat.home), await writtenFiles(second.seat.home)]
  await second.seat[Symbol.asyncDispose]()
  const switches = await switchesOf(basename(command[0] ?? ''))
  const kept = own.move()
  return {
    command,
    place,
    home: seat.home,
    used,
    written,
    again,
    judgements: judge(written, again),
    others: judge(again, written),
    sections: sectionsOf((written.get(keyfilePath)?.lines ?? []).join('\n')),
    switches,
    hitches,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** In a window; where it shows none, in a terminal; where not even there, it may only have failed to start. */
async function firstUse(command: readonly string[], limits: Omit<Usage, 'place' | 'size'>, hitches: string[]) {
  const inWindow = await useIn('window', command, limits)
  if (!('unseen' in inWindow)) return inWindow
  const inTerminal = await useIn('terminal', command, limits)
  if (!('unseen' in inTerminal)) return inTerminal
  const again = await useIn('window', command, limits)
  if ('unseen' in again)
    throw new NotWatchable(
      `${command.join(' ')} showed itself neither in a window (${again.unseen}) nor in a terminal (${inTerminal.unseen})`,
    )
  hitches.push(startedTwice(inWindow))
  return again
}

async function useIn(place: Place, command: readonly string[], limits: Omit<Usage, 'place' | 'size'>) {
  await using own = new AsyncDisposableStack()
  const seat = own.use(await FreshSeat.make())
  const used = await seat.use(command, { ...limits, place, size: givenSize })
  if ('unseen' in used) return used
  own.move()
  return { seat, used, place }
}

function judge(files: ReadonlyMap<string, FoundFile>, again: ReadonlyMap<string, FoundFile>): Judgement[] {
  return [...files.values()]
    .map((file) => judgeFile({ ...file, isRepeated: again.get(file.path)?.hash === file.hash }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
