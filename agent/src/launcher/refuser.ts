import { sessionPlace } from './session-place.ts'

/** Below the session's directory; hers, in a folder of root's: she can stuff it, and nothing more. */
export const refusedFifo = 'apps/refused'
/** Below the session's directory: what opens programs that a person brought along. */
export const refuserScript = 'refuse-brought'

const fifo = `${sessionPlace}/${refusedFifo}`
/** Bytes; of what is larger nobody works out a hash. */
const mostHashed = 512 * 1024 * 1024

const language = `case "\${LC_ALL:-\${LC_MESSAGES:-$LANG}}" in de*) german=1 ;; *) german= ;; esac`
/** In the background, because a FIFO that nobody empties would hold up whoever writes. */
const tell = (line: string) => `[ -p ${fifo} ] && (printf '%s\\n' ${line} 1<>${fifo} &) 2>/dev/null`

/** Lies over every program that is denied: says so to whoever starts it, and to the agent, and ends with 126. */
export const refusedProgram = `#!/bin/sh
${language}
case "$0" in /*) path=$0 ;; *) path=$PWD/$0 ;; esac
if [ "$german" ]; then
  echo "$path wird hier nicht gestartet: Die Administration hat dieses Programm nicht freigegeben." >&2
  echo "Im Portal steht, warum, und dort können Sie die Freigabe anfragen." >&2
else
  echo "$path is not started here: your administrators have not approved this program." >&2
  echo "The portal says why, and there you can ask for approval." >&2
fi
${tell('"installed - $path"')}
exit 126
`

/** Opens, in the file manager say, a program that the person brought along: it never runs, whoever asks. */
export const broughtProgram = `#!/bin/sh
${language}
path=$1
[ -f "$path" ] || exit 66
hash=-
size=$(wc -c <"$path") && [ "$size" -le ${mostHashed} ] && hash=$(timeout 20 sha256sum <"$path") && hash=\${hash%% *}
[ "$hash" ] || hash=-
${tell('"brought $hash $path"')}
if [ "$german" ]; then
  title="Dieses Programm wird nicht gestartet"
  text="Mitgebrachte Programme laufen hier nicht. Im Portal können Sie die Installation anfragen."
else
  title="This program is not started"
  text="Programs that you bring along do not run here. In the portal you can ask for it to be installed."
fi
echo "$title. $text" >&2
command -v notify-send >/dev/null && timeout 5 notify-send -- "$title" "$text"
exit 126
`
