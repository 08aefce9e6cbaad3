import { useEffect, useState } from 'react'
import { type Operation, operation, operationEventsPath } from '../api/administration.ts'
import { follow } from '../api/live.ts'

/** Hosts and sessions, live. */
export function useOperation(): { operation: Operation | null; error: unknown } {
  const [value, setValue] = useState<Operation | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(
    () =>
      follow<Operation>(
        operationEventsPath,
        operation,
        (next) => {
          setValue(next)
          setError(null)
        },
        setError,
        5000,
      ),
    [],
  )
  return { operation: value, error }
}
