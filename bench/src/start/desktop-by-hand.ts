import { spawn } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawnAt } from '@nahtlos/tests/display/drawn'
import { socketWire, type Wire } from '@nahtlos/tests/display/wire'
import { settled } from './settled.ts'

export interface ByHand {
  /** Where the run keeps its sockets and logs; must be short. */
  readonly directory: string
  /** The warm home. */
  readonly home: string
  readonly account: string
  readonly uid: number
  readonly width: number
  readonly height: number
  /** The files of a workspace to start with, or null for Debian's own desktop. */
  readonly workspace: Workspace | null
}

/** What the product made of a workspace: a directory, the place where a session sees it, and its environment. */
export interface Workspace {
  readonly directory: string
  readonly place: string
  readonly environment: Readonly<Record<string, string>>
  /** What the home says of its folders (`.config/user-dirs.dirs`): where the icons of the desktop are, above all. */
  readonly folders: string
}

export interface StartByHand {
  /** Milliseconds from the start of Xvnc until the desktop is drawn. */
  readonly drawn: number
  readonly picture: Uint32Array
}

/**
 * Starts `Xvnc` and `xfce4-session` as an administrator would by hand: no broker, no rules, no settings, only a
 * mount namespace so that the person's account name is known.
 */
export async function startByHand(desktop: ByHand): Promise<StartByHand> {
  const run = join(desktop.directory, 'run')
  await rm(run, { recursive: true, force: true })
  await mkdir(run, { recursive: true, mode: 0o755 })
  const socket = join(run, 'rfb')
  const passwd = join(desktop.directory, 'passwd')
  const line = `${desktop.account}:x:${desktop.uid}:${desktop.uid}::/home/${desktop.account}:/bin/bash\n`
  await writeFile(passwd, (await readFile('/etc/passwd', 'utf8')) + line)
  const script = join(desktop.directory, 'by-hand.sh')
  await writeFile(
    script,
    // The names of XFCE's abstract session sockets carry the process number, which would be the same in each namespace.
    `set -e
echo "$LAST_PID" > /proc/sys/kernel/ns_last_pid
mount --bind "$PASSWD" /etc/passwd
mount -t tmpfs -o mode=1777 tmpfs /tmp
mkdir -m 1777 /tmp/.X11-unix /tmp/.ICE-unix
mkdir -p /run/user && mount -t tmpfs tmpfs /run/user
install -d -m 700 -o "$RUN_UID" -g "$RUN_UID" "/run/user/$RUN_UID"
if [ -n "$WORKSPACE" ]; then mkdir -p "$WORKSPACE_PLACE" && mount --bind "$WORKSPACE" "$WORKSPACE_PLACE"; fi
exec 9<"$HOME_FROM" && mount -t tmpfs tmpfs /home && mkdir "$HOME"
mount --bind /proc/self/fd/9 "$HOME" && exec 9<&-
chown "$RUN_UID:$RUN_UID" "$RUN"
exec setpriv --reuid "$RUN_UID" --regid "$RUN_UID" --clear-groups sh -c '
  cd "$HOME"
  Xvnc -displayfd 3 -geometry "$GEOMETRY" -depth 24 -nolisten tcp -rfbport -1 -rfbunixpath "$SOCKET" -rfbunixmode 384 \\
    -SecurityTypes None -AlwaysShared 3>"$RUN/display" 2>"$RUN/xvnc.log" &
  while [ ! -s "$RUN/display" ]; do sleep 0.01; done
  export DISPLAY=":$(cat "$RUN/display")"
  exec dbus-run-session -- xfce4-session >"$RUN/session.log" 2>&1'
`,
  )
  const began = performance.now()
  const child = spawn('unshare', ['--mount', '--pid', '--fork', '--ipc', '--mount-proc', 'sh', script], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
      LANG: 'de_DE.UTF-8',
      USER: desktop.account,
      LOGNAME: desktop.account,
      SHELL: '/bin/bash',
      HOME: `/home/${desktop.account}`,
      XDG_RUNTIME_DIR: `/run/user/${desktop.uid}`,
      HOME_FROM: desktop.home,
      PASSWD: passwd,
      RUN: run,
      LAST_PID: String(1000 + Math.floor(Math.random() * 25_000)),
      RUN_UID: String(desktop.uid),
      SOCKET: socket,
      GEOMETRY: `${desktop.width}x${desktop.height}`,
      WORKSPACE: desktop.workspace?.directory ?? '',
      WORKSPACE_PLACE: desktop.workspace?.place ?? '',
      ...desktop.workspace?.environment,
    },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    const viewer = await settled(await firstWire(socket, ended))
    const drawn = drawnAt(viewer.rectangles, viewer.width, viewer.height)
    if (drawn === undefined) throw new Error('the desktop started by hand sent no picture')
    viewer.close()
    return { drawn: drawn - began, picture: viewer.picture() }
  } finally {
    // The change of user made the first process forget that it is to end with `unshare`; with it all of them end.
    const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '')
    for (const first of children.trim().split(' ').filter(Boolean)) process.kill(Number(first), 'SIGKILL')
    child.kill('SIGKILL')
    await ended
  }
}

/** Connects as soon as the display's socket is there. */
async function firstWire(path: string, ended: Promise<void>): Promise<Wire> {
  let over = false
  void ended.then(() => {
    over = true
  })
  for (;;) {
    try {
      return await socketWire(path)
    } catch (error) {
      if (over) throw new Error('Xvnc ended before it offered a display', { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
}
