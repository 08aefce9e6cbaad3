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
  readonly draft: string
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

const helpDesk = 'nina.schaefer'

/** Who signs in for the calls. */
export const callers = [
  'anna.becker',
  ...approvers,
  'gisela.lager',
  'uwe.franke',
  'arno.stein',
  'ursula.lorenz',
  'dagmar.seel',
  helpDesk,
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
    ...surroundings(things),
  ]
}

/** What stands around the programme: the parts that every page has, and the lists of the other rooms. */
function surroundings({ draft }: Things): Call[] {
  const as = (account: string, ...paths: readonly string[]) => paths.map((path) => ({ account, path }))
  const administration = [
    'machines',
    'hosts',
    'sessions',
    'zones',
    'simulation/choices',
    'drafts',
    `drafts/${draft}`,
    'configuration',
    'configuration/1',
    'configuration/2/changes',
    'configuration/documents',
    'configuration/documents/Programme/telearbeit',
  ]
  return [
    ...as('anna.becker', '/api/me', '/api/start', '/api/settings', '/api/settings/accesses', '/api/program-refusals'),
    ...as('martin.vogel', '/api/me', '/api/start'),
    ...as('helga.hoffmann', '/api/start'),
    ...as('administrator', '/api/ping', '/api/first-administrator', '/api/configuration.schema.json'),
    ...as('administrator', ...administration.map((path) => `/api/administration/${path}`)),
    ...as('administrator', '/api/program-requests', '/api/program-trials'),
    ...as(helpDesk, '/api/help-desk/accesses', '/api/help-desk/people?q=mueller', '/api/help-desk/simulation/choices'),
  ]
}

/** What is no page or list of this city: it never ends, or asks for a session, a host or settings that nobody has here. */
const elsewhere =
  /^\/api\/(sessions|connections|settings\/(packages|archive)|help-desk\/accesses\/|administration\/(events|vault))/

/** The pages and lists that no call asks for: there must be none. */
export function uncalled(calls: readonly Call[]): string[] {
  const called = calls.filter(({ method = 'GET' }) => method === 'GET').map(({ path }) => path.split('?')[0] ?? '')
  const paths = routes
    .filter(({ method, path, stream }: Route) => method === 'GET' && stream === undefined && !elsewhere.test(path))
    .map(({ path }) => path)
  // A list beside it is no call of one thing: `people` is not a `:person`.
  const ofOneThing = called.filter((path) => !paths.includes(path))
  return paths.filter((path) => {
    const pattern = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)
    return !(called.includes(path) || ofOneThing.some((one) => pattern.test(one)))
  })
}
