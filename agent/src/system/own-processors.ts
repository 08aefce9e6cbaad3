import type { System } from './system.ts'

/** Of proc_pid_status(5): the processors that a process may run on, a list of the kernel's. Pure. */
export const processorsIn = (status: string): string | undefined => /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1]

/** The processors that this process runs on, sched_setaffinity(2); whatever it starts inherits them. */
export class OwnProcessors {
  readonly #system: Pick<System, 'readText' | 'run'>
  #began: string | null = null

  constructor(system: Pick<System, 'readText' | 'run'>) {
    this.#system = system
  }

  /** Those that it began with, a list of the kernel's: `0-2,5`. */
  async began(): Promise<string> {
    if (this.#began === null) {
      const list = processorsIn((await this.#system.readText('/proc/self/status')) ?? '')
      if (list === undefined) throw new Error('/proc/self/status tells no processors')
      this.#began = list
    }
    return this.#began
  }

  /** Keeps all its threads on these, with taskset(1); null for those that it began with. */
  async stayOn(list: string | null): Promise<void> {
    const wanted = list ?? (await this.began())
    const argv = ['taskset', '--all-tasks', '--cpu-list', '--pid', wanted, String(process.pid)]
    const { code, stderr } = await this.#system.run(argv)
    if (code !== 0) throw new Error(`taskset --cpu-list ${wanted}: ${stderr.trim()}`)
  }
}
