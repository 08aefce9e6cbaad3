import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Alert } from '../shell/Alert.tsx'
import { useTexts } from '../shell/language.tsx'
import { useMe } from '../shell/me.tsx'
import { RoleGate } from '../shell/RoleGate.tsx'
import { administrationTexts } from './texts.ts'

export function AdministrationFrame() {
  const t = useTexts(administrationTexts)
  const me = useMe()
  const isConfiguration = useLocation().pathname.startsWith('/administration/configuration')
  // The server refuses by itself; this only spares a page of errors.
  const administrator = me.person.roles.includes('administrator')
  if (!me.person.editor)
    return (
      <div className="page page--narrow">
        <Alert kind="info" title={t.notPermitted} role="status" />
      </div>
    )
  return (
    <>
      <nav className="subnav" aria-label={t.navigation}>
        {administrator && (
          <Link to="/administration" activeOptions={{ exact: true }}>
            {t.operation}
          </Link>
        )}
        {administrator && <Link to="/administration/capacity">{t.capacity}</Link>}
        {administrator && <Link to="/administration/simulation">{t.simulation}</Link>}
        <Link to="/administration/configuration">{t.configuration}</Link>
      </nav>
      {isConfiguration ? (
        <Outlet />
      ) : (
        <RoleGate holds="administrator">
          <Outlet />
        </RoleGate>
      )}
    </>
  )
}
