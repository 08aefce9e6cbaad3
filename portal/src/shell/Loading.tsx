import { useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

export function Loading() {
  const t = useTexts(shellTexts)
  return (
    <p className="loading kern-body" role="status">
      <span className="spinner" aria-hidden="true" />
      {t.loading}
    </p>
  )
}
