/** What a neighbour does, in a shell of her own session, until the session ends. */
export interface Attack {
  readonly script: string
  /** Not done without limits: it would take the machine along that measures. */
  readonly needsLimits: boolean
}

const loop = (count: number, body: string) => `i=0; while [ $i -lt ${count} ]; do (${body}) & i=$((i+1)); done; wait`

export const attacks: Readonly<Record<string, Attack>> = {
  '32 busy loops': { script: loop(32, 'while :; do :; done'), needsLimits: false },
  // Grows by what it has read, and /dev/zero has no line; a dozen at once, and again when one was ended.
  'memory without end': { script: loop(12, 'while :; do tail /dev/zero; done'), needsLimits: true },
  // Of bash, because it goes on where no process can be started, and others give up.
  'a fork bomb': { script: "exec bash -c 'f() { f | f & f & }; while :; do f; done'", needsLimits: true },
  'programs without end': { script: loop(24, 'while :; do /bin/true; done'), needsLimits: false },
  'full places in memory': {
    script: loop(1, 'while :; do for at in /tmp /var/tmp /dev/shm; do cat /dev/zero >$at/x; done; rm -f /tmp/x; done'),
    needsLimits: false,
  },
  'a full disk': {
    script: loop(4, 'while :; do dd if=/dev/zero of=$HOME/x$i bs=1M conv=fsync; rm -f $HOME/x$i; done'),
    needsLimits: false,
  },
}
