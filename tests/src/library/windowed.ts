import type { Carried, Exercise } from './exercise.ts'
import { alone, appears, close, press, sizeOf, windowOf, within } from './hands.ts'

interface Windowed extends Carried {
  /** What `wmctrl -lx` calls its main window. */
  readonly name: string
  /** Answers what the app asks at its first start, or changes something more. */
  readonly first?: string
  /** Answers what it asks at every start. */
  readonly each?: string
  /** Whether the first answers are keys. */
  readonly pressesKeys?: boolean
}

const start = (command: string, name: string, each = '') => `${command} >/dev/null 2>&1 9>&- & ${appears(name)}
    ${each}`

/** Waits some seconds until an app's window is as it was; a window may go and another one come instead. */
const isAgain = (seen: string, name: string, changes: (window: string) => string) => `
      tries=0; until [ "${seen}" = "$expected" ] || [ $tries -gt 8 ]; do
        ${within(1, `[ "${seen}" = "$expected" ]`, changes(windowOf(name)))}
        tries=$((tries + 1))
      done`
const movesOf = (window: string) => `xev -id ${window} -event structure`

/**
 * The size that a person gives to an app's window, which the app keeps among its settings.
 * @param told Prints what else has to be the same, when the app has ended
 */
export function sized(
  app: string,
  command: string,
  { name, first, each, pressesKeys = false, ...carried }: Windowed,
  told = '',
): Exercise {
  const begin = start(command, name, each)
  const size = sizeOf(name)
  const end = told === '' ? '' : `wait; ${told}`
  const change = `${begin}
      ${first ?? ''}
      id=${windowOf(name)}; had=${size}
      until [ "${size}" != "$had" ]; do
        wmctrl -i -r "$id" -b remove,maximized_vert,maximized_horz
        wmctrl -i -r "$id" -e 0,70,60,931,613
        ${within(1, `[ "${size}" != "$had" ]`, movesOf('"$id"'))}
      done
      settled "$id"; echo ${size}
      ${close(name)}`
  return {
    app,
    ...carried,
    pressesKeys,
    change: `${pressesKeys ? alone(change) : change}
      ${end}`,
    ask: `${begin}
      expected="$(echo "$EXPECTED" | head -n 1)"
      ${isAgain(size, name, movesOf)}
      echo ${size}
      ${close(name)}
      ${end}`,
  }
}

/** What can be seen of a window, and the program that says something whenever it changes. */
interface Look {
  readonly see: (window: string) => string
  readonly changes: (window: string) => string
}

/** The least size that a window claims from the window manager: smaller without the parts that are hidden. */
export const leastSize: Look = {
  see: (window) => `$(xprop -id ${window} WM_NORMAL_HINTS | sed -n 's/.*minimum size: //p')`,
  changes: (window) => `xprop -id ${window} -spy WM_NORMAL_HINTS`,
}

const atBus = (window: string) =>
  `--session $(xprop -id ${window} _GTK_UNIQUE_BUS_NAME _GTK_WINDOW_OBJECT_PATH |
    awk -F '"' 'NR == 1 { print "--dest", $2 } NR == 2 { print "--object-path", $2 }')`

/** The state of an item in a window's menu, which a GTK program tells on the message bus. */
export const menuItem = (action: string): Look => ({
  see: (window) => `$(gdbus call ${atBus(window)} --method org.gtk.Actions.Describe ${action})`,
  changes: (window) => `gdbus monitor ${atBus(window)}`,
})

/**
 * A switch that keys turn in an app's own window. Seen is what the window makes of it: so it is the app itself, used
 * again, that obeys.
 * @param told Prints what the app has written of it
 */
export function turned(
  app: string,
  command: string,
  { name, first, each, ...carried }: Windowed,
  { see, changes }: Look,
  told: string,
  ...keys: readonly string[]
): Exercise {
  const window = windowOf(name)
  const begin = start(command, name, each)
  const change = `${begin}
      settled ${window}; had="${see(window)}"
      until [ "${see(window)}" != "$had" ]; do
        ${press(name, ...keys)}
        ${within(5, `[ "${see(window)}" != "$had" ]`, changes(window))}
      done
      ${first ?? ''}
      echo "${see(window)}"
      settled ${window}
      ${close(name)}`
  return {
    app,
    ...carried,
    pressesKeys: true,
    change: `${alone(change)}
      wait; ${told}`,
    ask: `${begin}
      expected="$(echo "$EXPECTED" | head -n 1)"
      ${isAgain(see(window), name, changes)}
      echo "${see(window)}"
      ${close(name)}
      wait; ${told}`,
  }
}

/** What an app writes when it is used and closed; asked is what it makes of that file when it is used again. */
export function kept(
  app: string,
  command: string,
  { name, first = '', each, ...carried }: Windowed,
  lines: string,
): Exercise {
  // Nobody closes a window that is still being put up; what it would keep of itself then is a matter of luck.
  const use = (press: string) => `${start(command, name, each)}
    ${press}
    settled ${windowOf(name)}
    ${close(name)}`
  const told = `wait; grep -aE '${lines}' "${carried.file}" | sort`
  const pressesKeys = first !== ''
  const change = `${pressesKeys ? alone(use(first)) : use(first)}
    ${told}`
  return { app, ...carried, pressesKeys, change, ask: `${use('')}; ${told}` }
}

/**
 * A switch in an app's own dialog, which it writes down when it is closed. A dialog may not hear its first keys: then
 * it is used once more. Asked is what the app, used again, makes of it: in an empty home it would write its default.
 */
export function switched(
  app: string,
  command: string,
  { name, first = '', each, ...carried }: Windowed,
  wanted: string,
): Exercise {
  const use = (press: string) => `${start(command, name, each)}
    ${press}
    ${close(name)}`
  const told = `grep -osE '^${wanted}$' "${carried.file}"`
  const change = `until ${told}; do
      ${alone(use(first))}
      wait
    done`
  return { app, ...carried, pressesKeys: true, change, ask: `${use('')}; wait; ${told}` }
}
