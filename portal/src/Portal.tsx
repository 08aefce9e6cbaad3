import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { signIns } from './api/client.ts'
import { ProblemError } from './api/problem-error.ts'
import { makeRouter } from './router.tsx'
import { LanguageProvider } from './shell/language.tsx'
import { meQuery } from './shell/me.tsx'

/** A refusal stays one when asked again; silence and faults of the server may pass. */
function worthAnotherTry(failures: number, error: Error): boolean {
  if (failures >= 2) return false
  return !(error instanceof ProblemError) || error.trouble.code === null || error.trouble.code === 'server-unavailable'
}

function makeQueries(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: { retry: worthAnotherTry, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
  // Whichever request first learns that the sign-in is over, the whole portal knows it and asks for a new one.
  signIns.addEventListener('signed-out', () => queries.setQueryData(meQuery.queryKey, null))
  return queries
}

export function Portal() {
  const [queries] = useState(makeQueries)
  const [router] = useState(makeRouter)
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <RouterProvider router={router} />
      </LanguageProvider>
    </QueryClientProvider>
  )
}
