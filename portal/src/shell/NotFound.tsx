import { Link } from '@tanstack/react-router'
import { useTexts } from './language.tsx'
import { Page } from './Page.tsx'
import { shellTexts } from './texts.ts'

export function NotFound() {
  const t = useTexts(shellTexts)
  return (
    <Page title={t.notFoundTitle} lead={t.notFound} narrow>
      <p>
        <Link to="/" className="kern-link">
          {t.toStart}
        </Link>
      </p>
    </Page>
  )
}
