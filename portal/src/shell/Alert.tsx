import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from './Icon.tsx'

interface AlertProps {
  readonly kind: 'info' | 'success' | 'warning' | 'danger'
  readonly title: string
  readonly children?: ReactNode
  /** `alert` interrupts a screen reader, `status` waits its turn; without one it is plain content. */
  readonly role?: 'alert' | 'status'
}

export function Alert({ kind, title, children, role }: AlertProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A refusal that appears above or below what is on the screen would look as if nothing had happened.
    if (role === 'alert') box.current?.scrollIntoView?.({ block: 'nearest' })
  }, [role])
  return (
    <div className={`kern-alert kern-alert--${kind}`} role={role} ref={box}>
      <div className="kern-alert__header">
        <Icon name={kind} />
        <span className="kern-title">{title}</span>
      </div>
      {children && <div className="kern-alert__body">{children}</div>}
    </div>
  )
}
