import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import {
  access,
  chmod,
  chown,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  statfs,
  watch,
  writeFile,
} from 'node:fs/promises'
import { constants as machine } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fifoReleased, isFifoHeld, listenFifo } from './fifo.ts'
import { OwnProcessors } from './own-processors.ts'
import { parseProcessStat } from './process-stat.ts'
import { readHers } from './read-hers.ts'
import type { FileFacts, FileOptions, Finished, Followed, ProcessFacts, RunOptions, System } from './system.ts'
import { wholeLines } from './whole-lines.ts'

/** The host itself. */
export function realSystem(): System {
  const own = new OwnProcessors({ readText, run })
  return {
    readText,
    readHers,
    writeText: writeBytes,
    writeBytes,
    replaceText,
    exchangeText,
    claimFile,
    makeDirectory: async (path, options) => {
      await mkdir(path, { recursive: true })
      await applyOptions(path, options)
    },
    makeFifo: async (path, options) => {
      await rm(path, { force: true })
      const made = await run(['mkfifo', '-m', '0600', '--', path])
      if (made.code !== 0) throw new Error(`mkfifo ${path}: ${made.stderr.trim()}`)
      await applyOptions(path, options)
    },
    makeFifos: async (paths, options) => {
      const made = await run(['mkfifo', '-m', '0600', '--', ...paths])
      if (made.code !== 0) throw new Error(`mkfifo ${paths.join(' ')}: ${made.stderr.trim()}`)
      await Promise.all(paths.map((path) => applyOptions(path, options)))
    },
    list: async (path) => ((await readdir(path).catch(absentAsNull)) ?? []).sort(),
    exists: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    space: async (path) => {
      const { bsize, blocks, bavail } = await statfs(path)
      return { total: bsize * blocks, available: bsize * bavail }
    },
    file,
    realPath: (path) => realpath(path),
    linkTarget: (path) => readlink(path).catch(absentAsNull),
    remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 2 }),
    removeDirectory,
    signalFifo,
    listenFifo: async (path, heard) => listenFifo(path, heard),
    fifoReleased: async (path, signal) => fifoReleased(path, signal),
    isFifoHeld: async (path) => isFifoHeld(path),
    run,
    follow,
    ownProcessors: () => own.began(),
    ownTime: () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1000
    },
    stayOn: (list) => own.stayOn(list),
    launch,
    signal,
    process: processFacts,
    children: async (pid) => {
      const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(absentAsNull)
      return (text ?? '').split(' ').filter(Boolean).map(Number)
    },
    companions,
    findByArgument,
    exited,
    watch: watchDirectory,
    appears,
  }
}

/** A control group that is removed between the opening of its file and the reading is no device any more. */
const readText = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error) => (isErrno(error, 'ENODEV') ? null : absentAsNull(error)))

async function writeBytes(path: string, content: string | Uint8Array, options?: FileOptions): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW
  const file = await open(path, flags, options?.mode ?? 0o600)
  try {
    await file.writeFile(content)
    if (options?.mode !== undefined) await file.chmod(options.mode)
    if (options?.owner) await file.chown(options.owner.uid, options.owner.gid)
  } finally {
    await file.close()
  }
}

async function replaceText(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`
  await writeDurably(temporary, text)
  await rename(temporary, path)
  await syncDirectory(path)
}

async function exchangeText(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(temporary, text, { mode: 0o600, flag: 'wx' })
  await rename(temporary, path)
}

async function claimFile(path: string, text: string): Promise<boolean> {
  try {
    await writeDurably(path, text)
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false
    throw error
  }
  await syncDirectory(path)
  return true
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(dirname(path), 'r')
  await directory.sync().finally(() => directory.close())
}

async function applyOptions(path: string, options?: FileOptions): Promise<void> {
  if (options?.mode !== undefined) await chmod(path, options.mode)
  if (options?.owner) await chown(path, options.owner.uid, options.owner.gid)
}

async function file(path: string): Promise<FileFacts | null> {
  const facts = await lstat(path).catch(absentAsNull)
  if (facts === null) return null
  const kind = facts.isFile() ? 'file' : facts.isDirectory() ? 'directory' : facts.isSymbolicLink() ? 'link' : 'other'
  const { uid, ino: inode, dev: device, nlink: links, mtimeMs: changed } = facts
  return { kind, uid, mode: facts.mode & 0o7777, inode, device, links, changed }
}

async function removeDirectory(path: string): Promise<boolean> {
  try {
    await rmdir(path)
    return true
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return true
    if (isErrno(error, 'EBUSY', 'ENOTEMPTY')) return false
    throw error
  }
}

async function signalFifo(path: string, word = 'go\n'): Promise<void> {
  const fifo = await open(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW)
  await fifo.write(word).finally(() => fifo.close())
}

function run(argv: readonly string[], { input, signal: stop }: RunOptions = {}): Promise<Finished> {
  const [program = '', ...rest] = argv
  const options = { maxBuffer: 1 << 24, killSignal: 'SIGKILL', ...(stop ? { signal: stop } : {}) } as const
  return new Promise((resolve, reject) => {
    const child = execFile(program, rest, options, (error, stdout, stderr) => {
      if (stop?.aborted) reject(stop.reason)
      else if (error && typeof error.code === 'string') reject(error)
      else resolve({ code: child.exitCode ?? 128 + numberOf(child.signalCode), stdout, stderr })
    })
    // A program that does not read to the end of its input is its own affair.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

function numberOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : machine.signals[signal]
}

/** Letters of one line that a followed program may say. */
const longestLine = 4096

function follow(argv: readonly string[], heard: (line: string) => void): Followed {
  const [program = '', ...rest] = argv
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'ignore'] })
  child.stdout.setEncoding('utf8').on('data', wholeLines(longestLine, heard))
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  return { ended, close: () => child.kill('SIGKILL') }
}

async function companions(pid: number): Promise<readonly number[]> {
  const namespaceOf = (each: string | number) =>
    readlink(`/proc/${each}/ns/pid`).catch((error: unknown) => {
      // In a container the machine's own first process may be out of reach; it is in no session.
      if (isErrno(error, 'EACCES', 'EPERM')) return null
      return absentAsNull(error)
    })
  const own = await namespaceOf(pid)
  if (own === null) return []
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(names.map(async (name) => ((await namespaceOf(name)) === own ? [Number(name)] : [])))
  return found.flat()
}

async function launch(argv: readonly string[], log: string): Promise<number> {
  const [program = '', ...rest] = argv
  const output = await open(
    log,
    constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW,
    0o600,
  )
  try {
    const child = spawn(program, rest, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
    })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    child.unref()
    if (child.pid === undefined) throw new Error(`${program} has no process`)
    return child.pid
  } finally {
    await output.close()
  }
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if (isErrno(error, 'ESRCH')) return false
    throw error
  }
}

async function processFacts(pid: number): Promise<ProcessFacts | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(absentAsNull)
  return text === null ? null : parseProcessStat(text)
}

async function findByArgument(argument: string): Promise<readonly ProcessFacts[]> {
  const found: ProcessFacts[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(absentAsNull)
    if (!command?.split('\0').includes(argument)) continue
    const owner = await stat(`/proc/${name}`).catch(absentAsNull)
    const facts = await processFacts(Number(name))
    // Anybody may call a program with any argument; only root's can be ours.
    if (facts && owner?.uid === 0) found.push(facts)
  }
  return found
}

/** The kernel tells only parents of an end, and a session outlives its parent, so it is asked for. */
const exitPoll = 250

async function exited({ pid, startTime }: Pick<ProcessFacts, 'pid' | 'startTime'>): Promise<void> {
  while ((await processFacts(pid))?.startTime === startTime) await setTimeout(exitPoll)
}

function watchDirectory(directory: string, signal: AbortSignal, hint: () => void): void {
  void (async () => {
    for await (const _ of watch(directory, { signal })) hint()
  })().catch(() => {
    // A directory that is not there, or not any more, has no changes; whoever needs to know looks now and then.
  })
}

async function appears(path: string, within: number, signal?: AbortSignal): Promise<boolean> {
  const time = AbortSignal.timeout(within)
  const stop = signal ? AbortSignal.any([signal, time]) : time
  const isThere = () =>
    access(path).then(
      () => true,
      () => false,
    )
  try {
    const changes = watch(dirname(path), { signal: stop })
    if (await isThere()) return true
    for await (const _ of changes) if (await isThere()) return true
  } catch (error) {
    if (!stop.aborted) throw error
  }
  return isThere()
}

function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** A process or file that is gone by now answers null; every other error goes on. */
function absentAsNull(error: unknown): null {
  if (isErrno(error, 'ENOENT', 'ESRCH', 'ENOTDIR')) return null
  throw error
}
