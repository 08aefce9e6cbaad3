import type { SessionDoor } from '../environment/session-door.ts'

/** A window as it was before it was hidden. Numbers are the X server's own; places in pixels. */
export interface HiddenWindow {
  readonly window: string
  readonly x: number
  readonly y: number
}

const quickly = { seconds: 3 }

/** The windows that the window manager has and whose programs say that they are these processes. */
export async function windowsOf(door: SessionDoor, inside: readonly number[]): Promise<HiddenWindow[]> {
  const { stdout } = await door.run(['wmctrl', '-l', '-p'], quickly)
  const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/))
  const own = lines.flatMap(([window, , pid]) => (window !== undefined && inside.includes(Number(pid)) ? [window] : []))
  return Promise.all(own.map((window) => placeOf(door, window)))
}

/** Out of sight and out of the list of windows: nobody but the window's own program could bring it back. */
export async function hide(door: SessionDoor, windows: readonly HiddenWindow[]): Promise<void> {
  for (const { window } of windows) await door.run(['xdotool', 'windowunmap', '--sync', window], quickly)
}

/** The window manager puts a frame around it, and by that it comes to lie elsewhere than it was asked to. */
export async function show(door: SessionDoor, windows: readonly HiddenWindow[]): Promise<void> {
  const move = (window: string, x: number, y: number) =>
    door.run(['xdotool', 'windowmove', '--sync', window, String(x), String(y)], quickly)
  for (const { window, x, y } of windows) {
    await door.run(['xdotool', 'windowmap', '--sync', window], quickly)
    await move(window, x, y)
    const found = await placeOf(door, window)
    if (found.x !== x || found.y !== y) await move(window, 2 * x - found.x, 2 * y - found.y)
  }
}

async function placeOf(door: SessionDoor, window: string): Promise<HiddenWindow> {
  const { stdout } = await door.run(['xdotool', 'getwindowgeometry', '--shell', window], quickly)
  const number = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(stdout)?.[1] ?? 0)
  return { window, x: number('X'), y: number('Y') }
}

/** As pressing the window's own button does: the program may ask whether to save. */
export async function askToClose(door: SessionDoor, windows: readonly HiddenWindow[]): Promise<void> {
  for (const { window } of windows) await door.run(['wmctrl', '-i', '-c', window], quickly)
}
