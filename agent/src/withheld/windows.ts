import { ActionFailure } from '../environment/action-module.ts'
import type { SessionDoor } from '../environment/session-door.ts'
import { type Finished, killed } from '../system/system.ts'

/** A window as it was before it was hidden. Numbers are the X server's own; places in pixels. */
export interface HiddenWindow {
  readonly window: string
  readonly x: number
  readonly y: number
}

const quickly = { seconds: 5 }

/**
 * What the session's display says to a question.
 *
 * @throws ActionFailure where it does not answer in time: what is not known must not be taken for nothing
 */
async function asked(door: SessionDoor, argv: readonly string[]): Promise<Finished> {
  const answer = await door.run(argv, quickly)
  if (answer.code === killed) throw new ActionFailure(`the session’s display does not answer (${argv[0]})`)
  return answer
}

/** The same for a list, which is empty only where the display says so. */
async function listed(door: SessionDoor, argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await asked(door, argv)
  if (code !== 0) throw new ActionFailure(`the windows of the session are not known: ${stderr.trim() || argv[0]}`)
  return stdout
}

/** The windows that the window manager has and whose programs say that they are these processes, where it answers. */
export async function windowsOf(door: SessionDoor, inside: readonly number[]): Promise<string[]> {
  const { stdout } = await door.run(['wmctrl', '-l', '-p'], quickly)
  const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/))
  return lines.flatMap(([window, , pid]) => (window !== undefined && inside.includes(Number(pid)) ? [window] : []))
}

/** The X server gives each of its clients the numbers with the same upper bits; it has room for 256 of them. */
const clientOf = (window: string) => Number(window) & ~0x1fffff

/**
 * All that a program shows: its windows, also those that do not say whose they are, and its open menus, which no window
 * manager has. A window of which nobody says whose it is might be the program's, and is taken for it.
 *
 * @throws ActionFailure where the display does not say so
 */
export async function windowsToHide(door: SessionDoor, inside: readonly number[]): Promise<HiddenWindow[]> {
  const all = (await listed(door, ['wmctrl', '-l', '-p']))
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([window, , pid]) => (window?.startsWith('0x') ? [{ window, pid: Number(pid) }] : []))
  const own = new Set<number>()
  for (const pid of inside) {
    const { stdout } = await asked(door, ['xdotool', 'search', '--pid', String(pid)])
    for (const window of stdout.split('\n').filter(Boolean)) own.add(clientOf(window))
  }
  for (const { window, pid } of all) if (inside.includes(pid)) own.add(clientOf(window))
  const others = new Set(
    all.filter(({ pid }) => pid > 0 && !inside.includes(pid)).map(({ window }) => clientOf(window)),
  )
  for (const { window, pid } of all) if (pid <= 0 && !others.has(clientOf(window))) own.add(clientOf(window))
  const managed = all.filter(({ window }) => own.has(clientOf(window))).map(({ window }) => window)
  const menus = await openMenus(door, own)
  return Promise.all([...new Set([...managed, ...menus])].map((window) => placeOf(door, window)))
}

/** Windows of these clients that are in sight without the window manager. */
async function openMenus(door: SessionDoor, clients: ReadonlySet<number>): Promise<string[]> {
  const stdout = await listed(door, ['xwininfo', '-root', '-children'])
  const children = [...stdout.matchAll(/^\s+(0x[0-9a-f]+) /gm)].flatMap(([, window]) => window ?? [])
  const found: string[] = []
  for (const window of children.filter((each) => clients.has(clientOf(each)))) {
    const { stdout: facts } = await asked(door, ['xwininfo', '-id', window])
    if (/Override Redirect State: yes/.test(facts) && /Map State: IsViewable/.test(facts)) found.push(window)
  }
  return found
}

/**
 * Out of sight and out of the list of windows: nobody but the window's own program could bring it back.
 *
 * @throws ActionFailure where the display does not answer
 */
export async function hide(door: SessionDoor, windows: readonly HiddenWindow[]): Promise<void> {
  for (const { window } of windows) await asked(door, ['xdotool', 'windowunmap', '--sync', window])
}

/**
 * The window manager puts a frame around it, and by that it comes to lie elsewhere than it was asked to. Doing it
 * again changes nothing.
 *
 * @throws ActionFailure where the display does not answer
 */
export async function show(door: SessionDoor, windows: readonly HiddenWindow[]): Promise<void> {
  // Where it lies, and when, is comfort: a window manager may have its own mind, for which nobody waits.
  const move = (window: string, x: number, y: number) =>
    door.run(['xdotool', 'windowmove', '--sync', window, String(x), String(y)], quickly)
  for (const { window, x, y } of windows) {
    await asked(door, ['xdotool', 'windowmap', window])
    await door.run(['xdotool', 'windowmap', '--sync', window], quickly)
    await move(window, x, y)
    const found = await placeOf(door, window)
    if (found.x !== x || found.y !== y) await move(window, 2 * x - found.x, 2 * y - found.y)
  }
}

async function placeOf(door: SessionDoor, window: string): Promise<HiddenWindow> {
  const { stdout } = await asked(door, ['xdotool', 'getwindowgeometry', '--shell', window])
  const number = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(stdout)?.[1] ?? 0)
  return { window, x: number('X'), y: number('Y') }
}

/** As pressing the window's own button does: the program may ask whether to save. */
export async function askToClose(door: SessionDoor, windows: readonly string[]): Promise<void> {
  for (const window of windows) await door.run(['wmctrl', '-i', '-c', window], quickly)
}
