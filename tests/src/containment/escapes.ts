/**
 * Ways out of a session, each as a script that prints `ESCAPED` where it worked. `held` names what has to be switched
 * off, all together, before it does: so that it is known what each mechanism is good for, and the suite can fail.
 */
export interface Escape {
  readonly name: string
  /** For `/bin/sh`, run as the person in her home. */
  readonly script: string
  /** Empty where the host's ordinary permissions stop it, whatever is switched off; then `asRoot` shows that it works. */
  readonly held: readonly Mechanism[]
  /** The same for root on the host, where it prints `ESCAPED`. */
  readonly asRoot?: string
  /** Programs without which nothing would be tried. */
  readonly tools?: readonly string[]
  /** With a list of ports in force, of which the neighbour's is none. */
  readonly ports?: boolean
  /** It takes seconds, and is tried only as it is and with all that holds it switched off. */
  readonly slow?: boolean
  /** It works, and why nothing stops it; `docs/containment.md` says the same. */
  readonly open?: string
  /** With Perl permitted, so that any system call can be tried. */
  readonly interpreter?: boolean
  /** Said of the host before: where this prints nothing, the kernel has not what the escape needs. */
  readonly possible?: string
}

/** Steps of the launcher, and what is no step: namespaces, privileges, and the `hidepid` of /proc. */
export type Mechanism =
  | 'private places'
  | 'nothing executable'
  | 'nothing writable'
  | 'denied programs'
  | 'memory files'
  | 'programs by place'
  | 'system calls'
  | 'privileges'
  | 'process namespace'
  | 'IPC namespace'
  | 'hidden processes'
  | 'no dumps'
  | 'network'
  | 'no services'
  | 'places of others'
  | 'policies'

const says = 'ESCAPED'
const run = (path: string) => `cp /bin/echo ${path}; ${path} ${says}`
const perl = (program: string) => `perl -e '${program}'`
const mappedFromHome = `| grep -q "r-xp.*$HOME/" && echo ${says}`
const everythingExecutes = ['nothing executable', 'programs by place'] as const
/** Each set of Landlock's rules keeps hands off what is outside of it, and mounts as they are. */
const everyLandlock = ['programs by place', 'no services'] as const
const machine = '(`uname -m` =~ /x86/ ? 0 : 1)'
const display = `DISPLAY=$NEIGHBOURS_DISPLAY timeout 5 xdpyinfo 2>/dev/null | grep -q dimensions && echo ${says}`
/** A program of her own that leaves a mark where it ran. */
const brought = 'rm -f done; cp /usr/bin/touch e'
const wasRun = `[ -e done ] && echo ${says}`
const kernelPattern = `p=$(cat /proc/sys/kernel/core_pattern) && (echo "$p" >/proc/sys/kernel/core_pattern) 2>/dev/null && echo ${says}`
/** Mounted where it is not, and then a format that no file has is registered and taken back. */
const programFormats = `d=/proc/sys/fs/binfmt_misc; [ -e $d/register ] || mount -t binfmt_misc b $d 2>/dev/null; (echo ":nahtlos$$:E::nahtlos$$::/bin/true:" >$d/register) 2>/dev/null && echo ${says}; (echo -1 >$d/nahtlos$$) 2>/dev/null`
const firefoxProfile = `rm -rf ff; mkdir ff; printf 'user_pref("devtools.debugger.remote-enabled",true);user_pref("devtools.chrome.enabled",true);user_pref("devtools.debugger.prompt-connection",false);user_pref("browser.shell.checkDefaultBrowser",false);' >ff/user.js`
/** Linux 6.12, the first that knows scopes of abstract sockets. */
const younger = 'uname -r | grep -E "^(6\\.(1[2-9]|[2-9][0-9])|[7-9]|[1-9][0-9])"'
/** Perl: `call(x64, arm64, …)` is a system call. */
const call = `sub call { my @n = splice @_, 0, 2; syscall($n[${machine}], @_) }`

export const escapes: readonly Escape[] = [
  // Rows of the experiment that the launcher came from.
  { name: 'a program copied into the home', script: run('~/e'), held: everythingExecutes },
  { name: 'a program copied into the home drive', script: run('~/Dokumente/e'), held: everythingExecutes },
  { name: 'a program copied to /tmp', script: run('/tmp/e'), held: everythingExecutes },
  { name: 'a program copied to /var/tmp', script: run('/var/tmp/e'), held: everythingExecutes },
  { name: 'a program copied to /dev/shm', script: run('/dev/shm/e'), held: everythingExecutes },
  { name: 'a program copied to /run/user', script: run('$XDG_RUNTIME_DIR/e'), held: everythingExecutes },
  {
    name: 'a script started by its own name',
    script: `printf '#!/bin/sh\\necho ${says}\\n' >x; chmod 755 x; ./x`,
    held: everythingExecutes,
  },
  {
    name: 'a script given to a shell',
    script: `echo 'echo ${says}' >x; sh x`,
    held: [],
    open: 'shells start the desktop itself; what a script starts is what may run anyway',
  },
  { name: 'a script given to a denied interpreter', script: `perl -e 'print "${says}\\n"'`, held: ['denied programs'] },
  {
    name: 'the dynamic loader with a copied program',
    script: `cp /bin/echo e; for l in /lib64/ld-linux-*.so.? /lib/ld-linux-*.so.?; do [ -e $l ] && $l ./e ${says}; done`,
    held: ['nothing executable'],
  },
  {
    name: 'a copied library by LD_PRELOAD',
    script: `cp /lib/*-linux-gnu/libz.so.1 l.so; LD_PRELOAD=$HOME/l.so cat /proc/self/maps ${mappedFromHome}`,
    held: ['nothing executable'],
  },
  {
    name: 'a copied library by LD_LIBRARY_PATH',
    script: `mkdir l; cp -L /lib/*-linux-gnu/libc.so.6 l/; LD_LIBRARY_PATH=$HOME/l cat /proc/self/maps ${mappedFromHome}`,
    held: ['nothing executable'],
  },
  {
    name: 'a copied library by dlopen, as a module of the shell',
    script: `cp /lib/*-linux-gnu/libz.so.1 l.so; bash -c 'enable -f ~/l.so none' 2>&1 | grep -q 'cannot find' && echo ${says}`,
    held: ['nothing executable'],
  },
  {
    name: 'a program in a memory file',
    script: perl(
      `${memoryFile(16)}; open(X, "<", "/proc/self/fd/$f"); close(M); exec("/proc/self/fd/" . fileno(X), "${says}")`,
    ),
    interpreter: true,
    held: ['memory files'],
  },
  {
    name: 'a program in a memory file, made by a denied interpreter and started by the dynamic loader',
    script: memoryFileByLoader(),
    held: ['denied programs'],
  },
  {
    name: 'machine code in memory that is writable and executable, by a denied interpreter',
    script: perl(machineCode()),
    possible: `uname -m | grep x86_64`,
    held: ['denied programs'],
  },
  {
    name: 'machine code written through /proc/self/mem by the tools of a shell',
    // What DDexec does: the shell opens its own memory, and dd seeks and writes there.
    script: `(exec 3<>/proc/self/mem) && echo ${says}`,
    held: ['nothing writable'],
  },
  {
    name: 'machine code written through /proc/self/mem by dd itself',
    script: `dd if=/dev/null of=/proc/self/mem conv=notrunc 2>/dev/null && echo ${says}`,
    held: ['nothing writable'],
  },
  {
    name: 'a file system of one’s own in a user namespace',
    script: `unshare -Urm sh -c 'mount -t tmpfs t /tmp && cp /bin/echo /tmp/e && /tmp/e ${says}'`,
    // The map of the user namespace is written to /proc.
    held: [...everyLandlock, 'system calls', 'nothing writable'],
  },
  { name: 'root in a user namespace of one’s own', script: `unshare -U true && echo ${says}`, held: ['system calls'] },
  {
    name: 'a denied program by the dynamic loader',
    script: `for l in /lib64/ld-linux-*.so.? /lib/ld-linux-*.so.?; do [ -e $l ] && $l /usr/bin/perl -e 'print "${says}\\n"'; done`,
    held: ['denied programs'],
  },
  {
    name: 'a denied program under its other name',
    script: `for p in /usr/bin/perl5*; do $p -e 'print "${says}\\n"'; done`,
    held: ['denied programs'],
  },
  {
    name: 'a denied program as a copy',
    script: `cp /usr/bin/perl p; chmod 755 p; ./p -e 'print "${says}\\n"'`,
    held: ['denied programs', ...everythingExecutes],
  },
  {
    name: 'processes of the host and of other sessions',
    script: `for p in /proc/[0-9]*; do case $(cat $p/cmdline 2>/dev/null | tr '\\0' ' ') in *neighbours-[s]ecret*) echo ${says};; esac; done`,
    held: ['process namespace', 'hidden processes'],
  },
  {
    name: 'setuid programs',
    // su waits for a password that never comes; the kernel says whose rights it has meanwhile, or hides it for them.
    script: `mkfifo f; su root <f >/dev/null 2>&1 & p=$!; exec 3>f; until grep -q '^Name:.su$' /proc/$p/status 2>/dev/null || ! [ -d /proc/$p ]; do :; done; grep -qE '^Uid:.[1-9][0-9]*.[1-9]' /proc/$p/status 2>/dev/null || echo ${says}`,
    held: ['nothing executable', 'privileges'],
  },
  // Ways found since.
  { name: 'io_uring', ...system('call(425, 425, 1, "\\0" x 120) >= 0'), held: ['system calls'] },
  {
    name: 'a socket to the hypervisor',
    ...system('socket(S, 40, 1, 0)'),
    held: ['system calls'],
    possible: socketOutside(40),
  },
  {
    name: 'a socket to the kernel’s cryptography',
    ...system('socket(S, 38, 5, 0)'),
    held: ['system calls'],
    possible: socketOutside(38),
  },
  {
    name: 'a key that waits for the next session',
    ...system('do { $t = "user"; $d = "nahtlos"; $p = "x"; call(248, 217, $t, $d, $p, 1, -4) > 0 }'),
    held: ['system calls'],
  },
  {
    name: 'performance events',
    ...system('do { $a = pack("LLQQQQQx80", 1, 128, 0, 0, 0, 0, 0x60); call(298, 241, $a, 0, -1, -1, 0) >= 0 }'),
    held: ['system calls'],
    possible: 'test "$(cat /proc/sys/kernel/perf_event_paranoid)" -lt 3 && echo yes',
  },
  {
    name: 'typing into the terminal of whoever started it',
    // Where the kernel itself refuses it (dev.tty.legacy_tiocsti), it says EIO, which is 5.
    script: `echo 'print "${says}\n" if ioctl(STDIN, 0x5412, $c = "x") or $! == 5' >x; script -qc 'perl x' /dev/null`,
    interpreter: true,
    held: ['system calls'],
  },
  {
    name: 'an abstract socket of another session',
    ...system('socket(S, 1, 1, 0) && connect(S, pack("S a*", 1, "\\0" . $ENV{NEIGHBOUR}))'),
    held: ['programs by place'],
    possible: younger,
  },
  {
    name: 'shared memory of another session',
    script: `ipcs -m | grep -q "$NEIGHBOURS_KEY" && echo ${says}`,
    held: ['IPC namespace'],
  },
  {
    name: 'the kernel’s pattern for dumps',
    script: kernelPattern,
    held: [],
    asRoot: kernelPattern,
    possible: '[ -w /proc/sys/kernel/core_pattern ] && echo yes',
  },
  {
    name: 'the kernel’s list of program formats',
    script: programFormats,
    held: [],
    asRoot: `unshare -m sh -c '${programFormats}'`,
    possible: `unshare -m sh -c 'mount -t binfmt_misc b /mnt' && echo yes`,
  },
  {
    name: 'a file system in user space',
    script: `[ -e /dev/fuse ] && echo ${says}`,
    held: ['private places'],
    possible: 'ls /dev/fuse',
  },
  {
    name: 'a network interface of one’s own',
    script: `[ -e /dev/net/tun ] && echo ${says}`,
    held: ['private places'],
    possible: 'ls /dev/net/tun',
  },
  {
    name: 'starting a service of the host over the system bus',
    script: `[ -S /run/dbus/system_bus_socket ] && echo ${says}`,
    held: ['private places'],
    possible: 'ls /run/dbus/system_bus_socket',
  },
  {
    name: 'a unit of the system’s service manager',
    script: `[ -e /run/systemd/private ] || [ -d /run/systemd/system ] && echo ${says}`,
    held: ['private places'],
    possible: 'ls -d /run/systemd/system',
  },
  {
    name: 'the display and the clipboard of another session, by its abstract socket',
    script: display,
    held: ['programs by place'],
    possible: younger,
  },
  {
    name: 'the display and the clipboard of another session, by its file',
    ...system(
      'do { ($n) = $ENV{NEIGHBOURS_DISPLAY} =~ /(\\d+)/; socket(S, 1, 1, 0) && connect(S, pack("S a*", 1, "/tmp/.X11-unix/X$n\\0")) }',
    ),
    held: ['private places'],
  },
  {
    name: 'a file left in a directory of the host that all may write to',
    script: `echo x >"$NEIGHBOURS_PLACE/left" && echo ${says}`,
    held: ['nothing writable'],
  },
  {
    name: 'the home of another session',
    script: `ls "$NEIGHBOURS_HOME" >/dev/null 2>&1 && echo ${says}`,
    held: [],
    asRoot: `ls "$NEIGHBOURS_HOME" >/dev/null 2>&1 && echo ${says}`,
  },
  {
    name: 'a job for later, by a helper with a group of its own, as crontab and at are',
    script: `j="$NEIGHBOURS_SPOOL/$(cat /proc/sys/kernel/random/uuid)"; "$NEIGHBOURS_HELPER" "$j" 2>/dev/null; [ -e "$j" ] && echo ${says}`,
    held: ['nothing executable', 'nothing writable', 'privileges'],
  },
  {
    name: 'a memory dump on the host’s disk',
    script: `ulimit -c unlimited 2>/dev/null && echo ${says}`,
    held: ['no dumps'],
  },
  {
    name: 'a device node brought along on a home drive',
    script: `head -c 1 Dokumente/node >/dev/null 2>&1 && echo ${says}`,
    held: ['nothing writable'],
  },
  {
    name: 'a program brought along by the descriptor of a file that is gone',
    script: `cp /bin/echo e; exec 7<e; rm e; /proc/self/fd/7 ${says}`,
    held: everythingExecutes,
  },
  {
    name: 'a copied library as a module of GIO',
    script: `mkdir -p m; cp /lib/*-linux-gnu/libz.so.1 m/libm.so; GIO_EXTRA_MODULES=$HOME/m gio info / 2>&1 | grep -q 'undefined symbol' && echo ${says}`,
    tools: ['gio'],
    held: ['nothing executable'],
  },
  {
    name: 'shared memory that is executable, by a denied interpreter',
    // shmget, and shmat with SHM_EXEC.
    script: perl(
      `${call} $i = call(29, 194, 0, 4096, 01700); $r = call(30, 196, $i, 0, 0100000); call(31, 195, $i, 0, 0); print "${says}\n" if $r != -1`,
    ),
    held: ['denied programs'],
  },
  {
    name: 'what devices of the host come and go',
    ...system('socket(S, 16, 3, 15)'),
    held: ['system calls'],
  },
  {
    name: 'connections of others, asked of the kernel',
    ...system('socket(S, 16, 3, 4)'),
    held: ['system calls'],
    possible: `perl -e 'socket(S, 16, 3, 4) and print "yes\n"'`,
  },
  {
    name: 'memory that can be executed because it can be read',
    // personality(READ_IMPLIES_EXEC)
    ...system('call(135, 92, 0x400000) >= 0'),
    held: ['system calls'],
  },
  {
    name: 'handling one’s own faults of memory, to hold the kernel up in the middle of its work',
    // userfaultfd(UFFD_USER_MODE_ONLY)
    ...system('call(323, 282, 1) >= 0'),
    held: ['system calls'],
    possible: outsideCall('call(323, 282, 1) >= 0'),
  },
  {
    name: 'looking on as files are opened',
    // fanotify_init(FAN_REPORT_FID)
    ...system('call(300, 262, 0x200, 0) >= 0'),
    held: ['system calls'],
    possible: outsideCall('call(300, 262, 0x200, 0) >= 0'),
  },
  {
    name: 'memory that even the kernel does not see',
    ...system('call(447, 447, 0) >= 0'),
    held: ['system calls'],
    possible: outsideCall('call(447, 447, 0) >= 0'),
  },
  {
    name: 'what two programs have in common in the kernel',
    ...system('call(312, 272, $$, $$, 2, 0, 0) == 0'),
    held: ['system calls'],
    possible: outsideCall('call(312, 272, $$, $$, 2, 0, 0) == 0'),
  },
  {
    name: 'an open file of a program of another session of the same person',
    // pidfd_open, and pidfd_getfd
    ...system('do { $p = call(434, 434, 0 + $ENV{TWIN}, 0); $p >= 0 && call(438, 438, $p, 0, 0) >= 0 }'),
    held: ['process namespace', 'system calls', ...everyLandlock],
    possible: `test "$(cat /proc/sys/kernel/yama/ptrace_scope 2>/dev/null || echo 0)" -lt 1 && ${outsideCall('do { $p = call(434, 434, $$, 0); call(438, 438, $p, 0, 0) >= 0 }')}`,
  },
  {
    name: 'messages that wait for another session',
    // mq_open, to read
    ...system('do { $n = $ENV{NEIGHBOURS_QUEUE}; call(240, 180, $n, 0, 0, 0) >= 0 }'),
    held: ['IPC namespace'],
  },
  // Asked for by name.
  {
    name: 'a debugger’s hands in another program of one’s own',
    ...system('do { $p = fork or do { sleep 9; exit }; $r = call(101, 117, 16, $p, 0, 0); kill 9, $p; $r == 0 }'),
    held: ['system calls'],
    possible: 'test "$(cat /proc/sys/kernel/yama/ptrace_scope 2>/dev/null || echo 0)" -lt 2 && echo yes',
  },
  {
    name: 'a debugger’s hands in a program of another session of the same person',
    ...system('call(101, 117, 16, 0 + $ENV{TWIN}, 0, 0) == 0'),
    held: ['process namespace', 'system calls', ...everyLandlock],
    possible: 'test "$(cat /proc/sys/kernel/yama/ptrace_scope 2>/dev/null || echo 0)" -lt 1 && echo yes',
  },
  {
    name: 'the memory of a program of another session of the same person',
    ...system(
      'do { $b = "x" x 8; $l = pack("PQ", $b, 8); call(310, 270, 0 + $ENV{TWIN}, $l, 1, $l, 1, 0) != -1 || $!{EFAULT} }',
    ),
    held: ['process namespace', 'system calls', ...everyLandlock],
    possible: 'test "$(cat /proc/sys/kernel/yama/ptrace_scope 2>/dev/null || echo 0)" -lt 1 && echo yes',
  },
  {
    name: 'the files of another session by /proc/PID/root',
    script: `ls /proc/$TWIN/root/usr >/dev/null 2>&1 && echo ${says}`,
    held: ['process namespace', ...everyLandlock],
  },
  {
    name: 'the environment of another session of the same person',
    script: `grep -q twins-secret /proc/$TWIN/environ 2>/dev/null && echo ${says}`,
    held: ['process namespace', ...everyLandlock],
  },
  {
    name: 'ending a program of another session of the same person',
    script: `kill -0 $TWIN 2>/dev/null && echo ${says}`,
    held: ['process namespace', 'programs by place'],
    possible: younger,
  },
  {
    name: 'a program brought along that the session’s bus starts',
    script: `${brought}; mkdir -p .local/share/dbus-1/services; printf '[D-BUS Service]\nName=x.y\nExec=%s/e %s/done\n' ~ ~ >.local/share/dbus-1/services/x.service; dbus-run-session -- dbus-send --print-reply --reply-timeout=3000 --dest=org.freedesktop.DBus / org.freedesktop.DBus.StartServiceByName string:x.y uint32:0 >/dev/null 2>&1; ${wasRun}`,
    tools: ['dbus-run-session', 'dbus-send'],
    held: everythingExecutes,
  },
  {
    name: 'a program brought along in the address of a bus',
    script: `${brought}; DBUS_SESSION_BUS_ADDRESS="unixexec:path=$HOME/e,argv1=$HOME/done" dbus-send --reply-timeout=500 --print-reply --dest=x.y / x.y.Z >/dev/null 2>&1; ${wasRun}`,
    tools: ['dbus-send'],
    held: everythingExecutes,
  },
  {
    name: 'a program brought along in an entry that is started with the desktop',
    script: `${brought}; mkdir -p .config/autostart; printf '[Desktop Entry]\nType=Application\nName=x\nExec=%s/e %s/done\n' ~ ~ >.config/autostart/x.desktop; gio launch .config/autostart/x.desktop >/dev/null 2>&1; for i in 1 2 3 4 5; do [ -e done ] || sleep 0.05; done; ${wasRun}`,
    tools: ['gio'],
    held: everythingExecutes,
  },
  {
    name: 'a denied program by a hard link',
    script: `ln /usr/bin/perl p 2>/dev/null && ./p -e 'print "${says}\n"'`,
    held: [],
    asRoot: `d=$(mktemp -d /usr/nahtlos-test-XXXXXX); ln /usr/bin/perl $d/p && $d/p -e 'print "${says}\n"'; rm -r $d`,
  },
  {
    name: 'the user manager of another session, which would outlive this one',
    script: `[ -S "$XDG_RUNTIME_DIR/systemd/private" ] && echo ${says}`,
    held: ['private places'],
  },
  {
    name: 'a setuid helper of the host, as pkexec, sudo, newuidmap and fusermount3 are',
    script: `"$NEIGHBOURS_SETUID" -u 2>/dev/null | grep -qx 0 && echo ${says}`,
    held: ['nothing executable', 'privileges'],
  },
  {
    name: 'who else has worked on this host',
    script: `ls "$NEIGHBOURS_ACCOUNTS" 2>/dev/null | grep -q . && echo ${says}`,
    held: ['places of others'],
  },
  {
    name: 'the clipboard of another session',
    script: `DISPLAY=$NEIGHBOURS_DISPLAY timeout 5 xclip -selection clipboard -o 2>/dev/null | grep -q neighbours-clipboard && echo ${says}`,
    tools: ['xclip'],
    held: ['programs by place'],
    possible: younger,
  },
  {
    name: 'a service of the host on 127.0.0.1, as an SSH server is one',
    script: `bash -c '(exec 3<>/dev/tcp/127.0.0.1/$NEIGHBOURS_PORT) 2>/dev/null && echo ${says}'`,
    tools: ['bash'],
    held: [],
    open: 'a session has the host’s network, unless its workspace has none or a list of ports',
  },
  {
    name: 'a port that is not in the list',
    script: `bash -c '(exec 3<>/dev/tcp/127.0.0.1/$NEIGHBOURS_PORT) 2>/dev/null && echo ${says}'`,
    tools: ['bash'],
    ports: true,
    held: ['network'],
  },
  {
    name: 'a port that is not in the list, by TCP Fast Open',
    ...system(
      'socket(S, 2, 1, 6) && do { $a = pack("S n C4 x8", 2, $ENV{NEIGHBOURS_PORT}, 127, 0, 0, 1); $m = "hello"; call(44, 206, fileno(S), $m, 5, 0x20000000, $a, 16) > 0 }',
    ),
    ports: true,
    held: ['system calls'],
  },
  {
    name: 'a port that is not in the list, by Multipath TCP',
    ...system('socket(S, 2, 1, 262) && connect(S, pack("S n C4 x8", 2, $ENV{NEIGHBOURS_PORT}, 127, 0, 0, 1))'),
    ports: true,
    held: ['system calls'],
    possible: 'perl -e \'socket(S, 2, 1, 262) and print "yes\n"\'',
  },
  {
    name: 'a service of one’s own that other sessions reach',
    ...system('socket(S, 2, 1, 6) && bind(S, pack("S n C4 x8", 2, 0, 127, 0, 0, 1)) && listen(S, 1)'),
    held: ['no services'],
    possible: 'uname -r | grep -E "^(6\\.([7-9]|[1-9][0-9])|[7-9]|[1-9][0-9])"',
  },
  {
    name: 'Firefox as an interpreter, by its developer tools',
    script: `${firefoxProfile}; timeout 30 firefox-esr --headless --no-remote --profile "$HOME/ff" --start-debugger-server "$HOME/ff/tools" about:blank >/dev/null 2>&1 & until [ -S ff/tools ] || grep -qs sessionstore-windows-restored ff/sessionCheckpoints.json; do kill -0 $! 2>/dev/null || break; sleep 0.1; done; [ -S ff/tools ] && echo ${says}; kill $! 2>/dev/null; wait`,
    tools: ['firefox-esr'],
    held: ['policies'],
    slow: true,
    possible: 'command -v firefox-esr',
  },
  {
    name: 'Firefox as an interpreter, by remote control',
    script: `${firefoxProfile}; timeout 30 firefox-esr --headless --no-remote --profile "$HOME/ff" --marionette --remote-allow-system-access about:blank >/dev/null 2>&1 & n=0; while [ $n -lt 40 ] && kill -0 $! 2>/dev/null; do bash -c '(exec 3<>/dev/tcp/127.0.0.1/2828) 2>/dev/null' && echo ${says} && break; grep -qs sessionstore-windows-restored ff/sessionCheckpoints.json && n=$((n + 1)); sleep 0.1; done; kill $! 2>/dev/null; wait`,
    tools: ['firefox-esr', 'bash'],
    held: ['no services', 'policies'],
    slow: true,
    possible: 'command -v firefox-esr',
  },
  {
    name: 'a macro of LibreOffice that starts a program brought along',
    script: `${brought}; ${macro()}; timeout 60 soffice --headless --norestore "-env:UserInstallation=file://$HOME/lo" "macro:///Standard.Module1.Main" >/dev/null 2>&1; ${wasRun}`,
    tools: ['soffice'],
    held: everythingExecutes,
    slow: true,
    possible: 'command -v soffice',
  },
]

/** A system call or two in Perl, which is permitted for it. */
function system(condition: string): Pick<Escape, 'script' | 'interpreter'> {
  return { script: perl(`${call} print "${says}\\n" if ${condition}`), interpreter: true }
}

/** Whether it works for root on the host, where nothing but the kernel itself could refuse it. */
function outsideCall(condition: string): string {
  return perl(`${call} print "yes\\n" if ${condition}`)
}

function socketOutside(family: number): string {
  return `perl -e 'socket(S, ${family}, ${family === 38 ? 5 : 1}, 0) and print "yes\\n"'`
}

/** Perl: `$f` is the number of a memory file `M` that holds a program. */
function memoryFile(flags: number): string {
  return `${call} $n = "x"; $f = call(319, 279, $n, ${flags}); open(E, "/bin/echo"); local $/; $e = <E>; $^F = 1000; open(M, ">&=", $f); syswrite(M, $e)`
}

function memoryFileByLoader(): string {
  const loader = '($l) = (glob("/lib64/ld-linux-*.so.?"), glob("/lib/ld-linux-*.so.?"))'
  return perl(`${memoryFile(0)}; ${loader}; exec($l, "/proc/self/fd/$f", "${says}")`)
}

/** x86-64: write(1, "ESCAPED\n", 8); exit(0), in a page that is mapped writable and executable and then called. */
function machineCode(): string {
  const code = '488d351a000000bf01000000ba08000000b8010000000f0531ffb83c0000000f05455343415045440a'
  return `use DynaLoader; $a = syscall(9, 0, 4096, 7, 34, -1, 0); pipe(R, W); syswrite(W, pack("H*", "${code}")); syscall(0, fileno(R), $a, 64); DynaLoader::dl_install_xsub("main::go", $a); go()`
}

/** A library of Basic in a profile of her own, as the editor of LibreOffice writes it. */
function macro(): string {
  const module = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">Sub Main
On Error Resume Next
Shell(&quot;HOME/e&quot;, 0, &quot;HOME/done&quot;, True)
StarDesktop.terminate()
End Sub
</script:module>`
  const library = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>`
  const place = 'lo/user/basic/Standard'
  const libraries = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>`
  // Else it would be the first start, which puts an empty library in the place of hers.
  const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item></oor:items>`
  return `rm -rf lo; mkdir -p ${place}; printf '%s' '${libraries}' >lo/user/basic/script.xlc; printf '%s' '${settings}' >lo/user/registrymodifications.xcu; printf '%s' '${library}' >${place}/script.xlb; printf '%s' '${module}' | sed "s|HOME|$HOME|g" >${place}/Module1.xba`
}
