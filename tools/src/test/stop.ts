import { setTimeout } from 'node:timers/promises'
import { aliveOf, descendantsOf } from './descendants.ts'

/** Milliseconds that the tests have to clean up, and between two looks at whether they have. */
const usualGrace = 60_000
const pause = 100

/**
 * Makes an end from outside (SIGINT, SIGTERM) one that leaves nothing behind: whatever runs is told to end and waited
 * for, then the process ends with the status of the signal. A second signal ends it on the spot.
 *
 * @param grace milliseconds after which whatever still runs is killed
 * @returns aborted as soon as somebody stops the run: nothing further should begin
 */
export function listenForStop(tell: (line: string) => void, grace = usualGrace): AbortSignal {
  const controller = new AbortController()
  const stop = (status: number) => {
    if (controller.signal.aborted) process.exit(status)
    controller.abort()
    tell('Stopping: what runs cleans up. Once more, and nothing is waited for.')
    cleanUp(tell, grace).then(
      () => process.exit(status),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', () => stop(130))
  process.on('SIGTERM', () => stop(143))
  return controller.signal
}

/** Tells all children to end and waits for them. Whoever lost her parent meanwhile, or did not end in time, is ended. */
async function cleanUp(tell: (line: string) => void, grace: number): Promise<void> {
  const until = performance.now() + grace
  const seen = new Map<number, ReturnType<typeof descendantsOf>[number]>()
  const look = () => {
    const present = descendantsOf(process.pid)
    for (const each of present) seen.set(each.pid, each)
    return present
  }
  for (const { pid, parent } of look()) if (parent === process.pid) end(pid, 'SIGTERM')
  while (look().length > 0 && performance.now() < until) await setTimeout(pause)
  for (const { pid, name } of aliveOf([...seen.values()])) {
    tell(`  ${name} (process ${pid}) was still there and is ended.`)
    end(pid, 'SIGKILL')
  }
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
