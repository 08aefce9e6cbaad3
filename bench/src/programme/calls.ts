import type { Route } from '@nahtlos/contract/api/route'
import { routes } from '@nahtlos/contract/api/routes'

/** One call of a page or list: who asks for it, and what it is called in the result. */
export interface Call {
  readonly account: string
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
}

/** Identifiers of real things that the calls ask for. */
export interface Things {
  readonly request: string
  readonly ownRequest: string
  readonly agreement: string
  readonly document: string
  readonly device: string
  readonly deviceDocument: string
  readonly check: string
  readonly photo: string
  readonly lookUp: string
  readonly offer: string
  readonly feed: string
  readonly teamFeed: string
}

const approvers = [
  'martin.vogel',
  'helga.hoffmann',
  'lena.krause',
  'petra.lang',
  'claudia.wolf',
  'rainer.busch',
  'sabine.klein',
  'monika.peters',
]

/** Who signs in for the calls. */
export const callers = [
  'anna.becker',
  ...approvers,
  'gisela.lager',
  'uwe.franke',
  'arno.stein',
  'ursula.lorenz',
  'dagmar.seel',
]

/** Every page and list of the programme as those see it who use it. */
export function readingCalls(things: Things): Call[] {
  const as = (account: string, ...paths: readonly string[]) => paths.map((path) => ({ account, path }))
  return [
    ...as('anna.becker', '/api/telework', '/api/telework/terms', '/api/telework/terms?type=mobile-work'),
    ...as('anna.becker', '/api/telework/draft', `/api/telework/requests/${things.ownRequest}`),
    ...as('anna.becker', `/api/telework/requests/${things.ownRequest}/documents`),
    ...as('anna.becker', `/api/telework/documents/${things.document}`),
    ...as('anna.becker', `/api/telework/agreements/${things.agreement}/swaps`),
    ...as('anna.becker', '/api/notices', '/api/notices/mail', '/api/home-workplace', '/api/equipment/mine'),
    ...as(
      'anna.becker',
      '/api/equipment/mine/documents',
      '/api/privacy/mine',
      '/api/privacy/mine/file',
      '/api/privacy/looks',
    ),
    ...as('anna.becker', '/api/privacy/logged', `/api/calendar/${things.feed}`),
    ...approvers.flatMap((account) => as(account, '/api/approvals', '/api/approvals?name=sch')),
    ...as('martin.vogel', '/api/approvals/absences', '/api/approvals/people?q=mueller', '/api/telework/team'),
    ...as('martin.vogel', '/api/telework/team?date=2026-05-18', `/api/calendar/${things.teamFeed}`),
    ...as('helga.hoffmann', '/api/telework/team', '/api/notices'),
    ...as('lena.krause', `/api/telework/requests/${things.request}`),
    ...as('gisela.lager', '/api/equipment/devices', '/api/equipment/devices?q=schm', '/api/equipment/devices?q=000777'),
    ...as('gisela.lager', '/api/equipment/devices?dueUntil=2026-12-31', '/api/equipment/stock', '/api/equipment/terms'),
    ...as(
      'gisela.lager',
      `/api/equipment/devices/${things.device}`,
      `/api/equipment/documents/${things.deviceDocument}`,
    ),
    ...as('gisela.lager', '/api/equipment/wanted', '/api/equipment/export', '/api/equipment/people?q=mueller'),
    ...as('uwe.franke', '/api/home-workplace/checks', `/api/home-workplace/checks/${things.check}`),
    ...as('uwe.franke', `/api/home-workplace/checks/${things.check}/photos/${things.photo}`),
    ...as(
      'arno.stein',
      '/api/archive/offers',
      `/api/archive/offers/${things.offer}`,
      `/api/archive/offers/${things.offer}/file`,
    ),
    ...as('ursula.lorenz', '/api/privacy/look-ups/mine', `/api/privacy/look-ups/${things.lookUp}/events`),
    ...as('dagmar.seel', '/api/privacy/look-ups', '/api/privacy/erasures', '/api/privacy/evidence'),
    ...as('dagmar.seel', '/api/privacy/drafts'),
    ...as('administrator', '/api/administration/capacity', '/api/administration/mail', '/api/statistics'),
    ...as('administrator', '/api/administration/people?q=mueller', '/api/administration/waiting-roles'),
  ]
}

const programme =
  /^\/api\/(telework|approvals|calendar|equipment|home-workplace|notices|archive|privacy|statistics|administration\/(capacity|mail|people|waiting-roles))\b/

/** The pages and lists of the programme that no call asks for: there must be none. */
export function uncalled(calls: readonly Call[]): string[] {
  const called = calls.filter(({ method = 'GET' }) => method === 'GET').map(({ path }) => path.split('?')[0] ?? '')
  return routes
    .filter(({ method, path }: Route) => method === 'GET' && programme.test(path))
    .filter(({ path }) => !called.some((one) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]{8,}')}$`).test(one)))
    .map(({ path }) => path)
}
