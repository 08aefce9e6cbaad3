import type { Me } from '@nahtlos/contract/api/sign-in'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { ProblemError } from '../api/problem-error.ts'
import { me } from '../api/sign-in.ts'

/** Who is signed in; `null` for nobody. Kept in memory alone. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await me()
    } catch (error) {
      if (error instanceof ProblemError && error.trouble.code === 'not-signed-in') return null
      throw error
    }
  },
  staleTime: 60_000,
})

export function useMeQuery() {
  return useQuery(meQuery)
}

/** Takes over a fresh `Me` after a step of the sign-in, and forgets everything of whoever was there before. */
export function useBecome(): (me: Me | null) => void {
  const queries = useQueryClient()
  return (next) => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' && query.queryKey[0] !== 'first-run' })
    queries.setQueryData(meQuery.queryKey, next)
  }
}

const MeContext = createContext<Me | null>(null)
export const MeProvider = MeContext.Provider

/** The signed-in person; only below the frame that made sure there is one. */
export function useMe(): Me {
  const person = useContext(MeContext)
  if (person === null) throw new Error('useMe outside of the signed-in frame')
  return person
}
