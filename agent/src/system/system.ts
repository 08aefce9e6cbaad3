/**
 * Every effect on the host goes through this: files, programs, processes. Tests record it or run it for real;
 * nothing else in the agent touches the host's disk or its processes.
 *
 * Paths are absolute. Errors of the operating system are thrown as they are (`NodeJS.ErrnoException`).
 */
export interface System {
  /** Null where the file does not exist. */
  readText(path: string): Promise<string | null>
  /**
   * Reads what a person could have put there: a plain file of hers under one name, no longer than `most` bytes. Links
   * are not followed, and nothing that is there makes this process wait. Null where it is anything else.
   */
  readHers(path: string, uid: number, most: number): Promise<string | null>
  /** Writes a new file or over an old one; for what is made again after a power cut. */
  writeText(path: string, text: string, options?: FileOptions): Promise<void>
  writeBytes(path: string, bytes: Uint8Array, options?: FileOptions): Promise<void>
  /** Replaces the file in one step: a reader sees the old or the new content, also after a power cut. */
  replaceText(path: string, text: string): Promise<void>
  /** The same, but it may be lost in a power cut: for what has no meaning once the machine's processes are gone. */
  exchangeText(path: string, text: string): Promise<void>
  /** Makes a file that must not be there yet and has it on the disk before it answers; false where it is there. */
  claimFile(path: string, text: string): Promise<boolean>
  /** Makes the directory and those above it; an existing one gets mode and owner too. */
  makeDirectory(path: string, options?: FileOptions): Promise<void>
  makeFifo(path: string, options?: FileOptions): Promise<void>
  /** Several at once, in directories where nothing of these names is. */
  makeFifos(paths: readonly string[], options?: FileOptions): Promise<void>
  /** Names in the directory, sorted; empty where it does not exist. */
  list(path: string): Promise<readonly string[]>
  exists(path: string): Promise<boolean>
  /** Bytes of the file system that a path lies on, as anybody but root may fill it. */
  space(path: string): Promise<{ readonly total: number; readonly available: number }>
  /** What lies there, a link itself and not where it leads; null where nothing does. */
  file(path: string): Promise<FileFacts | null>
  /** Where a path leads when all links are followed; throws ENOENT where it leads nowhere. */
  realPath(path: string): Promise<string>
  /** What a link says, whether or not it leads anywhere; null where there is none. */
  linkTarget(path: string): Promise<string | null>
  /** Removes a file or a whole tree; links are removed and never followed. Nothing there is no error. */
  remove(path: string): Promise<void>
  /** Removes an empty directory; false where it is not empty or in use. Nothing there is removed already. */
  removeDirectory(path: string): Promise<boolean>
  /** Writes a word into a FIFO that somebody reads; throws ENXIO where nobody does, EAGAIN where it is full. */
  signalFifo(path: string, word?: string): Promise<void>
  /**
   * Hears what anybody writes into a FIFO, also what was written before and not heard yet, in pieces of any length;
   * the next piece is read when `heard` has resolved. Failures of `heard` are its own.
   */
  listenFifo(path: string, heard: (text: string) => Promise<void>): Promise<FifoEar>
  /** Resolves when no process has the FIFO open for writing any more: at once where none has. */
  fifoReleased(path: string, signal: AbortSignal): Promise<void>
  /** Whether some process has the FIFO open for writing. */
  isFifoHeld(path: string): Promise<boolean>

  /** Runs a program to its end; where the signal comes first it is killed and the signal's reason thrown. */
  run(argv: readonly string[], options?: RunOptions): Promise<Finished>
  /** Runs a program and hears its output line by line, but for lines of absurd length, until it ends or is no longer followed. */
  follow(argv: readonly string[], heard: (line: string) => void): Followed
  /** The processors that this process began with, a list of the kernel's: `0-2,5`. */
  ownProcessors(): Promise<string>
  /** Milliseconds of processor time that this process has taken by now. */
  ownTime(): number
  /** Keeps this process and what it starts to these processors; null for all that it began with. */
  stayOn(list: string | null): Promise<void>
  /** Starts a program that outlives this process: own session, output appended to the log. Gives its PID. */
  launch(argv: readonly string[], log: string): Promise<number>
  /** Sends a signal; false where the process is gone. */
  signal(pid: number, signal: NodeJS.Signals): boolean
  /** Null where there is none; a process that ended and was not yet waited for is none. */
  process(pid: number): Promise<ProcessFacts | null>
  children(pid: number): Promise<readonly number[]>
  /** All processes of the PID namespace that this one is in, pid_namespaces(7). */
  companions(pid: number): Promise<readonly number[]>
  /** The processes of root that were started with this argument. */
  findByArgument(argument: string): Promise<readonly ProcessFacts[]>
  /** Resolves when that very process has ended. */
  exited(process: Pick<ProcessFacts, 'pid' | 'startTime'>): Promise<void>
  /** Tells that something in a directory may have changed, until the signal; a hint, which may be missed. */
  watch(directory: string, signal: AbortSignal, hint: () => void): void
  /** Resolves with true when the file is there, with false when the time (milliseconds) is over. */
  appears(path: string, within: number, signal?: AbortSignal): Promise<boolean>
}

export interface FileFacts {
  readonly kind: 'file' | 'directory' | 'link' | 'other'
  readonly uid: number
  /** Permission bits. */
  readonly mode: number
  readonly inode: number
  readonly device: number
  /** Hard links. */
  readonly links: number
  /** Milliseconds since the Unix epoch. */
  readonly changed: number
}

export interface FifoEar {
  close(): void
}

export interface FileOptions {
  readonly mode?: number
  readonly owner?: { readonly uid: number; readonly gid: number }
}

export interface RunOptions {
  /** What the program reads. */
  readonly input?: string
  readonly signal?: AbortSignal
}

export interface Followed {
  readonly ended: Promise<void>
  close(): void
}

/** The code of a program that was killed, by whomever: as a shell tells it, 128 and the signal's number. */
export const killed = 137

export interface Finished {
  /** Of a program that a signal ended: 128 and the signal's number. */
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Enough to know a process again: a PID alone is used again, a PID with its start time is not. */
export interface ProcessFacts {
  readonly pid: number
  readonly name: string
  readonly parent: number
  /** Clock ticks since boot, from /proc/PID/stat. */
  readonly startTime: string
}
