import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { Icon, type IconName } from './Icon.tsx'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  readonly look?: 'primary' | 'secondary' | 'tertiary'
  readonly small?: boolean
  readonly icon?: IconName
  readonly children: string
}

/** A button that stays focusable while its work is under way, so that the focus is never lost. */
export function Button({ look = 'secondary', small = false, icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`kern-btn kern-btn--${look}${small ? ' kern-btn--x-small' : ''}`}>
      {icon && <Icon name={icon} />}
      <span className="kern-label">{children}</span>
    </AriaButton>
  )
}
