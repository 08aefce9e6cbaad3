import { Link } from '@tanstack/react-router'
import { Frame } from './Frame.tsx'
import { useTexts } from './language.tsx'
import { useMeQuery } from './me.tsx'
import { Page } from './Page.tsx'
import { shellTexts } from './texts.ts'

export function NotFound() {
  const t = useTexts(shellTexts)
  const me = useMeQuery().data ?? null
  return (
    <Frame me={me}>
      <Page title={t.notFoundTitle} lead={t.notFound} narrow>
        <p>
          <Link to="/" className="kern-link">
            {t.toStart}
          </Link>
        </p>
      </Page>
    </Frame>
  )
}
