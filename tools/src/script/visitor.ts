import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const checkout = resolve(import.meta.dirname, '../../..')

/** What the script may call besides the programs that are played; nothing else is on its PATH. */
const borrowed =
  'awk bash cat chown cmp comm cp dirname env find grep ln mkdir printf readlink rm sed sh sleep sort tail tr true wc'

/** The account that a visitor has who is not root. */
const nobody = 65_534

/** Debian 13's own words. */
const debian13 = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\nVERSION_ID="13"\nVERSION_CODENAME=trixie\n'
export const debian12 =
  'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n'
export const ubuntu2404 =
  'PRETTY_NAME="Ubuntu 24.04.1 LTS"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\nVERSION_CODENAME=noble\n'

/** What apt says without a network. */
export const noNetwork =
  "Err:1 http://deb.debian.org/debian trixie InRelease\n  Temporary failure resolving 'deb.debian.org'\nE: Some index files failed to download."

export interface Machine {
  /** What `/etc/os-release` says. */
  readonly system?: string
  /** Whether the kernel can forbid to run what lies in memory (6.3 and later). */
  readonly kernel?: boolean
  /** What `uname -m` says. */
  readonly processor?: string
  /** Free megabytes. */
  readonly room?: number
  readonly who?: 'root' | 'sudo' | 'sudo with a password' | 'without sudo'
  /** Packages that no archive has. */
  readonly lacks?: readonly string[]
  /** What `apt-get update` fails with. */
  readonly updateFails?: string
  /** What `apt-get install` fails with. */
  readonly installFails?: string
  /** What `npm install` fails with. */
  readonly npmFails?: string
  /** Whether everything is installed already. */
  readonly installed?: boolean
  readonly environment?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number | null
  /** Both streams. */
  readonly said: string
  /** The programs that were played, in order, each with its arguments. */
  readonly called: readonly string[]
}

/**
 * A clone of its own on a machine that is played: the script is the real one, run with a PATH on which `apt-get`,
 * `df`, `uname` and their like are small programs that do as `Machine` says and write down that they were called. What
 * the script reads from the system itself (`/etc/os-release`, the kernel's switch) is put over it in a mount namespace.
 */
export class Visitor implements Disposable {
  readonly clone: string
  readonly #place = mkdtempSync(join(tmpdir(), 'nahtlos-script-'))
  readonly #bin = join(this.#place, 'bin')

  constructor() {
    chmodSync(this.#place, 0o755)
    this.clone = join(this.#place, 'clone')
    for (const directory of [this.#bin, join(this.clone, 'bench/src'), join(this.#place, 'kernel/new')])
      mkdirSync(directory, { recursive: true })
    mkdirSync(join(this.#place, 'kernel/old'))
    writeFileSync(join(this.#place, 'kernel/new/memfd_noexec'), '1\n')
    cpSync(join(checkout, 'nahtlos'), join(this.clone, 'nahtlos'))
    cpSync(join(checkout, 'tools/packages'), join(this.clone, 'tools/packages'), { recursive: true })
    cpSync(join(checkout, 'package.json'), join(this.clone, 'package.json'))
    writeFileSync(join(this.clone, 'package-lock.json'), '{}\n')
    for (const name of ['start', 'relay', 'resolve', 'contain', 'report'])
      writeFileSync(join(this.clone, `bench/src/${name}.ts`), '')
    for (const name of borrowed.split(' ')) symlinkSync(whereIs(name), join(this.#bin, name))
    for (const [name, text] of Object.entries(played)) this.#play(name, text)
    for (const file of ['called', 'have']) {
      writeFileSync(join(this.#place, file), '')
      chmodSync(join(this.#place, file), 0o666)
    }
    const all = spawnSync('chown', ['-R', `${nobody}:${nobody}`, this.clone])
    if (all.status !== 0) throw new Error(String(all.stderr))
  }

  /** Runs `./nahtlos WORDS…` there. */
  run(words: readonly string[], machine: Machine = {}): Answer {
    const who = machine.who ?? 'sudo'
    const told: Record<string, string> = {
      MACHINE_PROCESSOR: machine.processor ?? 'x86_64',
      MACHINE_ROOM: String(machine.room ?? 100_000),
      MACHINE_SUDO: who === 'sudo' ? 'yes' : 'no',
      MACHINE_LACKS: ` ${(machine.lacks ?? []).join(' ')} `,
      MACHINE_UPDATE: machine.updateFails ?? '',
      MACHINE_INSTALL: machine.installFails ?? '',
      MACHINE_NPM: machine.npmFails ?? '',
      MACHINE_INSTALLED: machine.installed === true ? 'yes' : 'no',
      MACHINE_PLACE: this.#place,
      MACHINE_CLONE: this.clone,
    }
    rmSync(join(this.#bin, 'sudo'), { force: true })
    if (who !== 'without sudo') this.#play('sudo', sudo)
    writeFileSync(join(this.#place, 'called'), '')
    const system = join(this.#place, 'os-release')
    writeFileSync(system, machine.system ?? debian13)
    const kernel = join(this.#place, machine.kernel === false ? 'kernel/old' : 'kernel/new')
    const account = who === 'root' ? [] : ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups']
    const variables = Object.entries({ PATH: this.#bin, ...told, ...machine.environment })
    const command = [
      ...['unshare', '--mount', '--propagation', 'private', 'sh', '-ec'],
      'mount --bind "$1" /etc/os-release; mount --bind "$2" /proc/sys/vm; shift 2; exec "$@"',
      ...['sh', system, kernel, ...account],
      ...['env', '-i', ...variables.map(([name, value]) => `${name}=${value}`)],
      ...[join(this.#bin, 'bash'), join(this.clone, 'nahtlos'), ...words],
    ]
    const [program = '', ...rest] = command
    const { status, stdout, stderr } = spawnSync(program, rest, { encoding: 'utf8', cwd: '/', timeout: 30_000 })
    const called = readFileSync(join(this.#place, 'called'), 'utf8').split('\n').filter(Boolean)
    return { status, said: `${stdout}${stderr}`, called }
  }

  [Symbol.dispose](): void {
    rmSync(this.#place, { recursive: true, force: true })
  }

  #play(name: string, text: string): void {
    const file = join(this.#bin, name)
    writeFileSync(file, `#!/bin/sh\n${text}`, { mode: 0o755 })
  }
}

function whereIs(name: string): string {
  const found = ['/usr/bin', '/bin', '/usr/sbin'].map((place) => join(place, name)).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`this machine has no ${name}`)
  return found
}

const writeDown = `echo "\${0##*/} $*" >>"$MACHINE_PLACE/called"\n`

/** What `npm install` leaves in a clone: a Node that says what it was given. */
const node = `#!/bin/sh
case $1 in
  */city-packages.ts) echo 'mousepad firefox-esr' ;;
  */modules-match.ts) [ ! -e "$MACHINE_PLACE/modules-differ" ] ;;
  *) echo "STARTED \${1#"$MACHINE_CLONE/"} $(shift; echo "$*") port=$NAHTLOS_PORT state=$NAHTLOS_STATE" ;;
esac
`

const sudo = `${writeDown}shift
[ "$MACHINE_SUDO" = yes ] || exit 1
[ "$1" = -- ] && shift
case $1 in mkdir) exit 0 ;; tee) exec cat >/dev/null ;; esac
exec "$@"
`

const played: Readonly<Record<string, string>> = {
  uname: `case $1 in -m) echo "$MACHINE_PROCESSOR" ;; *) echo 6.1.0-30-amd64 ;; esac\n`,
  df: `printf 'Filesystem 1048576-blocks Used Available Capacity Mounted\\n/dev/x 1 1 %s 1%% /\\n' "$MACHINE_ROOM"\n`,
  locale: `printf 'C\\nde_DE.utf8\\nen_GB.utf8\\n'\n`,
  'dpkg-query': `shift 3
for each; do
  if [ "$MACHINE_INSTALLED" = yes ] || grep -qx "$each" "$MACHINE_PLACE/have"; then echo "installed $each"; fi
done
`,
  'apt-cache': `shift 2
for each; do case $MACHINE_LACKS in *" $each "*) ;; *) echo "Package: $each" ;; esac; done
`,
  'apt-get': `${writeDown}case $* in
  *' update') [ -z "$MACHINE_UPDATE" ] || { echo "$MACHINE_UPDATE"; exit 100; } ;;
  *' install '*)
    [ -z "$MACHINE_INSTALL" ] || { echo "$MACHINE_INSTALL"; exit 100; }
    for each; do case $each in -* | install) ;; *) echo "$each" >>"$MACHINE_PLACE/have" ;; esac; done ;;
esac
`,
  npm: `${writeDown}[ -z "$MACHINE_NPM" ] || { echo "$MACHINE_NPM"; exit 1; }
case $* in *node-linux*) mkdir -p "$MACHINE_CLONE/.state/runtime/node_modules/.bin"; exit 0 ;; esac
mkdir -p "$MACHINE_CLONE/node_modules/.bin"
cat >"$MACHINE_CLONE/node_modules/.bin/node" <<'NODE'
${node}NODE
PATH=/usr/bin:/bin chmod 755 "$MACHINE_CLONE/node_modules/.bin/node"
`,
}
