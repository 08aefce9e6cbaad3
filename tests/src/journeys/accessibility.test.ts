import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { findings, overflow } from '../accessibility/axe.ts'
import { Browser, keepPicture } from '../browser/browser.ts'
import { drawn, shareOf } from '../browser/desktop.ts'
import { sessionOf, signInAt } from '../browser/portal.ts'
import { inside } from '../display/inside.ts'
import { TestProduct } from '../product/test-product.ts'

let product: TestProduct
let browser: Browser

before(async () => {
  product = await TestProduct.start()
  browser = await Browser.open()
  // Somebody's request waits for a decision, so that the pages of approvers are not empty.
  const anna = await product.atOffice('anna.becker')
  await product.agree(anna, ['martin.vogel', 'helga.hoffmann', 'lena.krause'])
  await product.file(await product.atOffice('mehmet.yilmaz'))
})
after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await product?.[Symbol.asyncDispose]()
})

/** Who sees which page, and by what it is known to be there. */
const pages = [
  { who: null, path: '/', heading: 'Anmelden' },
  { who: null, path: '/help', heading: /Hilfe/ },
  { who: null, path: '/accessibility', heading: /Barrierefreiheit/ },
  { who: 'anna.becker', path: '/', heading: /Guten Tag/ },
  { who: 'anna.becker', path: '/telework', heading: 'Meine Telearbeit' },
  { who: 'anna.becker', path: '/telework/request', heading: 'Telearbeit beantragen' },
  { who: 'anna.becker', path: '/settings', heading: 'Meine Einstellungen' },
  { who: 'anna.becker', path: '/telework/request?type=mobile-work', heading: 'Telearbeit beantragen' },
  { who: 'anna.becker', path: '/second-factor', heading: /./ },
  { who: 'anna.becker', path: '/nothing-here', heading: /./ },
  { who: 'martin.vogel', path: '/approvals', heading: /Genehmig/ },
  { who: 'anna.becker', path: '/equipment', heading: 'Meine Geräte' },
  { who: 'anna.becker', path: '/home-workplace', heading: 'Mein Arbeitsplatz zu Hause' },
  { who: 'anna.becker', path: '/notices', heading: 'Mitteilungen' },
  { who: 'anna.becker', path: '/my-data', heading: 'Meine Daten' },
  { who: 'anna.becker', path: '/archive', heading: /nicht für Sie/ },
  { who: 'gisela.lager', path: '/equipment/register', heading: 'Geräteverwaltung' },
  { who: 'ursula.lorenz', path: '/audit', heading: 'Protokoll einsehen' },
  { who: 'dagmar.seel', path: '/data-protection', heading: 'Datenschutz' },
  { who: 'dagmar.seel', path: '/occupational-safety', heading: /prüfen/ },
  { who: 'dagmar.seel', path: '/archive', heading: 'Archiv' },
  { who: 'admin.roth', path: '/administration', heading: /./ },
  { who: 'admin.roth', path: '/administration/simulation', heading: /./ },
  { who: 'admin.roth', path: '/administration/configuration', heading: /./ },
] as const

test('axe finds nothing on any page, and no page scrolls sideways at 320 pixels', async (t) => {
  const windows = new Map<string | null, Page>()
  for (const { who, path, heading } of pages) {
    await t.test(`${path} for ${who ?? 'anybody'}`, async () => {
      const page = windows.get(who) ?? (await browser.window())
      windows.set(who, page)
      if (who !== null && page.url() === 'about:blank') await signInAt(page, product, product.office, who)
      await page.goto(product.office + path)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      for (const width of [1440, 800, 320]) {
        await page.setViewportSize({ width, height: 900 })
        assert.deepEqual(await findings(page), [], `at ${width} pixels`)
        assert.ok((await overflow(page)) <= 0, `the page is ${await overflow(page)} pixels too wide at ${width}`)
        await keepPicture(page, `page-${who ?? 'anybody'}${path.replaceAll('/', '-')}-${width}`)
      }
    })
  }
})

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
