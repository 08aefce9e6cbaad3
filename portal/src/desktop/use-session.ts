import type { MySession } from '@nahtlos/contract/api/workplace'
import { useEffect, useState } from 'react'
import { follow } from '../api/live.ts'
import { troubleOf } from '../api/problem-error.ts'
import { session as askSession, sessionEventsPath } from '../api/workplace.ts'

const over: readonly MySession['state'][] = ['ended', 'failed', 'lost']

/** One session, live. An error is told only where it will not pass by itself. */
export function useSession(id: string): { session: MySession | null; error: unknown } {
  const [session, setSession] = useState<MySession | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const stop = follow<MySession>(
      sessionEventsPath(id),
      () => askSession(id),
      (next) => {
        setSession(next)
        setError(null)
        // Nothing follows a final state; without this the browser would ask for the stream again and again.
        if (over.includes(next.state)) stop()
      },
      (cause) => {
        const { code } = troubleOf(cause)
        if (code === 'not-found' || code === 'not-signed-in' || code === 'not-permitted') {
          setError(cause)
          stop()
        }
      },
    )
    return stop
  }, [id])
  return { session, error }
}
