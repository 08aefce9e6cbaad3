import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { testCups } from '@nahtlos/agent/testing/test-cups'
import { testSamba } from '@nahtlos/agent/testing/test-samba'
import { connectSession, sessionEvents, startSession } from '@nahtlos/contract/api/workplace'
import { ConnectionClose } from '@nahtlos/contract/session/connection-close'
import { exampleCity } from '@nahtlos/tools/demo/example-city'
import { type Inside, inside } from '../display/inside.ts'
import { likeness } from '../display/likeness.ts'
import { Viewer } from '../display/viewer.ts'
import { ticketWire } from '../display/wire.ts'
import { Refused, type Visitor } from '../people/visitor.ts'
import { TestProduct } from '../product/test-product.ts'
import { eventually } from '../waiting/eventually.ts'

const opened = new AsyncDisposableStack()
const reason = 'Der Texteditor ist nur im Amt da.'
let product: TestProduct
let anna: Visitor
let annaAtHome: Visitor
let session: string
let desktop: Inside

before(async () => {
  const samba = opened.use(await testSamba())
  const cups = opened.use(await testCups(['amt-flur', 'telearbeit']))
  await mkdir(join(samba.share, 'unterwegs'))
  await writeFile(join(samba.share, 'wo.txt'), 'im Amt')
  await writeFile(join(samba.share, 'unterwegs/wo.txt'), 'unterwegs')
  const city = exampleCity(100)
  const place = (id: string, when: string, folder: string, queue: string, more = '') => `kind: EnvironmentRule
id: ${id}
title: { de: "${id}", en: "${id}" }
workspaces: [sozialamt]
on: [logon, zone-changed]
when: ${when}
actions:
  - { action: drive, id: files, concern: comfort, protocol: smb, address: //${samba.address}/${folder}, folder: Laufwerke/Amt, credentials: { store: files } }
  - { action: printer, id: first, concern: comfort, queue: ${queue}, server: "${cups.server}" }
${more}`
  const rules = [
    place('at-the-office', 'zone.id == "office"', 'amt', 'amt-flur'),
    place('at-home', 'zone.outside', 'amt/unterwegs', 'telearbeit'),
    `kind: ProgramRule
id: copies-inside-only
effect: deny
title: { de: Nur im Amt, en: Inside only }
workspaces: [sozialamt]
when: zone.outside
paths: [/usr/bin/xclip]
reason: { de: Nur im Amt., en: Inside only. }
`,
    `kind: AccessRule
effect: withhold
id: editor-inside-only
title: { de: Nur im Amt, en: Inside only }
when: zone.outside
apps: [text-editor]
running: freeze
reason: { de: "${reason}", en: "The text editor is there at the office only." }
`,
  ]
  product = opened.use(
    await TestProduct.start({
      withoutPortal: true,
      city: { ...city, configuration: [...city.configuration, { path: 'places.yaml', text: rules.join('---\n') }] },
    }),
  )
  for (const host of ['host-a', 'host-b']) {
    const directory = join(product.product.state, host, 'state/credentials/files')
    await mkdir(directory, { recursive: true })
    const text = `username=${samba.username}\npassword=${samba.password}\n`
    await writeFile(join(directory, 'anna.becker'), text, { mode: 0o600 })
  }
  anna = await product.atOffice('anna.becker')
  await product.agree(anna, ['martin.vogel', 'helga.hoffmann', 'lena.krause'])
  annaAtHome = await product.fromOutside('anna.becker')
})
after(() => opened.disposeAsync())

const drive = () => desktop.run('sh', '-c', 'cat ~/Laufwerke/Amt/wo.txt').catch(() => 'nothing')
const printer = () => desktop.run('sh', '-c', 'lpstat -d').then((text) => text.trim().split(' ').at(-1))
const copies = () =>
  desktop.run('sh', '-c', 'xclip -version >/dev/null 2>&1 && echo permitted || echo denied').then((text) => text.trim())
const windows = () => desktop.run('sh', '-c', 'wmctrl -l | cut -d" " -f5-')
const note = () =>
  desktop.run('xdotool', 'search', '--onlyvisible', '--class', 'xfce4-notifyd').then(Boolean, () => false)

test('the same session moves from the office to home and back, and what is there moves with it', async (t) => {
  let office: Viewer
  let asItWas: Uint32Array
  let editor: string

  await t.test('at the office she has its drive and its printer, and writes in the text editor', async () => {
    session = await started()
    desktop = await inside(product.product.state, session)
    office = await connected(anna, product.office)
    assert.deepEqual([await drive(), await printer()], ['im Amt', 'amt-flur'])
    // The icons come last.
    await eventually('the desktop is whole', async () => drawnAt(await firstPicture(office), 30, 20, 100, 300) > 2_000)
    await desktop.run('sh', '-c', 'mousepad >/dev/null 2>&1 &')
    assert.equal(await copies(), 'permitted', 'what a rule denies from home runs here')
    await eventually('the text editor is open', async () => (await windows()).includes('Mousepad'))
    editor = await desktop.run('pgrep', '-x', 'mousepad')
    asItWas = await pictureAtRest(office)
  })

  await t.test('at home the text editor is gone from sight before anything is shown, with the reason', async () => {
    const home = await connected(annaAtHome, product.outside)
    assert.equal(await office.closed, ConnectionClose.takenOver)
    assert.equal((await windows()).includes('Mousepad'), false)
    assert.ok(likeness(await firstPicture(home), asItWas) < 0.97, 'not even in the first picture')
    await eventually('a note says why', note)
    assert.equal(await copies(), 'denied', 'in the session that began at the office')
    await assert.rejects(desktop.run('mousepad'), /Permission denied|Keine Berechtigung/)
    await eventually(
      'drive and printer are those of home',
      async () => [await drive(), await printer()].join() === 'unterwegs,telearbeit',
    )
  })

  await t.test('at home she cannot start it alone either, and is told why', async () => {
    const refused = await annaAtHome.call(startSession, { body: { workspace: 'sozialamt', app: 'text-editor' } }).then(
      () => null,
      (error: unknown) => error,
    )
    assert.ok(refused instanceof Refused)
    assert.deepEqual([refused.problem.code, refused.problem.refusal?.text.de], ['access-denied', reason])
  })

  await t.test('back at the office all is as before', async () => {
    const again = await connected(anna, product.office)
    await eventually(
      'drive and printer are those of the office',
      async () => [await drive(), await printer()].join() === 'im Amt,amt-flur',
    )
    assert.equal(await copies(), 'permitted')
    assert.ok((await windows()).includes('Mousepad'))
    assert.equal(await desktop.run('pgrep', '-x', 'mousepad'), editor, 'it is the very same process')
    // The note of home stays until it is put away.
    await desktop.run('xdotool', 'search', '--class', 'xfce4-notifyd', 'windowunmap')
    await eventually('the picture is as it was', async () => likeness(await firstPicture(again), asItWas) > 0.97)
    again.close()
    await again.closed
  })
})

async function started(): Promise<string> {
  const { id } = await anna.call(startSession, { body: { workspace: 'sozialamt', app: null } })
  const state = await anna.until(
    sessionEvents,
    { params: { session: id } },
    (each) => each.state !== 'placing' && each.state !== 'preparing',
  )
  assert.deepEqual([state.state, state.notices], ['ready', []], JSON.stringify(state))
  return id
}

async function connected(who: Visitor, door: string): Promise<Viewer> {
  const { ticket } = await who.call(connectSession, { params: { session } })
  const viewer = new Viewer(await ticketWire(door, ticket, who.cookie()))
  await viewer.ready
  return viewer
}

/** The whole picture as a viewer that has only now come sees it. */
async function firstPicture(viewer: Viewer): Promise<Uint32Array> {
  const seen = viewer.rectangles.length
  viewer.request(false)
  await eventually('the desktop is drawn', () => viewer.rectangles.length > seen)
  return viewer.picture().slice()
}

async function pictureAtRest(viewer: Viewer): Promise<Uint32Array> {
  let last = await firstPicture(viewer)
  await eventually('the picture is at rest', async () => {
    const next = await firstPicture(viewer)
    const same = likeness(next, last) > 0.9999
    last = next
    return same
  })
  return last
}

/** How many pixels of a part of the picture are not the workspace's background. */
function drawnAt(picture: Uint32Array, left: number, top: number, width: number, height: number): number {
  let drawn = 0
  for (let y = top; y < top + height; y++)
    for (let x = left; x < left + width; x++) if (((picture[y * 1280 + x] ?? 0) & 0xffffff) !== 0x7a2e3a) drawn += 1
  return drawn
}
