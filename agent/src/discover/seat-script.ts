/**
 * As root, in namespaces of its own. It stays root and their first process: whoever changes her number loses the promise
 * to be killed with the parent, and with the first process all others end.
 */
export const outside = `
home=$1 passwd=$2 inside=$3; shift 3
for tool in setpriv dbus-run-session Xvnc openbox wmctrl script; do
  command -v "$tool" >/dev/null || { echo "fail needs the program $tool"; exit 3; }
done
mount --bind "$passwd" /etc/passwd
exec 5<"$home"
mount -t tmpfs -o mode=755 tmpfs /home && mkdir /home/discover && mount --bind /proc/self/fd/5 /home/discover && exec 5<&-
mount -t tmpfs -o mode=1777 tmpfs /tmp && mkdir -m 1777 /tmp/.X11-unix /tmp/.ICE-unix
mount -t tmpfs -o mode=755 tmpfs /run/user && install -d -m 700 -o "$SEAT" -g "$SEAT" "/run/user/$SEAT"
setpriv --reuid "$SEAT" --regid "$SEAT" --clear-groups --no-new-privs --bounding-set=-all env -i \\
  PATH="$SEAT_PATH" HOME=/home/discover USER=discover LANG=C.UTF-8 GSETTINGS_BACKEND=keyfile RUN="$RUN" \\
  NO_AT_BRIDGE=1 XDG_RUNTIME_DIR="/run/user/$SEAT" SIZE="$SIZE" PATIENCE="$PATIENCE" \\
  dbus-run-session -- sh -c "$inside" seat "$@" || exit $?
exit 0`

/** Both begin like this, as the person who does not exist. Each wait has an end, and says what it waited for. */
const begin = `
cd
fail() { echo "fail $1"; tail -qn 2 /tmp/said-* 2>/dev/null | sed 's/^/said /'; exit 3; }
none() { echo "none $1"; tail -qn 1 /tmp/said-app 2>/dev/null | sed 's/^/said /'; exit 0; }
gone() { code=0; wait $app || code=$?; none "it ended by itself, with $code"; }
`

/** For an app with windows. */
export const inWindow = `${begin}
mkfifo /tmp/number
Xvnc -displayfd 3 -nolisten tcp -rfbport -1 -rfbunixpath /tmp/rfb -SecurityTypes None -geometry 1280x800 3>/tmp/number \\
  >/tmp/said-display 2>&1 &
display=$!
read -r number </tmp/number || fail 'the display did not start'
export DISPLAY=":$number"
# It says its name before it is ready, and what is shown in between it overlooks until something else happens.
openbox --startup 'touch /tmp/ready' >/tmp/said-windows 2>&1 &
manager=$!
lives() {
  kill -0 $display 2>/dev/null || fail 'the display ended'
  kill -0 $manager 2>/dev/null || fail 'the window manager ended'
}
tries=0
until [ -e /tmp/ready ]; do
  lives; sleep 0.05; tries=$((tries + 1)); [ $tries -lt "$PATIENCE" ] || fail 'the window manager did not start'
done
mkfifo /tmp/says; { head -c 65536 >/tmp/said-app; cat >/dev/null; } </tmp/says &
"$@" >/dev/null 2>/tmp/says &
app=$!
window() { wmctrl -lG 2>/dev/null | head -n 1; }
tries=0
until [ -n "$(window)" ]; do
  lives; sleep 0.05; tries=$((tries + 1))
  [ $tries -le 40 ] || kill -0 $app 2>/dev/null || gone
  [ $tries -le "$PATIENCE" ] || none "no window came within $((PATIENCE / 20)) s"
done
# What an app writes at its first start, it writes in its first moments.
sleep 3
if [ -n "$SIZE" ]; then
  id=$(window | cut -d' ' -f1)
  wmctrl -i -r "$id" -b remove,maximized_vert,maximized_horz; wmctrl -i -r "$id" -e "0,60,50,$SIZE"; sleep 1
fi
lives
window | awk '{ print "size " $5 "x" $6 }'
tries=0
while [ -n "$(window)" ] && [ $tries -lt 40 ]; do
  lives; wmctrl -i -c "$(window | cut -d' ' -f1)" 2>/dev/null; sleep 0.25; tries=$((tries + 1))
done
closed=window
tries=0
while kill -0 $app 2>/dev/null && [ $tries -lt 20 ]; do sleep 0.25; tries=$((tries + 1)); done
# What stays without a window is a service of the app, and ends as it does at logoff.
if kill -0 $app 2>/dev/null; then closed=signal; kill -TERM $app; sleep 1; fi
# xfconf writes a few seconds later, or when it is asked to end.
pkill -TERM -x xfconfd; sleep 0.5
lives
echo "closed $closed"
exit 0`

/**
 * For a program in a terminal: it gets one, and is asked to end by the keys that such programs know, one after another;
 * in the end, by the signal that a closed terminal sends.
 */
export const inTerminal = `${begin}
mkfifo /tmp/keys; exec 4<>/tmp/keys
export TERM=xterm-256color
script -qfec "stty rows 40 cols 120; exec $RUN" /dev/null <&4 >/tmp/screen 2>&1 4<&- &
app=$!
sleep 3
kill -0 $app 2>/dev/null || gone
echo terminal
ends() {
  tries=0
  while [ $tries -lt 8 ]; do kill -0 $app 2>/dev/null || return 0; sleep 0.1; tries=$((tries + 1)); done
  return 1
}
closed=signal
for keys in '\\033[21~' '\\030' '\\033:q!\\r' 'q' '\\003' '\\004'; do
  printf "$keys" >&4
  if ends; then closed=key; break; fi
done
[ $closed = key ] || { pkill -HUP -P $app; ends || { pkill -TERM -P $app; ends || kill -KILL $app; }; }
echo "closed $closed"
exit 0`
