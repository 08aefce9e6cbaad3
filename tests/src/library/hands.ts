/** Hands and eyes for exercises: scripts of sh(1) that wait for windows and files, press keys and close windows. */

/**
 * What every exercise begins with. wmctrl(1) fails as a whole when one of the windows goes while it looks; then it looks
 * again. X tells of no program that has worked off what it was told, so that alone is looked for again and again.
 */
export const prelude = `windows() {
  until listed="$(wmctrl -lxG 2>/dev/null)"; do sleep 0.02; done
  echo "$listed"
}
of() { windows | awk -v name="$1" 'index($7, name) { print $1 }'; }
first() { windows | awk -v name="$1" 'index($7, name) { print $1; exit }'; }
size() { windows | awk -v name="$1" 'index($7, name) { print $5 "x" $6; exit }'; }
# heard SECONDS CONDITION PROGRAM…: waits for a condition, and looks whenever the program says something.
heard() {
  seconds="$1" condition="$2"
  shift 2
  eval "$condition" && return
  ears="$(mktemp -u)"
  mkfifo "$ears"
  timeout "$seconds" "$@" >"$ears" 2>/dev/null &
  speaker=$!
  while read -r said; do
    eval "$condition" && break
  done <"$ears"
  kill "$speaker" 2>/dev/null
  rm "$ears"
  eval "$condition"
}
# Waits until the program of a window has worked off what it was told: it sleeps, and has not worked for a while.
# Some never rest; they are left alone after some seconds.
settled() {
  pid="$(wmctrl -lp | awk -v id="$1" '$1 == id { print $3 }')"
  before=
  rounds=0
  while [ -e "/proc/$pid/stat" ] && [ $rounds -lt 30 ]; do
    now="$(sed 's/.*) //' "/proc/$pid/stat" | awk '{ print $1, $12, $13 }')"
    case "$now" in S*) [ "$now" = "$before" ] && break ;; esac
    before="$now" rounds=$((rounds + 1))
    sleep 0.3
  done
}`

const windowsChange = 'xprop -root -spy _NET_CLIENT_LIST'

/** The window of an app, by a part of what `wmctrl -lx` calls it. */
export const windowOf = (name: string) => `"$(first '${name}')"`
export const sizeOf = (name: string) => `$(size '${name}')`

/** Waits for a condition as long as it takes, by what a program says. */
export const until = (condition: string, program: string) =>
  `until heard 5 '${condition.replaceAll("'", `'\\''`)}' ${program}; do :; done`
/** Waits some seconds for a condition, by what a program says. */
export const within = (seconds: number, condition: string, program: string) =>
  `heard ${seconds} '${condition.replaceAll("'", `'\\''`)}' ${program}`

export const appears = (name: string) => until(`[ -n ${windowOf(name)} ]`, windowsChange)

/** Closes all of an app's windows, also the one that greets at the first start and holds the others till then. */
export const close = (name: string) => `
  while open="$(of '${name}')"; [ -n "$open" ]; do
    for window in $open; do wmctrl -i -c "$window" 2>/dev/null; done
    ${within(1, `[ "$(of '${name}')" != "$open" ]`, windowsChange)}
  done`

/** Waits for a window of this title. */
export const titled = (title: string) => until(`wmctrl -l | grep -q '${title}'`, windowsChange)
/** Waits until no window has this title. */
export const untitled = (title: string) => until(`! wmctrl -l | grep -q '${title}'`, windowsChange)
/** Closes a window of this title when it comes, as long as that takes; one that has just come may not hear it. */
export const dismiss = (title: string) => `${titled(title)}
      while wmctrl -c '${title}'; do ${within(1, `! wmctrl -l | grep -q '${title}'`, windowsChange)}; done`
/** Closes one that may not come. */
export const dismissIfThere = (title: string) => `if ${within(1, `wmctrl -l | grep -q '${title}'`, windowsChange)}; then
        ${dismiss(title)}
      fi`
/** Waits some seconds for a window of this title that hears keys: keys that went astray open none. */
export const comes = (title: string) =>
  within(
    5,
    `xdotool getactivewindow getwindowname 2>/dev/null | grep -q '${title}'`,
    'xprop -root -spy _NET_ACTIVE_WINDOW',
  )
export const goes = (title: string) => within(5, `! wmctrl -l | grep -q '${title}'`, windowsChange)

/** Waits some seconds until a line of a file matches; tail(1) hears of each change, also when the file is replaced. */
export const written = (seconds: number, pattern: string, file: string) =>
  within(seconds, `grep -aqE '${pattern}' "${file}" 2>/dev/null`, `tail -n 1 -F "${file}"`)

/** A menu that a key opens is no window of its own, and nothing tells that it is there: so keys come as from slow fingers. */
export const keys = (...names: readonly string[]) => names.map((key) => `xdotool key ${key}; sleep 0.15`).join('; ')

/** Presses keys in an app's window, once that is in front. */
export const press = (name: string, ...names: readonly string[]) => `
  isInFront='[ "$(xdotool getactivewindow 2>/dev/null)" = "$(($(first ${name})))" ]'
  until eval "$isInFront"; do
    wmctrl -i -a ${windowOf(name)}
    heard 1 "$isInFront" xprop -root -spy _NET_ACTIVE_WINDOW
  done
  ${keys(...names)}`

/**
 * Keys go to whichever window is in front, so whoever presses them is alone until all windows of the app are closed.
 * What an app does after that, some for seconds, is nothing to the next one.
 */
export const alone = (script: string) => `exec 9>/tmp/keyboard; flock 9
    ${script}
    flock -u 9`

export const tabs = (count: number) => Array.from({ length: count }, () => 'Tab')
