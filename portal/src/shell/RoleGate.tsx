import type { StaffRole } from '@nahtlos/contract/access/context'
import type { ReactNode } from 'react'
import { Alert } from './Alert.tsx'
import { useTexts } from './language.tsx'
import { useMe } from './me.tsx'
import { shellTexts } from './texts.ts'

/** The server refuses by itself; this only spares a page of errors. */
export function RoleGate({ holds, children }: { holds: StaffRole; children: ReactNode }) {
  const t = useTexts(shellTexts)
  const me = useMe()
  if (me.person.roles.includes(holds)) return children
  return (
    <div className="page page--narrow">
      <h1 className="kern-heading-large">{t.notForYouTitle}</h1>
      <Alert kind="info" title={t.notForYou} role="status" />
    </div>
  )
}
