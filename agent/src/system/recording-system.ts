import type { FileOptions, System } from './system.ts'

export interface Effect {
  readonly what: 'write' | 'directory' | 'fifo' | 'remove' | 'signal' | 'run' | 'launch'
  readonly path: string
  readonly content?: string
  readonly options?: FileOptions
}

/** A dry run: reads come from the host that it wraps, effects are only written down, in their order. */
export interface RecordingSystem extends System {
  readonly effects: readonly Effect[]
}

export function recordingSystem(host: System): RecordingSystem {
  const effects: Effect[] = []
  const note = (what: Effect['what'], path: string, more: Partial<Effect> = {}) => {
    effects.push({ what, path, ...more })
  }
  const withOptions = (options?: FileOptions) => (options ? { options } : {})
  return {
    ...host,
    effects,
    writeText: async (path, content, options) => note('write', path, { content, ...withOptions(options) }),
    writeBytes: async (path, bytes, options) =>
      note('write', path, { content: Buffer.from(bytes).toString('latin1'), ...withOptions(options) }),
    replaceText: async (path, content) => note('write', path, { content }),
    exchangeText: async (path, content) => note('write', path, { content }),
    claimFile: async (path, content) => {
      const free = !effects.some((effect) => effect.what === 'write' && effect.path === path)
      if (free) note('write', path, { content })
      return free
    },
    makeDirectory: async (path, options) => note('directory', path, withOptions(options)),
    makeFifo: async (path, options) => note('fifo', path, withOptions(options)),
    makeFifos: async (paths, options) => {
      for (const path of paths) note('fifo', path, withOptions(options))
    },
    remove: async (path) => note('remove', path),
    removeDirectory: async (path) => {
      note('remove', path)
      return true
    },
    signalFifo: async (path) => note('write', path),
    run: async (argv, options) => {
      note('run', argv.join(' '), options?.input === undefined ? {} : { content: options.input })
      return { code: 0, stdout: '', stderr: '' }
    },
    follow: (argv) => {
      note('run', argv.join(' '))
      return { ended: Promise.resolve(), close: () => undefined }
    },
    stayOn: async (list) => note('run', `on processors ${list ?? 'all'}`),
    launch: async (argv) => {
      note('launch', argv.join(' '))
      return 0
    },
    signal: (pid, signal) => {
      note('signal', `${pid} ${signal}`)
      return false
    },
  }
}
