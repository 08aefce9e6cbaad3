import { type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

interface PageProps {
  readonly title: string
  readonly children: ReactNode
  /** A sentence below the heading. */
  readonly lead?: ReactNode
  readonly narrow?: boolean
}

/** A page: its heading takes the focus when the page opens, and names the window. */
export function Page({ title, lead, narrow = false, children }: PageProps) {
  const t = useTexts(shellTexts)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – ${t.product}`
  }, [title, t.product])
  useEffect(() => {
    heading.current?.focus()
  }, [])
  return (
    <div className={narrow ? 'page page--narrow' : 'page'}>
      <div className="page__heading">
        <h1 className="kern-heading-large" tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {lead && <p className="kern-body kern-body--large">{lead}</p>}
      </div>
      {children}
    </div>
  )
}
