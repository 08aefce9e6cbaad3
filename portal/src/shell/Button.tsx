import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Icon, type IconName } from './Icon.tsx'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  readonly look?: 'primary' | 'secondary' | 'tertiary'
  readonly small?: boolean
  readonly icon?: IconName
  readonly children: string
}

/**
 * A button that stays focusable while its work is under way, so that the focus is never lost; pressing it does
 * nothing then. React Aria's own `isPending` announces through an element whose name is gone with the button.
 */
export function Button({ look = 'secondary', small = false, icon, children, isPending, ...rest }: ButtonProps) {
  const { onPress, ...others } = rest
  return (
    <AriaButton
      {...others}
      {...(onPress && !isPending ? { onPress } : {})}
      {...(isPending ? { 'data-pending': true } : {})}
      className={`kern-btn kern-btn--${look}${small ? ' kern-btn--x-small' : ''}`}
    >
      {icon && <Icon name={icon} />}
      <span className="kern-label">{children}</span>
    </AriaButton>
  )
}
