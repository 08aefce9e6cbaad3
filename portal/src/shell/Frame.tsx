import type { Me } from '@nahtlos/contract/api/sign-in'
import type { ReactNode } from 'react'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

/** Header, content and footer of every page but the desktop. */
export function Frame({ me, children }: { me: Me | null; children: ReactNode }) {
  const t = useTexts(shellTexts)
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <Header me={me} />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </div>
  )
}
