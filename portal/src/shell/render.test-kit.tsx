import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { LanguageProvider } from './language.tsx'

/** Renders in the portal's language and query contexts, as every page is. */
export function renderInPortal(children: ReactNode) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(
    <QueryClientProvider client={queries}>
      <LanguageProvider>{children}</LanguageProvider>
    </QueryClientProvider>,
  )
}
