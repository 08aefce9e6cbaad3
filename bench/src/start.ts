import { chmod, chown, cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { me } from '@nahtlos/contract/api/sign-in'
import { inside } from '@nahtlos/tests/display/inside'
import { likeness } from '@nahtlos/tests/display/likeness'
import { TestProduct } from '@nahtlos/tests/product/test-product'
import { atLeast, atMost, median, printReport, rounded } from './report.ts'
import { type StartByHand, startByHand, type Workspace } from './start/desktop-by-hand.ts'
import { type ProductStart, startByProduct } from './start/desktop-by-product.ts'

/**
 * `./nahtlos bench start [FILES]`: from pressing *Desktop starten* to the desktop drawn at the size of the browser's window,
 * beside `Xvnc` and `xfce4-session` started by hand as the same user, each in a warm home, in turn, several rounds.
 *
 * Drawn is the first frame of which at least 99.3 % of the pixels are those of the last one. Ours goes the whole way:
 * API, placement, settings, ticket, gateway, agent with its filter. The desktop by hand has none of that, begins with
 * the window's size and is looked at directly. It starts twice, each a peer with a target: with the very files of the
 * workspace that ours shows, so that what differs is the product alone (this is the headline, the harder one; the run
 * fails where the two pictures are not one), and with Debian's own desktop, which is what comes by hand but is another.
 * Ours also starts without being told the window's size, as it did before: the desktop is then laid out a second time
 * when the browser connects.
 */
const rounds = 7
/** So many of their pixels two desktops have in common where none lacks anything: the icons are 0.7 % of all, letters up to 0.2 %. */
const sameFrom = 0.995
/** Settings of apps that lie in the vault and that no logon waits for: so many files in the folder of an app. */
const settingsFiles = Number(process.argv[2] ?? 5_000)
const makeSettings = `mkdir -p ~/.config/geany/many && cd ~/.config/geany/many &&
  for number in $(seq ${settingsFiles}); do echo "value=$number" >$number.conf; done`
const target = { workspace: 'sozialamt', app: null }

const directory = await mkdtemp('/run/nhb-')
await chmod(directory, 0o755)
await using product = await TestProduct.start({ withoutPortal: true })
const anna = await product.atOffice('anna.becker')
const { person } = await anna.call(me)

let workspace: Workspace | undefined
let uid = 0
/** A window of 1920 × 1080 without the tools above the picture. */
const size = { width: 1920, height: 995 }
const told = { ...size, told: true }

// A first round, not counted, warms homes and caches, and keeps the workspace's files for the desktop by hand.
console.log('warming up')
await startByProduct(anna, target, told, async (id) => {
  const seen = await inside(product.product.state, id)
  const from = join(product.product.run, seen.host, id)
  const copy = join(directory, 'workspace')
  await mkdir(copy, { mode: 0o755 })
  for (const part of ['etc', 'share'])
    await cp(join(from, part), join(copy, part), { recursive: true, verbatimSymlinks: true })
  uid = Number(await seen.run('id', '-u'))
  await seen.run('sh', '-c', makeSettings)
  workspace = {
    directory: copy,
    place: '/run/nahtlos-session',
    environment: ofWorkspace(seen.environment),
    folders: await seen.run('sh', '-c', 'cat ~/.config/user-dirs.dirs'),
  }
})
if (workspace === undefined) throw new Error('the first session was not looked at')

const ours: Omit<ProductStart, 'picture'>[] = []
const inCommon: number[] = []
const untold: number[] = []
const same: number[] = []
const plain: number[] = []
for (let round = -1; round < rounds; round += 1) {
  const sameFiles = await byHand('home', workspace)
  const byProduct = await startByProduct(anna, target, told)
  const debian = await byHand('debian-home', null)
  const laidOutTwice = await startByProduct(anna, target, { ...size, told: false })
  if (round < 0) continue
  const { picture, ...counted } = byProduct
  inCommon.push(likeness(picture, sameFiles.picture))
  same.push(sameFiles.drawn)
  ours.push(counted)
  plain.push(debian.drawn)
  untold.push(laidOutTwice.drawn)
  console.log(
    `round ${round + 1}: ours ${ms(byProduct.drawn)}, by hand ${ms(sameFiles.drawn)}, by hand with Debian's desktop ${ms(debian.drawn)}; ours without the window's size ${ms(laidOutTwice.drawn)}`,
  )
}
// What the last desktop left running may still write for a moment.
await rm(directory, { recursive: true, force: true, maxRetries: 10 })

const drawn = ours.map((start) => start.drawn)
/** The median over rounds, whose starts met the same moment of the machine. */
const paired = (one: readonly number[], other: readonly number[]) =>
  median(one.map((value, round) => value / (other[round] ?? Number.NaN)))
const phases = Object.keys(ours[0]?.phases ?? {}).map((name) => [
  name,
  rounded(median(ours.map((start) => start.phases[name] ?? 0))),
])
printReport({
  bench: 'start',
  ours: rounded(median(drawn)),
  peer: 'Xvnc and xfce4-session started by hand as the same user in a warm home, with the desktop files of the workspace',
  theirs: rounded(median(same)),
  unit: 'ms',
  ratio: rounded(paired(drawn, same)),
  targets: {
    'ratio, by hand with the same desktop': atMost(paired(drawn, same), 1.25),
    "ratio, by hand with Debian's own desktop": atMost(paired(drawn, plain), 1.25),
    'pixels in common with the same desktop by hand': atLeast(median(inCommon), sameFrom),
  },
  byHandWithDebiansDesktop: rounded(median(plain)),
  withoutWindowSize: { drawn: rounded(median(untold)), besideWithIt: rounded(paired(untold, drawn)) },
  window: size,
  ready: rounded(median(ours.map((start) => start.ready))),
  phases: Object.fromEntries(phases),
  settingsFiles,
  each: { ours: each(drawn), sameDesktop: each(same), debiansDesktop: each(plain), withoutWindowSize: each(untold) },
  rounds,
})

async function byHand(home: string, files: Workspace | null): Promise<StartByHand> {
  const path = join(directory, home)
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (!isThere) {
    await mkdir(path, { mode: 0o700 })
    await chown(path, uid, uid)
    if (files !== null) {
      const settings = join(path, '.config')
      await mkdir(settings, { mode: 0o700 })
      await writeFile(join(settings, 'user-dirs.dirs'), files.folders)
      for (const each of [settings, join(settings, 'user-dirs.dirs')]) await chown(each, uid, uid)
    }
  }
  const run = join(directory, 'by-hand')
  await mkdir(run, { recursive: true })
  return startByHand({ directory: run, home: path, account: person.account, uid, ...size, workspace: files })
}

/** What of a session's environment belongs to its workspace, and not to that one session. */
function ofWorkspace(environment: Readonly<Record<string, string>>): Record<string, string> {
  const own = ['DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'SESSION_MANAGER', 'PWD', 'SHLVL', '_']
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.includes(name)))
}

function each(values: readonly number[]): number[] {
  return values.map((value) => rounded(value))
}

function ms(value: number): string {
  return `${Math.round(value)} ms`
}
