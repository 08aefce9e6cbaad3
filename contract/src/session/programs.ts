import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { says } from '../issue-text.ts'

/** A Debian package's name; `*` stands for any letters, as in `python3*`. */
export const PackagePattern = z
  .string()
  .regex(
    /^[a-z0-9*][a-z0-9+.*-]*$/,
    says(
      'muss ein Paketname sein; * steht für beliebige Zeichen, wie in python3*',
      'must be a package name; * stands for any letters, as in python3*',
    ),
  )
  // One rule, or the needs of one app, would lift or deny everything.
  .regex(
    /[a-z0-9+].*[a-z0-9+]/,
    says(
      'muss mindestens zwei Zeichen des Namens nennen, sonst wäre jedes Paket gemeint',
      'must name at least two letters, or it would mean every package',
    ),
  )
/** A program's absolute path; `*` in its last part stands for any letters, as in `/usr/local/bin/python*`. */
export const ProgramPattern = z
  .string()
  .max(300)
  .regex(
    /^(\/[\w@%+=:,. -]+)*\/[\w@%+=:,. *-]+$/,
    says(
      'muss ein absoluter Pfad sein; * steht im letzten Teil für beliebige Zeichen, wie in /usr/local/bin/python*',
      'must be an absolute path; * in its last part stands for any letters, as in /usr/local/bin/python*',
    ),
  )

export const ProgramSet = z.strictObject({
  packages: z.array(PackagePattern).default([]),
  paths: z.array(ProgramPattern).default([]),
})
export type ProgramSet = z.infer<typeof ProgramSet>

/** What a rule that is only tried out would deny: it runs, and the host tells of it. */
export const WatchedPrograms = ProgramSet.extend({ rule: Slug })
export type WatchedPrograms = z.infer<typeof WatchedPrograms>

/**
 * What of the host's installed programs one session may start. What a person brings along never runs, whatever
 * stands here. A program that is allowed is not denied.
 */
export const SessionPrograms = z.strictObject({
  deny: ProgramSet,
  allow: ProgramSet,
  /** Denied by a rule of the city: nothing that is allowed lifts it. */
  forbid: ProgramSet.default({ packages: [], paths: [] }),
  /** Denied by nothing yet; absent where no rule is tried out. */
  watch: z.array(WatchedPrograms).optional(),
})
export type SessionPrograms = z.infer<typeof SessionPrograms>

/**
 * Packages whose programs run whatever they are given: with one of them, a file that a person was sent is a program
 * after all. Shells are not among them, because desktops are started by them; they can start only what may run anyway.
 */
export const interpreters: ProgramSet = {
  packages: [
    ...[
      'python2*',
      'python3*',
      'pypy*',
      'perl',
      'perl-base',
      'libperl*',
      'ruby*',
      'nodejs',
      'php*',
      'lua5*',
      'luajit',
      'tcl*',
      'tk8*',
    ],
    ...[
      'guile-*',
      'gjs',
      'gawk',
      'expect',
      'r-base-core',
      'octave*',
      'swi-prolog*',
      'sbcl',
      'ghc*',
      'ocaml*',
      'erlang*',
    ],
    ...['mono-*', 'openjdk-*', 'golang*', 'rustc', 'gcc*', 'g++*', 'cpp*', 'clang*', 'tcc', 'binutils*', 'nasm'],
    ...['gdb*', 'lldb*', 'strace', 'ltrace', 'valgrind', 'bpftrace', 'bpfcc-tools'],
    ...[
      'busybox*',
      'socat',
      'ncat',
      'netcat*',
      'qemu-*',
      'wine*',
      'emacs*',
      'vim-nox',
      'vim-gtk*',
      'docker*',
      'podman',
      'flatpak',
      'snapd',
    ],
    ...['at', 'cron', 'systemd-cron'],
    // Editors, players and tools with an interpreter inside that can call whatever the machine can.
    ...['neovim*', 'mpv', 'nmap', 'ndiff', 'tshark', 'wireshark*', 'texlive-binaries', 'texlive-luatex', 'luametatex'],
    ...['scribus*', 'blender*', 'freecad*', 'inkscape-extensions*', 'linux-perf*', 'code', 'codium', 'electron*'],
    ...['deno', 'bun', 'dotnet-*', 'powershell*', 'julia', 'racket', 'mit-scheme', 'chezscheme*', 'chicken-bin'],
    ...['gforth', 'gfortran*', 'gnat*', 'gdc*', 'gm2*', 'fpc', 'fp-*', 'zig*', 'nim', 'ldc', 'dmd*', 'crystal'],
    ...[
      'libmozjs-*',
      'quickjs',
      'duktape',
      'mujs',
      'default-jre*',
      'default-jdk*',
      'kotlin',
      'scala',
      'clojure',
      'groovy',
    ],
    ...[
      'elixir',
      'clisp',
      'ecl',
      'gcl',
      'smlnj',
      'mlton',
      'polyml',
      'micropython',
      'jython',
      'rakudo',
      'pforth',
      'yasm',
    ],
    ...['llvm-*-runtime', 'llvm-runtime', 'lli*', 'cargo', 'rust-*', 'gccgo*', 'gdbserver', 'radare2', 'ruby-full'],
  ],
  paths: [
    'python',
    'perl',
    'node',
    'ruby',
    'pypy',
    'lua',
    'php',
    'java',
    'deno',
    'bun',
    'uv',
    'npm',
    'npx',
    'tclsh',
    'guile',
  ].flatMap((name) => [`/usr/local/bin/${name}*`, `/opt/bin/${name}*`]),
}

export const usualPrograms: SessionPrograms = SessionPrograms.parse({ deny: interpreters, allow: {} })
