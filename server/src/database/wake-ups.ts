import type { Signals } from './signals.ts'

/**
 * Yields once at the beginning, and again whenever one of the channels speaks of something that `concerns`. Signals
 * that come while the consumer is busy are one wake-up. A broken listening connection wakes too, since anything may
 * have been missed. Ends quietly when `abort` is aborted.
 */
export async function* wakeUps(
  signals: Signals,
  channels: readonly string[],
  concerns: (payload: string) => boolean,
  abort: AbortSignal,
): AsyncGenerator<void> {
  let due = true
  let wake: () => void = () => undefined
  const tell = () => {
    due = true
    wake()
  }
  const forget: (() => void)[] = []
  abort.addEventListener('abort', tell)
  try {
    for (const channel of channels)
      forget.push(
        await signals.on(channel, (payload) => {
          if (payload === null || concerns(payload)) tell()
        }),
      )
    while (!abort.aborted) {
      if (!due) await new Promise<void>((resolve) => (wake = resolve))
      if (abort.aborted) return
      due = false
      yield
    }
  } finally {
    abort.removeEventListener('abort', tell)
    for (const end of forget) end()
  }
}
