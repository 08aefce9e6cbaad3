import { chmod, chown, cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { me } from '@nahtlos/contract/api/sign-in'
import { inside } from '@nahtlos/tests/display/inside'
import { TestProduct } from '@nahtlos/tests/product/test-product'
import { median, printReport, rounded } from './report.ts'
import { startByHand, type Workspace } from './start/desktop-by-hand.ts'
import { type ProductStart, startByProduct } from './start/desktop-by-product.ts'

/**
 * `./nahtlos bench start`: from pressing *Desktop starten* to the desktop drawn, beside `Xvnc` and `xfce4-session`
 * started by hand as the same user, each in a warm home, in turn, several rounds.
 *
 * Drawn is the first frame of which at least 99.3 % of the pixels are those of the last one. Ours goes the whole way:
 * API, placement, settings, ticket, gateway, agent with its filter. The desktop by hand has none of that and is looked
 * at directly. It starts with Debian's own desktop, as it does by hand (this gives the ratio), and a second time with the
 * very files of the workspace that ours shows: what the way through the product alone costs.
 */
const rounds = 7
/** Settings of apps that lie in the vault and that no logon waits for: 5,000 files in the folder of an app. */
const settingsFiles = `mkdir -p ~/.config/geany/many && cd ~/.config/geany/many &&
  for number in $(seq 5000); do echo "value=$number" >$number.conf; done`
const target = { workspace: 'sozialamt', app: null }

const directory = await mkdtemp('/run/nhb-')
await chmod(directory, 0o755)
await using product = await TestProduct.start({ withoutPortal: true })
const anna = await product.atOffice('anna.becker')
const { person } = await anna.call(me)

let workspace: Workspace | undefined
let uid = 0
const session = { width: 1280, height: 800 }

// A first round, not counted, warms homes and caches, and keeps the workspace's files for the desktop by hand.
console.log('warming up')
await startByProduct(anna, target, async (id) => {
  const seen = await inside(product.product.state, id)
  const from = join(product.product.run, seen.host, id)
  const copy = join(directory, 'workspace')
  await mkdir(copy, { mode: 0o755 })
  for (const part of ['etc', 'share'])
    await cp(join(from, part), join(copy, part), { recursive: true, verbatimSymlinks: true })
  uid = Number(await seen.run('id', '-u'))
  await seen.run('sh', '-c', settingsFiles)
  workspace = { directory: copy, place: '/run/nahtlos-session', environment: ofWorkspace(seen.environment) }
})
if (workspace === undefined) throw new Error('the first session was not looked at')

const ours: ProductStart[] = []
const same: number[] = []
const plain: number[] = []
for (let round = -1; round < rounds; round += 1) {
  const sameFiles = await byHand('home', workspace)
  const byProduct = await startByProduct(anna, target)
  const debian = await byHand('debian-home', null)
  if (round < 0) continue
  same.push(sameFiles)
  ours.push(byProduct)
  plain.push(debian)
  console.log(
    `round ${round + 1}: ours ${ms(byProduct.drawn)}, by hand ${ms(sameFiles)}, by hand with Debian's desktop ${ms(debian)}`,
  )
}
// What the last desktop left running may still write for a moment.
await rm(directory, { recursive: true, force: true, maxRetries: 10 })

const drawn = median(ours.map((start) => start.drawn))
const theirs = median(plain)
const phases = Object.keys(ours[0]?.phases ?? {}).map((name) => [
  name,
  rounded(median(ours.map((start) => start.phases[name] ?? 0))),
])
printReport({
  bench: 'start',
  ours: rounded(drawn),
  peer: 'Xvnc and xfce4-session started by hand as the same user in a warm home',
  theirs: rounded(theirs),
  unit: 'ms',
  ratio: rounded(drawn / theirs),
  ratioOfPairs: rounded(median(ours.map((start, round) => start.drawn / (plain[round] ?? Number.NaN)))),
  byHandWithOurDesktopFiles: rounded(median(same)),
  ratioWithOurDesktopFiles: rounded(drawn / median(same)),
  ready: rounded(median(ours.map((start) => start.ready))),
  phases: Object.fromEntries(phases),
  settingsFiles: 5000,
  rounds,
})

async function byHand(home: string, files: Workspace | null): Promise<number> {
  const path = join(directory, home)
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (!isThere) {
    await mkdir(path, { mode: 0o700 })
    await chown(path, uid, uid)
  }
  const run = join(directory, 'by-hand')
  await mkdir(run, { recursive: true })
  return startByHand({ directory: run, home: path, account: person.account, uid, ...session, workspace: files })
}

/** What of a session's environment belongs to its workspace, and not to that one session. */
function ofWorkspace(environment: Readonly<Record<string, string>>): Record<string, string> {
  const own = ['DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS', 'SESSION_MANAGER', 'PWD', 'SHLVL', '_']
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.includes(name)))
}

function ms(value: number): string {
  return `${Math.round(value)} ms`
}
