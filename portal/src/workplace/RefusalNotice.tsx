import type { Refusal } from '@nahtlos/contract/access/resolution'
import { Link } from '@tanstack/react-router'
import { Icon } from '../shell/Icon.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { workplaceTexts } from './texts.ts'

const way = {
  'give-second-factor': '/second-factor',
  'set-up-second-factor': '/second-factor',
  'request-telework': '/telework/request',
  'see-agreement': '/telework',
} as const

/** Why something is not available, and the way out as a link. */
export function RefusalNotice({ refusal }: { refusal: Refusal }) {
  const t = useTexts(workplaceTexts)
  const text = useText()
  return (
    <div className="refusal flow">
      <p className="kern-body">
        <Icon name="info" /> {text(refusal.text)}
      </p>
      {refusal.remedy !== 'none' && (
        <p>
          <Link to={way[refusal.remedy]} className="kern-btn kern-btn--secondary">
            <span className="kern-label">{t.remedy[refusal.remedy]}</span>
          </Link>
        </p>
      )}
    </div>
  )
}
