import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { importPeople } from '@nahtlos/contract/api/administration'
import { makeDraft } from '@nahtlos/contract/api/configuration'
import { askLookUp, decideLookUp } from '@nahtlos/contract/api/privacy'
import { askAccess, helpDeskAccesses, helpDeskPeople, mySettings } from '@nahtlos/contract/api/settings'
import type { Page } from 'playwright-core'
import { findings, overflow } from '../accessibility/axe.ts'
import { type Headings, isFit, looksFit } from '../accessibility/fit.ts'
import { portalRoutes, routesIn } from '../accessibility/portal-routes.ts'
import { Browser, explaining, keepPicture } from '../browser/browser.ts'
import { drawn, shareOf } from '../browser/desktop.ts'
import { sessionOf, signInAt } from '../browser/portal.ts'
import { fillRequest } from '../browser/request-form.ts'
import { inside } from '../display/inside.ts'
import { askDatabase } from '../product/ask-database.ts'
import { TestProduct } from '../product/test-product.ts'

/** Works in a desktop and leaves settings behind. */
const worker = 'thomas.berger'
const newcomer = {
  account: 'nora.neu',
  name: 'Nora Neu',
  department: 'sozialamt',
  manager: null,
  mail: null,
  signIn: true,
}

let product: TestProduct
let browser: Browser
/** Her session, once it has ended. */
let worked = ''

before(async () => {
  product = await TestProduct.start()
  browser = await Browser.open()
  // Somebody's request waits for a decision, so that the pages of approvers are not empty.
  const anna = await product.atOffice('anna.becker')
  await product.agree(anna, ['martin.vogel', 'helga.hoffmann', 'lena.krause'])
  await product.file(await product.atOffice('mehmet.yilmaz'))
})
afterEach(explaining(() => browser))
after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await product?.[Symbol.asyncDispose]()
})

/** A page, by the route that the router declares, who sees it, and what its heading says. */
interface Listed extends Headings {
  readonly route: string
  readonly who: string | null
  /** Its address, where the route has a part that changes, or the page is another one for her. */
  readonly path?: string | (() => string | Promise<string>)
}

const pages: readonly Listed[] = [
  { route: '/', who: null, de: 'Anmelden', en: 'Sign in' },
  { route: '/help', who: null, de: 'Hilfe', en: 'Help' },
  { route: '/accessibility', who: null, de: 'Erklärung zur Barrierefreiheit', en: 'Accessibility statement' },
  {
    route: '/first-administrator',
    who: null,
    de: 'Erste Administration einrichten',
    en: 'Set up the first administrator',
  },
  { route: '/', who: 'anna.becker', de: 'Guten Tag, Anna Becker', en: 'Hello, Anna Becker' },
  { route: '/telework', who: 'anna.becker', de: 'Meine Telearbeit', en: 'My telework' },
  { route: '/telework/request', who: 'anna.becker', de: 'Telearbeit beantragen', en: 'Request telework' },
  {
    route: '/telework/request',
    path: '/telework/request?type=mobile-work',
    who: 'anna.becker',
    de: 'Telearbeit beantragen',
    en: 'Request telework',
  },
  { route: '/settings', who: 'anna.becker', de: 'Meine Einstellungen', en: 'My settings' },
  { route: '/second-factor', who: 'anna.becker', de: 'Code eingeben', en: 'Enter the code' },
  { route: '/nothing-here', who: 'anna.becker', de: 'Diese Seite gibt es nicht', en: 'This page does not exist' },
  { route: '/equipment', who: 'anna.becker', de: 'Meine Geräte', en: 'My devices' },
  { route: '/home-workplace', who: 'anna.becker', de: 'Mein Arbeitsplatz zu Hause', en: 'My workplace at home' },
  { route: '/notices', who: 'anna.becker', de: 'Mitteilungen', en: 'Notices' },
  { route: '/my-data', who: 'anna.becker', de: 'Meine Daten', en: 'My data' },
  {
    route: '/archive',
    who: 'anna.becker',
    de: 'Diese Seite ist nicht für Sie bestimmt',
    en: 'This page is not meant for you',
  },
  { route: '/approvals', who: 'martin.vogel', de: 'Genehmigungen', en: 'Approvals' },
  { route: '/telework/team', who: 'martin.vogel', de: 'Mein Team', en: 'My team' },
  { route: '/equipment/register', who: 'gisela.lager', de: 'Geräteverwaltung', en: 'Equipment' },
  { route: '/audit', who: 'ursula.lorenz', de: 'Protokoll einsehen', en: 'Look at a log' },
  { route: '/data-protection', who: 'dagmar.seel', de: 'Datenschutz', en: 'Data protection' },
  {
    route: '/occupational-safety',
    who: 'uwe.franke',
    de: 'Arbeitsplätze zu Hause prüfen',
    en: 'Assess workplaces at home',
  },
  { route: '/archive', who: 'arno.stein', de: 'Archiv', en: 'Archive' },
  { route: '/help-desk', who: 'nina.schaefer', de: 'Benutzerhilfe', en: 'Help desk' },
  {
    route: '/help-desk/explain',
    who: 'nina.schaefer',
    de: 'Warum bekommt jemand etwas nicht?',
    en: 'Why does somebody not get something?',
  },
  {
    route: '/help-desk/$access',
    path: async () => `/help-desk/${await access()}`,
    who: 'nina.schaefer',
    de: 'Einstellungen einer Person',
    en: 'A person’s settings',
  },
  {
    route: '/help-desk/$access/$template',
    path: async () => `/help-desk/${await access()}/${await template()}`,
    who: 'nina.schaefer',
    de: 'Einstellungen einer Person',
    en: 'A person’s settings',
  },
  {
    route: '/settings/$template',
    path: async () => `/settings/${await template()}`,
    who: worker,
    de: /^Verlauf: \p{L}/u,
    en: /^History: \p{L}/u,
  },
  {
    route: '/desktop/$session',
    path: () => `/desktop/${worked}`,
    who: worker,
    de: 'Diese Sitzung ist beendet',
    en: 'This session has ended',
  },
  { route: '/administration', who: 'admin.roth', de: 'Betrieb', en: 'Operation' },
  { route: '/administration/simulation', who: 'admin.roth', de: 'Was bekäme …?', en: 'What would … get?' },
  { route: '/administration/configuration', who: 'admin.roth', de: 'Konfiguration', en: 'Configuration' },
  { route: '/administration/capacity', who: 'admin.roth', de: 'Auslastung', en: 'Capacity' },
  { route: '/program-requests', who: 'admin.roth', de: 'Programme freigeben', en: 'Approve programs' },
  {
    route: '/administration/configuration/documents/$kind/$id',
    path: '/administration/configuration/documents/Workspace/sozialamt',
    who: 'admin.roth',
    de: 'Sozialamt',
    en: 'Social services',
  },
  {
    route: '/administration/configuration/drafts/$draft',
    path: async () => `/administration/configuration/drafts/${await faultyDraft()}`,
    who: 'admin.roth',
    de: 'Entwurf mit Fehler',
    en: 'Entwurf mit Fehler',
  },
]

test('every page that the router knows is in the list', async () => {
  const listed = new Set(pages.map(({ route }) => route))
  assert.deepEqual(
    (await portalRoutes()).filter((route) => !listed.has(route)),
    [],
    'add them to the pages above',
  )
  assert.deepEqual(
    routesIn(
      "const a = createRoute({ getParentRoute: () => root, path: '/a/' })\nconst b = createRoute({\n  getParentRoute: () => a,\n  path: '/$b',\n})\nconst c = createRoute({ getParentRoute: () => root, id: 'c' })\n",
    ),
    ['/a', '/a/$b'],
  )
})

test('a desktop that is prepared, worked with and ended is fit for everybody in each state', async () => {
  const page = await browser.window()
  await signInAt(page, product, product.office, worker)
  const { hosts } = product.product
  // The hosts stand still, so that the state in between lasts until it was looked at.
  for (const host of [hosts.a, hosts.b]) host.kill('SIGSTOP')
  try {
    await page.getByRole('button', { name: 'Desktop starten: Schulverwaltung' }).click()
    await isFit(page, 'preparing', { de: /wird gestartet$/, en: /is starting$/ })
  } finally {
    for (const host of [hosts.a, hosts.b]) host.kill('SIGCONT')
  }
  await drawn(page, (picture) => picture.width > 0)
  worked = sessionOf(page)
  await page.getByRole('button', { name: 'Zwischenablage', exact: true }).click()
  await page.getByLabel('Zuletzt im Desktop kopiert').waitFor()
  await looksFit(page, 'desktop-clipboard-de', [1440, 320])
  await page.context().setOffline(true)
  await page.getByText('Die Verbindung ist unterbrochen').waitFor()
  await looksFit(page, 'desktop-interrupted-de', [320])
  await page.context().setOffline(false)
  await page.evaluate(() => sessionStorage.setItem('language', 'en'))
  await page.reload()
  await drawn(page, (picture) => picture.width > 0)
  await page.getByRole('button', { name: 'Clipboard', exact: true }).click()
  await looksFit(page, 'desktop-clipboard-en', [320])
  await page.getByRole('button', { name: 'End desktop' }).first().click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End desktop' }).click()
  await isFit(page, 'desktop-over', { de: 'Diese Sitzung ist beendet', en: 'This session has ended' })
  await page.context().close()
})

test('whoever comes for the first time finds every step of the sign-in fit, and what is wrong with it in her language', async () => {
  const { firstPasswords } = await (await product.atOffice('admin.roth')).call(importPeople, {
    body: { people: [newcomer] },
  })
  const page = await browser.window()
  await page.goto(product.office)
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await isFit(page, 'sign-in-empty', { de: 'Anmelden', en: 'Sign in' })
  await page.getByLabel('Benutzername').fill(newcomer.account)
  await page.getByLabel('Passwort', { exact: true }).fill('falsch')
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByText('Die Anmeldung war nicht erfolgreich.').waitFor()
  await isFit(page, 'sign-in-refused', { de: 'Anmelden', en: 'Sign in' })
  const first = firstPasswords[0]?.password ?? ''
  await page.getByLabel('Passwort', { exact: true }).fill(first)
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByLabel('Bisheriges Passwort').fill(first)
  const own = async (password: string) => {
    for (const label of ['Neues Passwort', 'Neues Passwort wiederholen'])
      await page.getByLabel(label, { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Passwort speichern' }).click()
  }
  await own(`${newcomer.account}-2031`)
  await page.getByText('Neues Passwort: darf Ihren Benutzernamen nicht enthalten').waitFor()
  await isFit(page, 'own-password', { de: 'Eigenes Passwort wählen', en: 'Choose your own password' })
  await own('Regenschirm Nordlicht 7')
  await page.getByRole('heading', { level: 1, name: /Guten Tag/ }).waitFor()
  await page.goto(`${product.office}/second-factor`)
  await isFit(page, 'set-up-begin', { de: 'Zweiten Faktor einrichten', en: 'Set up the second factor' })
  await page.getByRole('button', { name: 'Einrichten beginnen' }).click()
  await page.getByRole('img', { name: /QR-Code/ }).waitFor()
  await isFit(page, 'set-up-code', { de: 'Zweiten Faktor einrichten', en: 'Set up the second factor' })
  await page.context().close()

  const home = await browser.window()
  await home.goto(product.outside)
  await home.getByLabel('Benutzername').fill('anna.becker')
  await home.getByLabel('Passwort', { exact: true }).fill(product.password('anna.becker'))
  await home.getByRole('button', { name: 'Anmelden' }).click()
  await isFit(home, 'code-due', { de: 'Code eingeben', en: 'Enter the code' })
  await home.context().close()
})

test('every question of a request is fit', async () => {
  const page = await browser.window()
  await signInAt(page, product, product.office, 'martin.vogel')
  await page.goto(`${product.office}/telework/request`)
  await page.setViewportSize({ width: 320, height: 900 })
  // The city's day, which begins before that of Greenwich.
  const from = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })
  let question = 0
  await fillRequest(page, { from, until: from, days: ['Montag'] }, async () => {
    question += 1
    await looksFit(page, `request-${question}`, [320])
  })
  assert.ok(question > 5, `only ${question} questions`)
  await page.context().close()
})

test('a log that is open, a look that waits for a word, and a case for the archive are fit, with all that they show', async () => {
  const auditor = await product.atOffice('ursula.lorenz')
  const day = 86_400_000
  const wish = (account: string) => ({
    account,
    purpose: 'Prüfung nach Dienstanweisung 7',
    from: new Date(Date.now() - day).toISOString(),
    until: new Date().toISOString(),
  })
  const { id } = await auditor.call(askLookUp, { body: wish('anna.becker') })
  const officer = await product.atOffice('dagmar.seel')
  await officer.call(decideLookUp, { params: { lookUp: id }, body: { granted: true } })
  await auditor.call(askLookUp, { body: wish('martin.vogel') })
  await askDatabase(
    product,
    `insert into archive_offer (class, subject, person, offered_at, until_at)
      select 'ended-agreement', id, person, now(), now() + interval '90 days' from telework_agreement limit 1`,
  )
  const look = async (
    who: string,
    path: string,
    name: string,
    headings: Headings,
    act: (page: Page) => Promise<void>,
  ) => {
    const page = await browser.window()
    await signInAt(page, product, product.office, who)
    await page.goto(product.office + path)
    await act(page)
    await isFit(page, name, headings)
    await page.context().close()
  }
  const log = { de: 'Protokoll einsehen', en: 'Look at a log' }
  await look('ursula.lorenz', '/audit', 'look-up-open', log, async (page) => {
    await page.getByRole('button', { name: /Anna Becker/ }).click()
    await page.getByRole('table').getByText('Anmeldung und Abmeldung').first().waitFor()
  })
  await look('dagmar.seel', '/data-protection', 'look-up-asked', { de: 'Datenschutz', en: 'Data protection' }, (page) =>
    page.getByText('Prüfung nach Dienstanweisung 7').first().waitFor(),
  )
  await look('arno.stein', '/archive', 'archive-offer', { de: 'Archiv', en: 'Archive' }, async (page) => {
    await page.getByText('Vereinbarung, Sozialamt').first().waitFor()
    await page.getByRole('button', { name: 'Vorgang speichern' }).click()
    await page.getByText(/^Gespeichert am/).waitFor()
  })
})

test('axe finds nothing on any page in either language, and no page scrolls sideways at 320 pixels', async (t) => {
  const windows = new Map<string | null, Page>()
  for (const { who, route, path, de, en } of pages) {
    await t.test(`${route} for ${who ?? 'anybody'}`, async () => {
      const page = windows.get(who) ?? (await browser.window())
      windows.set(who, page)
      if (who !== null && page.url() === 'about:blank') await signInAt(page, product, product.office, who)
      await page.goto(product.office + (typeof path === 'function' ? await path() : (path ?? route)))
      await isFit(page, `${who ?? 'anybody'}${route.replaceAll('/', '-')}`, { de, en })
    })
  }
})

/** The person whose settings somebody helps with. */
async function access(): Promise<string> {
  const helper = await product.atOffice('nina.schaefer')
  const [known] = await helper.call(helpDeskAccesses)
  if (known !== undefined) return known.id
  const [person] = await helper.call(helpDeskPeople, { query: { q: worker } })
  const body = { person: person?.id ?? '', basis: 'reason', reason: 'Der Bildschirm bleibt leer.' } as const
  return (await helper.call(askAccess, { body })).id
}

/** Something of hers that was kept when her session ended. */
async function template(): Promise<string> {
  const [kept] = await (await product.atOffice(worker)).call(mySettings)
  assert.ok(kept, 'nothing was kept of the session')
  return kept.template
}

async function faultyDraft(): Promise<number> {
  const administrator = await product.atOffice('admin.roth')
  const files = [{ path: 'zone.yaml', text: 'kind: Zone\nid: Amt\n' }]
  return (await administrator.call(makeDraft, { body: { title: 'Entwurf mit Fehler', files } })).id
}

test('from sign-in to the desktop and out of it again with the keyboard alone', async () => {
  const page = await browser.window()
  const account = 'fatma.demir'
  await page.goto(product.office)
  await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor()
  await tabTo(page, 'Benutzername')
  await page.keyboard.type(account)
  await tabTo(page, 'Passwort')
  await page.keyboard.type(product.password(account))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /Guten Tag/ }).waitFor()
  await tabTo(page, /^Desktop starten/)
  await page.keyboard.press('Enter')
  await drawn(page, (picture) => picture.width > 0)
  const session = await inside(product.product.state, sessionOf(page))
  await tabTo(page, 'Desktop bedienen')
  await page.keyboard.press('Enter')
  await page.getByRole('status').filter({ hasText: 'Sie sind jetzt im Desktop' }).waitFor()
  await drawn(page, (picture) => shareOf(picture, kitaBackground) > 0.6)
  assert.deepEqual(await findings(page), [], 'the page of the desktop')
  await keepPicture(page, 'keyboard-in-the-desktop')
  for (const key of ['Control', 'Alt', 'Shift']) await page.keyboard.down(key)
  for (const key of ['Shift', 'Alt', 'Control']) await page.keyboard.up(key)
  await page.getByRole('status').filter({ hasText: 'Sie sind jetzt bei den Werkzeugen' }).waitFor()
  assert.equal(await focused(page), 'Desktop bedienen')
  assert.ok((await session.run('id', '-un')).includes(account))
  await page.setViewportSize({ width: 320, height: 700 })
  assert.ok((await overflow(page)) <= 0, 'the page of the desktop is too wide at 320 pixels')
  // Inside a toolbar the arrow keys lead from button to button (ARIA authoring practices, toolbar pattern).
  await goTo(page, 'ArrowRight', 'Desktop beenden')
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog').waitFor()
  assert.deepEqual(await findings(page), [], 'the question before the end')
  await tabTo(page, 'Desktop beenden')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Diese Sitzung ist beendet' }).waitFor()
})

const kitaBackground = '#b3541e'

function tabTo(page: Page, name: string | RegExp): Promise<void> {
  return goTo(page, 'Tab', name)
}

/** Presses a key until the focus is where it should be; fails after more presses than any page has places. */
async function goTo(page: Page, key: string, name: string | RegExp): Promise<void> {
  const seen: string[] = []
  for (let pressed = 0; pressed < 60; pressed += 1) {
    const now = await focused(page)
    if (typeof name === 'string' ? now === name : name.test(now)) return
    seen.push(now)
    await page.keyboard.press(key)
  }
  assert.fail(`the keyboard never reached ${name}; it saw ${[...new Set(seen)].join(' | ')}`)
}

/** The accessible name of what has the focus, as far as label, aria-label or text give it. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return ''
    const label = element.getAttribute('aria-label')
    if (label !== null) return label
    const own = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent
    return (own ?? '').trim()
  })
}
