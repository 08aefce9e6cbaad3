import { Link } from '@tanstack/react-router'
import { useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

export function Footer() {
  const t = useTexts(shellTexts)
  return (
    <footer className="footer">
      <nav aria-label={t.footer}>
        <Link to="/help" className="kern-link">
          {t.help}
        </Link>
        <Link to="/accessibility" className="kern-link">
          {t.accessibility}
        </Link>
      </nav>
    </footer>
  )
}
