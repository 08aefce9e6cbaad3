/**
 * Follows a value of the server: by server-sent events, and by asking every `pollEvery` milliseconds
 * where the stream can't be had. Returns how to stop. Events and answers are whole values, so losing one does no harm.
 */
export function follow<T>(
  path: string,
  ask: () => Promise<T>,
  tell: (value: T) => void,
  fail: (error: unknown) => void,
  pollEvery = 2000,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  async function poll() {
    try {
      const value = await ask()
      if (!stopped) tell(value)
    } catch (error) {
      if (!stopped) fail(error)
    }
    if (!stopped) timer = setTimeout(poll, pollEvery)
  }

  if (typeof EventSource === 'undefined') {
    void poll()
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }
  const events = new EventSource(path)
  events.onmessage = (event: MessageEvent<string>) => {
    clearTimeout(timer)
    timer = undefined
    tell(JSON.parse(event.data) as T)
  }
  // The browser tries again by itself after a break; meanwhile, and where it gave up, we ask.
  events.onerror = () => {
    if (timer === undefined && !stopped) timer = setTimeout(poll, 0)
  }
  return () => {
    stopped = true
    clearTimeout(timer)
    events.close()
  }
}
