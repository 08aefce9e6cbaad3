import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { AdministrationFrame } from './administration/AdministrationFrame.tsx'
import { ApprovalsPage } from './approvals/ApprovalsPage.tsx'
import { AccessibilityPage } from './help/AccessibilityPage.tsx'
import { HelpPage } from './help/HelpPage.tsx'
import { Crash } from './shell/Crash.tsx'
import { Gate, OpenFrame } from './shell/Gate.tsx'
import { NotFound } from './shell/NotFound.tsx'
import { SecondFactorPage } from './sign-in/SecondFactorPage.tsx'
import { RequestPage, type RequestSearch } from './telework/RequestPage.tsx'
import { TeleworkPage } from './telework/TeleworkPage.tsx'
import { StartPage } from './workplace/StartPage.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Crash })

/** Pages that anybody may read. */
const open = createRoute({ getParentRoute: () => root, id: 'open', component: OpenFrame })
const help = createRoute({ getParentRoute: () => open, path: '/help', component: HelpPage })
const accessibility = createRoute({ getParentRoute: () => open, path: '/accessibility', component: AccessibilityPage })
const firstAdministrator = createRoute({
  getParentRoute: () => open,
  path: '/first-administrator',
  component: lazyRouteComponent(() => import('./sign-in/FirstAdministratorPage.tsx'), 'FirstAdministratorPage'),
})

/** Pages for whoever is fully signed in; the gate shows the sign-in until then and keeps the address. */
const gate = createRoute({ getParentRoute: () => root, id: 'gate', component: Gate })
const start = createRoute({ getParentRoute: () => gate, path: '/', component: StartPage })
const secondFactor = createRoute({ getParentRoute: () => gate, path: '/second-factor', component: SecondFactorPage })
const telework = createRoute({ getParentRoute: () => gate, path: '/telework', component: TeleworkPage })
const request = createRoute({
  getParentRoute: () => gate,
  path: '/telework/request',
  component: RequestPage,
  validateSearch: (search: Record<string, unknown>): RequestSearch => ({
    ...(search.type === 'telework' || search.type === 'mobile-work' ? { type: search.type } : {}),
    ...(typeof search.correct === 'string' ? { correct: search.correct } : {}),
    ...(typeof search.agreement === 'string' ? { agreement: search.agreement } : {}),
    ...(search.kind === 'renewal' || search.kind === 'change' ? { kind: search.kind } : {}),
  }),
})
const team = createRoute({
  getParentRoute: () => gate,
  path: '/telework/team',
  component: lazyRouteComponent(() => import('./telework/TeamPage.tsx'), 'TeamPage'),
})
const approvals = createRoute({ getParentRoute: () => gate, path: '/approvals', component: ApprovalsPage })

/** Pages that not everybody opens every day: their code comes when somebody does. */
const equipment = createRoute({
  getParentRoute: () => gate,
  path: '/equipment',
  component: lazyRouteComponent(() => import('./equipment/EquipmentPage.tsx'), 'EquipmentPage'),
})
const register = createRoute({
  getParentRoute: () => gate,
  path: '/equipment/register',
  component: lazyRouteComponent(() => import('./equipment/RegisterPage.tsx'), 'RegisterPage'),
})
const notices = createRoute({
  getParentRoute: () => gate,
  path: '/notices',
  component: lazyRouteComponent(() => import('./notices/NoticesPage.tsx'), 'NoticesPage'),
})
const homeWorkplace = createRoute({
  getParentRoute: () => gate,
  path: '/home-workplace',
  component: lazyRouteComponent(() => import('./home-workplace/HomeWorkplacePage.tsx'), 'HomeWorkplacePage'),
})
const safety = createRoute({
  getParentRoute: () => gate,
  path: '/occupational-safety',
  component: lazyRouteComponent(() => import('./home-workplace/SafetyPage.tsx'), 'SafetyPage'),
})
const programRequests = createRoute({
  getParentRoute: () => gate,
  path: '/program-requests',
  component: lazyRouteComponent(() => import('./programs/RequestsPage.tsx'), 'RequestsPage'),
})
const myData = createRoute({
  getParentRoute: () => gate,
  path: '/my-data',
  component: lazyRouteComponent(() => import('./privacy/MyDataPage.tsx'), 'MyDataPage'),
})
const dataProtection = createRoute({
  getParentRoute: () => gate,
  path: '/data-protection',
  component: lazyRouteComponent(() => import('./privacy/OfficePage.tsx'), 'OfficePage'),
})
const audit = createRoute({
  getParentRoute: () => gate,
  path: '/audit',
  component: lazyRouteComponent(() => import('./privacy/AuditPage.tsx'), 'AuditPage'),
})
const archive = createRoute({
  getParentRoute: () => gate,
  path: '/archive',
  component: lazyRouteComponent(() => import('./privacy/ArchivePage.tsx'), 'ArchivePage'),
})

const settings = createRoute({
  getParentRoute: () => gate,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
})
const settingsTimeline = createRoute({
  getParentRoute: () => gate,
  path: '/settings/$template',
  component: lazyRouteComponent(() => import('./settings/TimelinePage.tsx'), 'TimelinePage'),
})
const helpDesk = createRoute({
  getParentRoute: () => gate,
  path: '/help-desk',
  component: lazyRouteComponent(() => import('./help-desk/HelpDeskPage.tsx'), 'HelpDeskPage'),
})
const explain = createRoute({
  getParentRoute: () => gate,
  path: '/help-desk/explain',
  component: lazyRouteComponent(() => import('./help-desk/ExplainPage.tsx'), 'ExplainPage'),
})
const access = createRoute({
  getParentRoute: () => gate,
  path: '/help-desk/$access',
  component: lazyRouteComponent(() => import('./help-desk/AccessPages.tsx'), 'AccessPage'),
})
const accessTimeline = createRoute({
  getParentRoute: () => gate,
  path: '/help-desk/$access/$template',
  component: lazyRouteComponent(() => import('./help-desk/AccessPages.tsx'), 'AccessTimelinePage'),
})

const administration = createRoute({
  getParentRoute: () => gate,
  path: '/administration',
  component: AdministrationFrame,
})
const operation = createRoute({
  getParentRoute: () => administration,
  path: '/',
  component: lazyRouteComponent(() => import('./administration/OperationPage.tsx'), 'OperationPage'),
})
const simulation = createRoute({
  getParentRoute: () => administration,
  path: '/simulation',
  component: lazyRouteComponent(() => import('./administration/SimulationPage.tsx'), 'SimulationPage'),
})
const configuration = createRoute({
  getParentRoute: () => administration,
  path: '/configuration',
  component: lazyRouteComponent(() => import('./configuration/ConfigurationPage.tsx'), 'ConfigurationPage'),
})

const capacity = createRoute({
  getParentRoute: () => administration,
  path: '/capacity',
  component: lazyRouteComponent(() => import('./capacity/CapacityPage.tsx'), 'CapacityPage'),
})

/** The editor comes only when somebody opens a draft. */
const draft = createRoute({
  getParentRoute: () => administration,
  path: '/configuration/drafts/$draft',
  component: lazyRouteComponent(() => import('./configuration/DraftPage.tsx'), 'DraftPage'),
  /** The document that its author came from. */
  validateSearch: (search: Record<string, unknown>): { document?: string } =>
    typeof search.document === 'string' ? { document: search.document } : {},
})
const oneDocument = createRoute({
  getParentRoute: () => administration,
  path: '/configuration/documents/$kind/$id',
  component: lazyRouteComponent(() => import('./configuration/DocumentPage.tsx'), 'DocumentPage'),
})

/** The desktop has the whole window, and its code and noVNC come only when somebody wants a desktop. */
const desktop = createRoute({
  getParentRoute: () => gate,
  path: '/desktop/$session',
  component: lazyRouteComponent(() => import('./desktop/DesktopPage.tsx'), 'DesktopPage'),
})

const tree = root.addChildren([
  open.addChildren([help, accessibility, firstAdministrator]),
  gate.addChildren([
    start,
    secondFactor,
    telework,
    request,
    team,
    approvals,
    administration.addChildren([operation, capacity, simulation, configuration, draft, oneDocument]),
    equipment,
    register,
    notices,
    homeWorkplace,
    safety,
    programRequests,
    myData,
    dataProtection,
    audit,
    archive,
    settings,
    settingsTimeline,
    helpDesk,
    explain,
    access,
    accessTimeline,
    desktop,
  ]),
])

export function makeRouter() {
  return createRouter({ routeTree: tree, scrollRestoration: false, defaultErrorComponent: Crash })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
