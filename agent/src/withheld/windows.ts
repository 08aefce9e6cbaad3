import type { SessionDoor } from '../environment/session-door.ts'

/** A window as it was before it was hidden. Numbers are the X server's own; places in pixels. */
export interface HiddenWindow {
  readonly window: string
  readonly x: number
  readonly y: number
}

const quickly = { seconds: 5 }

/** The windows that the window manager has and whose programs say that they are these processes. */
export async function windowsOf(door: SessionDoor, inside: readonly number[]): Promise<HiddenWindow[]> {
  const { stdout } = await door.run(['wmctrl', '-l', '-p', '-G'], quickly)
  return stdout.split('\n').flatMap((line) => {
    const [window, , pid, x, y] = line.trim().split(/\s+/)
    if (window === undefined || !inside.includes(Number(pid))) return []
    return [{ window, x: Number(x), y: Number(y) }]
  })
}

/** Out of sight and out of the list of windows: nobody but the window's own program could bring it back. */
export async function hide(door: SessionDoor, windows: readonly HiddenWindow[]): Promise<void> {
  for (const { window } of windows) await door.run(['xdotool', 'windowunmap', '--sync', window], quickly)
}

export async function show(door: SessionDoor, windows: readonly HiddenWindow[]): Promise<void> {
  for (const { window, x, y } of windows) {
    await door.run(['xdotool', 'windowmap', '--sync', window], quickly)
    await door.run(['wmctrl', '-i', '-r', window, '-e', `0,${x},${y},-1,-1`], quickly)
  }
}

/** As pressing the window's own button does: the program may ask whether to save. */
export async function askToClose(door: SessionDoor, windows: readonly HiddenWindow[]): Promise<void> {
  for (const { window } of windows) await door.run(['wmctrl', '-i', '-c', window], quickly)
}
