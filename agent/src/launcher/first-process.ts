import type { Screen } from '@nahtlos/contract/session/screen'
import { quote } from './quote.ts'
import { sessionPlace } from './session-place.ts'

/** Bytes of text that Xvnc takes into the session's clipboard at most; the RFB filter refuses before that. */
const cutTextMaximum = 16 * 1024 * 1024

/** Bytes that are kept of what the display says. */
const displayLog = 64 * 1024

export interface FirstProcess {
  /** Name of the display for viewers. */
  readonly title: string
  /** Program and arguments of the desktop. */
  readonly desktop: readonly string[]
  /** Pixels that the display begins with, so that the desktop is laid out once. */
  readonly screen: Screen
}

/** Below the session's directory: one file of sh for each variable that an environment rule sets. */
export const variablesPlace = 'environment.d'

/** Names below the session's directory. `display/` belongs to the person until the display is there; everything else is root's. */
export const sessionFiles = {
  socket: 'display/rfb.sock',
  authority: 'display/Xauthority',
  /** Holds the X display, e.g. `:3`; it appears when the display accepts connections. */
  name: 'display/name',
  go: 'go',
  first: 'first',
  script: 'launch',
  enter: 'enter',
  log: 'log',
} as const

/**
 * The session's first process, run as the person: the display at once, the desktop when the agent says that
 * settings are in place. It is PID 1 of the session's namespace, so when the desktop ends everything ends.
 */
export function firstProcess({ title, desktop, screen }: FirstProcess): string {
  const at = (name: string) => quote(`${sessionPlace}/${name}`)
  const server = [
    'Xvnc',
    ...['-displayfd', '3', '-auth', `${sessionPlace}/${sessionFiles.authority}`, '-nolisten', 'tcp'],
    ...['-rfbport', '-1', '-rfbunixpath', `${sessionPlace}/${sessionFiles.socket}`, '-rfbunixmode', '0600'],
    ...['-SecurityTypes', 'None', '-AlwaysShared', '-AcceptSetDesktopSize=1', `-MaxCutText=${cutTextMaximum}`],
    ...['-geometry', `${screen.width}x${screen.height}`, '-depth', '24', '-FrameRate', '60', '-desktop', title],
  ]
  return [
    'umask 077',
    `cd ${quote(`${sessionPlace}/display`)} || exit 71`,
    // Held open before the agent can know that the display is there, so its word always finds a reader.
    `exec 4<>${at(sessionFiles.go)} || exit 71`,
    'mkfifo number said || exit 71',
    // Why a display does not start is worth keeping; what it says for weeks is read, so that it goes on, and forgotten.
    `{ head -c ${displayLog}; exec cat >/dev/null; } <said 4>&- &`,
    'keeper=$!',
    `${server.map(quote).join(' ')} >said 2>&1 3>number 4>&- &`,
    // Where it has ended already, the log gets its last words first.
    'read -r number <number || { wait $keeper; exit 71; }',
    'rm -f number said',
    'export DISPLAY=":$number"',
    'echo "$DISPLAY" >name.new && mv name.new name || exit 71',
    'read -r word <&4 || exit 71',
    'exec 4>&-',
    'cd || exit 71',
    'umask 022',
    // What environment rules have set by then; written by root.
    `for file in ${sessionPlace}/${variablesPlace}/*; do [ -e "$file" ] && . "$file"; done`,
    ending,
    // What apps print, names of people and of files among it, is nobody's affair, and would fill the host.
    'exec >/dev/null 2>&1',
    `${desktop.map(quote).join(' ')} &`,
    'desktop=$!',
    'trap : TERM',
    'wait $desktop',
    'leave',
    '',
  ].join('\n')
}

/**
 * How a session ends, whether its person logs off or the agent asks with SIGTERM: windows are closed first, as their
 * person would, since some programs take a signal for a crash and offer a recovery the next time. Who then still asks
 * whether to save, or has no window, is sent the signal, so that it can save; the bus and the session's own leader second, and the display last, with the namespace. Each gets a
 * limited time. It is done in here so that it goes on when the agent is killed.
 */
const ending = `running() {
  for place in /proc/[0-9]*; do
    pid=\${place#/proc/}
    [ "$pid" = 1 ] && continue
    read -r name <"$place/comm" || continue
    case " $1 " in *" $name "*) continue ;; esac
    echo "$pid"
  done 2>/dev/null
}
ask() {
  asked=$(running "$1")
  [ -n "$asked" ] && kill -TERM $asked 2>/dev/null
  tries=$2
  while [ "$tries" -gt 0 ]; do
    left=
    for pid in $asked; do [ -e "/proc/$pid" ] && left=$pid; done
    [ -z "$left" ] && return
    sleep 0.05
    tries=$((tries - 1))
  done
}
windows() {
  timeout 2 wmctrl -l 2>/dev/null | while read -r window workspace rest; do
    [ "$workspace" = -1 ] || echo "$window"
  done
}
close() {
  [ -z "$(windows)" ] && return
  for window in $(windows); do timeout 2 wmctrl -i -c "$window" 2>/dev/null; done
  tries=60
  while [ "$tries" -gt 0 ] && [ -n "$(windows)" ]; do
    sleep 0.05
    tries=$((tries - 1))
  done
}
leave() {
  trap '' TERM
  if kill -0 $desktop 2>/dev/null; then
    close
    ask 'Xvnc dbus-daemon dbus-run-sessio xfce4-session openbox sh sleep' 100
  fi
  ask 'Xvnc sleep' 40
  exit 0
}`
