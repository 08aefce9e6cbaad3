import { useEffect, useId, useRef } from 'react'
import { Icon } from './Icon.tsx'
import { useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

/** All faults of a form above it, each a link to its field. Takes the focus when it appears. */
export function ErrorSummary({ faults }: { faults: readonly { readonly field: string; readonly text: string }[] }) {
  const t = useTexts(shellTexts)
  const box = useRef<HTMLDivElement>(null)
  const title = useId()
  useEffect(() => {
    box.current?.focus()
  }, [])
  if (faults.length === 0) return null
  return (
    <div className="kern-alert kern-alert--danger" role="alert" aria-labelledby={title} tabIndex={-1} ref={box}>
      <div className="kern-alert__header">
        <Icon name="danger" />
        <h2 className="kern-title" id={title}>
          {t.errorSummary}
        </h2>
      </div>
      <div className="kern-alert__body">
        <ul className="kern-list kern-list--bullet">
          {faults.map((fault) => (
            <li key={`${fault.field} ${fault.text}`}>
              <a
                href={`#${fault.field}`}
                className="kern-link"
                onClick={(event) => {
                  event.preventDefault()
                  const field = document.getElementById(fault.field)
                  const input = field?.matches('input') ? field : field?.querySelector<HTMLElement>('input, textarea')
                  input?.focus()
                }}
              >
                {fault.text}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
