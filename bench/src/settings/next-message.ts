import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** What a child process sends next; an error where it ends before. */
export async function nextMessage<Message>(child: ChildProcess, name: string): Promise<Message> {
  const settled = new AbortController()
  const { signal } = settled
  const sent = once(child, 'message', { signal }).then(([message]) => message as Message)
  const ended = once(child, 'exit', { signal }).then(([code]) =>
    Promise.reject(new Error(`${name} ended with ${code}`)),
  )
  try {
    return await Promise.race([sent, ended])
  } finally {
    // Whichever did not come is not waited for any more.
    for (const each of [sent, ended]) each.catch(() => undefined)
    settled.abort()
  }
}
