export type IconName =
  | 'info'
  | 'success'
  | 'warning'
  | 'danger'
  | 'home'
  | 'help'
  | 'logout'
  | 'check'
  | 'close'
  | 'arrow-back'
  | 'arrow-forward'
  | 'calendar-today'
  | 'search'
  | 'content-copy'
  | 'autorenew'
  | 'open-in-new'
  | 'account-circle'

/** Decoration only: whatever it says, words beside it say too. */
export function Icon({ name, size = 'default' }: { name: IconName; size?: 'small' | 'default' | 'large' }) {
  return <span className={`kern-icon kern-icon--${name} kern-icon--${size}`} aria-hidden="true" />
}
