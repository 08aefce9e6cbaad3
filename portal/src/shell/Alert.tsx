import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

interface AlertProps {
  readonly kind: 'info' | 'success' | 'warning' | 'danger'
  readonly title: string
  readonly children?: ReactNode
  /** `alert` interrupts a screen reader, `status` waits its turn; without one it is plain content. */
  readonly role?: 'alert' | 'status'
}

export function Alert({ kind, title, children, role }: AlertProps) {
  return (
    <div className={`kern-alert kern-alert--${kind}`} role={role}>
      <div className="kern-alert__header">
        <Icon name={kind} />
        <span className="kern-title">{title}</span>
      </div>
      {children && <div className="kern-alert__body">{children}</div>}
    </div>
  )
}
