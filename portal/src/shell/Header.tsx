import type { Me } from '@nahtlos/contract/api/sign-in'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { signOut } from '../api/sign-in.ts'
import { Button } from './Button.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { useTexts } from './language.tsx'
import { useBecome } from './me.tsx'
import { NoticesLink } from './NoticesLink.tsx'
import { shellTexts } from './texts.ts'
import { ZoneBadge } from './ZoneBadge.tsx'

/** The bar above every page; with navigation once somebody is signed in. */
export function Header({ me }: { me: Me | null }) {
  const t = useTexts(shellTexts)
  const become = useBecome()
  const leave = useMutation({ mutationFn: signOut, onSettled: () => become(null) })
  const signedIn = me?.due === 'none' ? me : null
  return (
    <header className="header">
      <div className="header__bar">
        <Link to="/" className="brand">
          <img src="/nahtlos.svg" alt="" width="32" height="32" />
          {t.product}
        </Link>
        <div className="header__right">
          {me && <ZoneBadge zone={me.zone} />}
          {me && (
            <span className="header__name" title={t.signedInAs(me.person.name)}>
              {me.person.name}
            </span>
          )}
          <LanguageSwitch />
          {me && (
            <Button look="tertiary" small icon="logout" onPress={() => leave.mutate()} isPending={leave.isPending}>
              {t.signOut}
            </Button>
          )}
        </div>
      </div>
      {signedIn && (
        <nav className="header__nav" aria-label={t.mainNavigation}>
          <Link to="/" activeOptions={{ exact: true }}>
            {t.start}
          </Link>
          <Link to="/telework">{t.telework}</Link>
          <Link to="/settings">{t.settings}</Link>
          {signedIn.person.approver && <Link to="/approvals">{t.approvals}</Link>}
          <Link to="/equipment">{t.equipment}</Link>
          <Link to="/home-workplace">{t.homeWorkplace}</Link>
          <NoticesLink />
          <Link to="/my-data">{t.myData}</Link>
          {signedIn.person.roles.includes('occupational-safety') && <Link to="/occupational-safety">{t.safety}</Link>}
          {signedIn.person.roles.includes('data-protection') && <Link to="/data-protection">{t.dataProtection}</Link>}
          {signedIn.person.roles.includes('auditor') && <Link to="/audit">{t.audit}</Link>}
          {signedIn.person.roles.includes('archivist') && <Link to="/archive">{t.archive}</Link>}
          {signedIn.person.roles.includes('help-desk') && <Link to="/help-desk">{t.helpDesk}</Link>}
          {signedIn.person.editor && <Link to="/program-requests">{t.programs}</Link>}
          {signedIn.person.editor && (
            <Link
              to={signedIn.person.roles.includes('administrator') ? '/administration' : '/administration/configuration'}
            >
              {t.administration}
            </Link>
          )}
        </nav>
      )}
    </header>
  )
}
