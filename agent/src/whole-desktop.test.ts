import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { eventually } from './testing/eventually.ts'
import { type TestCups, testCups } from './testing/test-cups.ts'
import { type TestHost, testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'

/** The whole desktop as a person has it: everything in it is held, and everything in it works. */
const order = testOrder()
let host: TestHost
let cups: TestCups
before(async () => {
  cups = await testCups(['flur'])
  host = await testHost()
  await host.startAgent()
  host.desire([order])
  const { state, detail } = await host.server.session(host.name, order.id, (seen) => seen.state !== 'preparing')
  assert.equal(state, 'ready', detail ?? '')
  await sh('until wmctrl -m >/dev/null 2>&1; do sleep 0.1; done')
})
after(async () => {
  await host?.close()
  await cups?.[Symbol.asyncDispose]()
})

/** As her desktop starts programs: its bus, its display, her home. */
async function sh(script: string): Promise<string> {
  const bus = 'export DBUS_SESSION_BUS_ADDRESS="unix:path=$(echo /tmp/dbus-*)"; cd'
  const child = await host.startInSession(order, ['sh', '-c', `${bus}\n${script}`])
  let output = ''
  child.stdout?.on('data', (piece: Buffer) => {
    output += piece.toString()
  })
  await once(child, 'exit')
  return output.trimEnd()
}

const start = (command: string) => sh(`setsid -f ${command} >/dev/null 2>&1`)
const windows = () => sh('wmctrl -lx')

/** What the kernel says of every process of the session. */
async function processes(): Promise<{ name: string; status: string }[]> {
  const namespace = await readlink(`/proc/${await host.firstProcess(order)}/ns/pid`)
  const found: { name: string; status: string }[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const own = await readlink(`/proc/${pid}/ns/pid`).catch(() => '')
    const status = own === namespace ? await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '') : ''
    if (status !== '') found.push({ name: /^Name:\t(.*)$/m.exec(status)?.[1] ?? '', status })
  }
  return found
}
const filters = (status: string) => Number(/^Seccomp_filters:\t(\d+)$/m.exec(status)?.[1] ?? 0)

const apps = [
  ['firefox-esr --no-remote about:blank', /firefox/i],
  ['thunderbird', /thunderbird/i],
  ['libreoffice --writer --norestore', /libreoffice-writer/i],
  ['thunar', /thunar/i],
] as const

/** The name of the window that keys go to. */
const focused = () => sh('timeout 5 xdotool getwindowfocus getwindowname')
const isDialog = (name: string) => /^(Datei(en)? öffnen|Open File)/i.test(name)

test('a file dialog opens and opens a file', async () => {
  await writeFile(join(host.directory, 'homes', order.id, 'brief.txt'), 'Sehr geehrte Damen', { mode: 0o644 })
  await start('mousepad')
  await eventually('the editor is there', windows, (list) => /mousepad/i.test(list), 60)
  const inFront = async () => {
    await sh('timeout 5 wmctrl -x -a mousepad.Mousepad')
    return focused()
  }
  await eventually('keys go to the editor', inFront, (name) => /mousepad/i.test(name), 60)
  // An editor that shows its window may not hear keys yet; once its dialog is there, it is left in front.
  let asked = 0
  const dialog = async () => {
    const name = await focused()
    if (/mousepad/i.test(name) && Date.now() - asked > 5_000) {
      asked = Date.now()
      await sh('timeout 20 xdotool key ctrl+o')
    }
    return focused()
  }
  await eventually('keys go to the dialog', dialog, isDialog, 60)
  // What is chosen in the entry can be read by everybody on this display. A dialog that shows itself may not hear keys
  // yet: the first one opens its entry and chooses all that is in it, so that it may be pressed again.
  const chosen = 'timeout 5 xdotool key ctrl+a; timeout 5 xclip -o -selection primary'
  await eventually(
    'the dialog hears keys',
    () => sh(`timeout 5 xdotool key ctrl+a slash; ${chosen}`),
    (text) => text === '/',
  )
  await sh('timeout 5 xdotool key End; timeout 20 xdotool type --delay 20 "$(echo "$HOME/brief.txt" | cut -c2-)"')
  const path = await sh('echo "$HOME/brief.txt"')
  await eventually(
    'the entry has the name',
    () => sh(chosen),
    (text) => text === path,
  )
  // The first one takes what the dialog proposes, should it propose something; none is for the editor.
  const opened = async () => {
    if (isDialog(await focused())) await sh('timeout 5 xdotool key Return')
    return windows()
  }
  await eventually('the file is open', opened, (list) => list.includes('brief.txt'), 60)
})

for (const [command, window] of apps)
  test(`${command.split(' ')[0]} opens its window in the whole desktop`, async () => {
    await start(command)
    await eventually('its window is there', windows, (list) => window.test(list), 90)
  })

test('Firefox and Thunderbird have their own sandbox beside ours', async () => {
  const own = (name: RegExp) => async () =>
    (await processes()).filter(({ name: each, status }) => name.test(each) && filters(status) > 1).length
  await eventually(
    'a process of a page with a filter of its own',
    own(/Web|Isolated|WebExt|Privileged|tab/i),
    (n) => n > 0,
  )
})

test('every process of the desktop is held: a filter, no new privileges, no capability', async () => {
  const all = await processes()
  for (const name of ['Xvnc', 'xfce4-session', 'xfwm4', 'xfce4-panel', 'mousepad', 'soffice.bin'])
    assert.ok(
      all.some((each) => each.name === name),
      `${name} runs: ${all.map((each) => each.name).join(' ')}`,
    )
  for (const { name, status } of all) {
    assert.ok(filters(status) >= 1, name)
    assert.match(status, /^NoNewPrivs:\t1$/m, name)
    assert.match(status, /^CapEff:\t0+$/m, name)
  }
})

test('a document is printed to a real queue', async () => {
  await writeFile(join(host.directory, 'homes', order.id, 'bescheid.txt'), 'Bescheid', { mode: 0o644 })
  const print = 'soffice --headless "-env:UserInstallation=file://$HOME/printing" --pt flur bescheid.txt'
  await sh(`CUPS_SERVER=${cups.server} timeout 90 ${print} >/dev/null 2>&1`)
  const jobs = () => promisify(execFile)('lpstat', ['-h', cups.server, '-W', 'all', '-o']).then(({ stdout }) => stdout)
  await eventually('the queue has the job', jobs, (list) => /^flur-\d+\s/m.test(list), 60)
})
