import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, chown, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Nobody's number: an app that is watched runs as a person who does not exist. */
export const seatUid = 299_999

/**
 * A display, a message bus and a home that nobody has used, for one run of one app. The app is contained like a
 * person's: it has no rights, sees no other process, and everything ends with it.
 */
export class FreshSeat implements AsyncDisposable {
  readonly home: string
  readonly #directory: string

  private constructor(directory: string) {
    this.#directory = directory
    this.home = join(directory, 'home')
  }

  static async make(): Promise<FreshSeat> {
    const seat = new FreshSeat(await mkdtemp(join(tmpdir(), 'discover-')))
    await chmod(seat.#directory, 0o755)
    await mkdir(seat.home, { mode: 0o700 })
    await chown(seat.home, seatUid, seatUid)
    return seat
  }

  /**
   * Starts the app, gives its first window another size, as a person might, and closes it.
   *
   * @returns the size that its window had when it was closed, `WxH`; null where no window came within `patience`
   */
  async use(command: readonly string[], size: string | null, patience = 30): Promise<string | null> {
    const passwd = join(this.#directory, 'passwd')
    await copyFile('/etc/passwd', passwd)
    await appendFile(passwd, `discover:x:${seatUid}:${seatUid}::/home/discover:/bin/sh\n`)
    const namespace = ['--mount', '--pid', '--fork', '--kill-child', '--ipc', '--mount-proc', '--']
    const child = spawn(
      'unshare',
      [...namespace, 'sh', '-ec', outside, 'seat', this.home, passwd, inside, ...command],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: {
          PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
          SIZE: size ?? '',
          PATIENCE: String(patience * 20),
          SEAT: String(seatUid),
        },
      },
    )
    let said = ''
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString()
    })
    await once(child, 'close')
    return /^size (\d+x\d+)$/m.exec(said)?.[1] ?? null
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true })
  }
}

/** As root, in namespaces of its own. */
const outside = `
home=$1 passwd=$2 inside=$3; shift 3
mount --bind "$passwd" /etc/passwd
exec 5<"$home"
mount -t tmpfs -o mode=755 tmpfs /home && mkdir /home/discover && mount --bind /proc/self/fd/5 /home/discover && exec 5<&-
mount -t tmpfs -o mode=1777 tmpfs /tmp && mkdir -m 1777 /tmp/.X11-unix /tmp/.ICE-unix
mount -t tmpfs -o mode=755 tmpfs /run/user && install -d -m 700 -o "$SEAT" -g "$SEAT" "/run/user/$SEAT"
exec setpriv --reuid "$SEAT" --regid "$SEAT" --clear-groups --no-new-privs --bounding-set=-all env -i \\
  PATH=/usr/local/bin:/usr/bin:/bin:/usr/games HOME=/home/discover USER=discover LANG=C.UTF-8 GSETTINGS_BACKEND=keyfile \\
  NO_AT_BRIDGE=1 XDG_RUNTIME_DIR="/run/user/$SEAT" SIZE="$SIZE" PATIENCE="$PATIENCE" \\
  dbus-run-session -- sh -c "$inside" seat "$@"`

/** As the person who does not exist. */
const inside = `
cd
mkfifo /tmp/number
Xvnc -displayfd 3 -nolisten tcp -rfbport -1 -rfbunixpath /tmp/rfb -SecurityTypes None -geometry 1280x800 3>/tmp/number \\
  >/dev/null 2>&1 &
read -r number </tmp/number; export DISPLAY=":$number"
openbox >/dev/null 2>&1 &
until wmctrl -m >/dev/null 2>&1; do sleep 0.05; done
"$@" >/dev/null 2>&1 &
app=$!
window() { wmctrl -lG 2>/dev/null | head -n 1; }
tries=0
until [ -n "$(window)" ]; do
  sleep 0.05; tries=$((tries + 1))
  if [ $tries -gt "$PATIENCE" ] || { [ $tries -gt 40 ] && ! kill -0 $app 2>/dev/null; }; then exit 1; fi
done
# What an app writes at its first start, it writes in its first moments.
sleep 3
if [ -n "$SIZE" ]; then
  id=$(window | cut -d' ' -f1)
  wmctrl -i -r "$id" -b remove,maximized_vert,maximized_horz; wmctrl -i -r "$id" -e "0,60,50,$SIZE"; sleep 1
fi
window | awk '{ print "size " $5 "x" $6 }'
tries=0
while [ -n "$(window)" ] && [ $tries -lt 40 ]; do
  wmctrl -i -c "$(window | cut -d' ' -f1)" 2>/dev/null; sleep 0.25; tries=$((tries + 1))
done
tries=0
while kill -0 $app 2>/dev/null && [ $tries -lt 20 ]; do sleep 0.25; tries=$((tries + 1)); done
# xfconf writes a few seconds later, or when it is asked to end.
pkill -TERM -x xfconfd; sleep 0.5
exit 0`
