import type { Me } from '@nahtlos/contract/api/sign-in'
import { useTexts } from './language.tsx'
import { shellTexts } from './texts.ts'

/** Where the person is, as the server sees it. */
export function ZoneBadge({ zone }: { zone: Me['zone'] }) {
  const t = useTexts(shellTexts)
  const kind = zone.id === null ? 'warning' : zone.outside ? 'info' : 'success'
  const label = zone.id === null ? t.unknownPlace : zone.outside ? t.atHome : t.inOffice
  return (
    <span className={`kern-badge kern-badge--${kind} kern-badge--small`}>
      <span className="kern-label kern-label--small">{label}</span>
    </span>
  )
}
