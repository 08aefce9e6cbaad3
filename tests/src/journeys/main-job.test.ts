import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { drainHost } from '@nahtlos/contract/api/administration'
import { fileRequest, teleworkTerms } from '@nahtlos/contract/api/telework'
import { connectSession } from '@nahtlos/contract/api/workplace'
import type { Page } from 'playwright-core'
import { Browser, explaining, keepPicture } from '../browser/browser.ts'
import {
  clickLauncher,
  differing,
  drawn,
  drawnAtRest,
  frozenPictureOf,
  likeness,
  type Picture,
  shareOf,
} from '../browser/desktop.ts'
import { sessionOf, signedInAs, signInAt } from '../browser/portal.ts'
import { fillRequest } from '../browser/request-form.ts'
import { type Inside, inside } from '../display/inside.ts'
import { Viewer } from '../display/viewer.ts'
import { ticketWire } from '../display/wire.ts'
import { applicationFor } from '../people/application.ts'
import { TestProduct } from '../product/test-product.ts'
import { eventually } from '../waiting/eventually.ts'

/** The background of the social services' workspace. */
const background = '#7a2e3a'
const textEditor = 2

let product: TestProduct
let browser: Browser

before(async () => {
  product = await TestProduct.start({ reevaluateEvery: 2_000 })
  browser = await Browser.open()
})
afterEach(explaining(() => browser))
after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await product?.[Symbol.asyncDispose]()
})

test('an employee applies, is approved, works at the office, goes on at home, and finds her settings on another host', async (t) => {
  const office = await browser.window()
  let letter: Picture
  let session: Inside

  await t.test('she files a request in the portal', async () => {
    await signInAt(office, product, product.office, 'anna.becker')
    await office.getByRole('link', { name: 'Telearbeit' }).click()
    await office.getByRole('link', { name: 'Telearbeit beantragen' }).first().click()
    const { today } = await (await product.atOffice('anna.becker')).call(teleworkTerms)
    await fillRequest(office, {
      from: today,
      until: inDays(today, 60),
      days: [weekdayName(today), weekdayName(inDays(today, 1))],
    })
    await keepPicture(office, 'journey-1-request')
    await office.getByRole('button', { name: 'Antrag absenden' }).click()
    await office.getByRole('heading', { name: 'Ihr Antrag ist unterwegs' }).waitFor()
  })

  await t.test('her line manager, her head of department and IT approve, one after the other', async () => {
    for (const approver of ['martin.vogel', 'helga.hoffmann', 'lena.krause']) {
      const page = await browser.window()
      await signInAt(page, product, product.office, approver)
      await page.getByRole('link', { name: 'Genehmigungen' }).click()
      await page.getByRole('button', { name: /genehmigen$/ }).click()
      await page.getByRole('status').filter({ hasText: 'Anna Becker' }).waitFor()
      await keepPicture(page, `journey-2-approved-by-${approver}`)
      await page.context().close()
    }
  })

  await t.test('she starts her desktop at the office and it is drawn', async () => {
    await office.getByRole('link', { name: 'Start', exact: true }).click()
    await office.getByRole('button', { name: 'Desktop starten' }).click()
    await drawn(office, (picture) => shareOf(picture, background) > 0.85)
    session = await inside(product.product.state, sessionOf(office))
    await keepPicture(office, 'journey-3-desktop')
  })

  await t.test('she writes a letter and lets the text editor show line numbers', async () => {
    await office.getByRole('button', { name: 'Desktop bedienen' }).click()
    await clickLauncher(office, textEditor)
    const window = () => session.run('xdotool', 'search', '--onlyvisible', '--class', 'mousepad')
    await eventually('the text editor is open', () =>
      window().then(
        (found) => found !== '',
        () => false,
      ),
    )
    await eventually('the text editor has the keyboard', () =>
      session.run('xdotool', 'getactivewindow', 'getwindowname').then(
        (name) => name.includes('Mousepad'),
        () => false,
      ),
    )
    await office.keyboard.type('Sehr geehrte Damen und Herren,')
    await office.keyboard.press('Alt+a')
    await office.keyboard.press('z')
    await eventually('the text editor has stored its setting', () => lineNumbers(session))
    letter = await drawnAtRest(office)
    await keepPicture(office, 'journey-4-letter')
  })

  await t.test('at the office she copies out of the desktop', async () => {
    await session.run('sh', '-c', 'printf %s "Aktenzeichen 50-4711" | xclip -selection clipboard -i >/dev/null 2>&1')
    await office.getByRole('button', { name: 'Zwischenablage', exact: true }).click()
    const copied = office.getByLabel('Zuletzt im Desktop kopiert')
    await eventually('the text arrived', async () => (await copied.inputValue()) === 'Aktenzeichen 50-4711')
    await office.getByRole('button', { name: 'Zwischenablage', exact: true }).click()
  })

  const home = await browser.window()
  await t.test('at home, after the code, the same desktop goes on with the letter open', async () => {
    await signInAt(home, product, product.outside, 'anna.becker')
    await keepPicture(home, 'journey-5-start-at-home')
    await home.getByRole('button', { name: 'Weiterarbeiten' }).click()
    await drawn(home, (picture) => likeness(picture, letter) > 0.98)
    assert.equal(sessionOf(home), sessionOf(office))
    await keepPicture(home, 'journey-6-same-desktop-at-home')
    await office.getByText('Sie arbeiten jetzt an einem anderen Bildschirm').waitFor()
    await nothingLeftToRead(office)
  })

  await t.test('at home nothing can be copied out, and the page says so', async () => {
    await session.run('sh', '-c', 'printf %s "streng vertraulich" | xclip -selection clipboard -i >/dev/null 2>&1')
    await home.getByRole('button', { name: 'Zwischenablage', exact: true }).click()
    await home.getByText('Von hier aus darf nichts aus dem Desktop herauskopiert werden').waitFor()
    assert.equal(await home.getByText('streng vertraulich').count(), 0)
    await keepPicture(home, 'journey-7-nothing-goes-out')
    await home.getByRole('button', { name: 'Zwischenablage', exact: true }).click()
  })

  await t.test('a hostile client with her ticket gets nothing out of the clipboard either', async () => {
    // Her own authenticated requests, made from her browser's page, give the hostile client a good ticket.
    const hostile = await signedInAs(home, product.outside)
    for (const extendedClipboard of [false, true]) {
      const { ticket } = await hostile.call(connectSession, { params: { session: sessionOf(home) } })
      const viewer = new Viewer(await ticketWire(product.outside, ticket, hostile.cookie()), { extendedClipboard })
      await viewer.ready
      await session.run('sh', '-c', 'printf %s "nicht fuer draussen" | xclip -selection clipboard -i >/dev/null 2>&1')
      // ClientCutText of the extended clipboard: ask for text (request, format 0x1), then peek.
      for (const flags of [0x0200_0001, 0x0400_0000]) viewer.sendRaw(extendedCutText(flags))
      // Its owner answers whoever asks inside, and what is drawn after that has come: so has all that would leak.
      assert.equal(await session.run('xclip', '-selection', 'clipboard', '-o'), 'nicht fuer draussen')
      for (const place of ['+40+40', '+400+300']) {
        const asked = viewer.rectangles.length
        const note = `setsid xmessage -geometry ${place} -timeout 1 "." >/dev/null 2>&1 &`
        await session.run('sh', '-c', note)
        viewer.request(true)
        await eventually('the display drew what came after the clipboard', () => viewer.rectangles.length > asked)
      }
      const leaked = viewer.cutTexts.filter((text) => !text.extended || text.bytes.length > 8)
      assert.deepEqual(leaked, [], 'clipboard contents reached a client without the right')
      viewer.close()
      await viewer.closed
    }
    await home.getByRole('button', { name: 'Hier weiterarbeiten' }).click()
    await drawn(home, (picture) => likeness(picture, letter) > 0.98)
  })

  await t.test('she logs off and her session is gone', async () => {
    await home.getByRole('button', { name: 'Desktop beenden' }).click()
    await home.getByRole('alertdialog').getByRole('button', { name: 'Desktop beenden' }).click()
    await home.getByRole('heading', { level: 1, name: 'Diese Sitzung ist beendet' }).waitFor()
    await assert.rejects(session.run('true'), 'the session is still there')
  })

  await t.test('a new session on the other host has the setting, and the text editor shows it', async () => {
    const first = session.host
    const administrator = await product.atOffice('admin.roth')
    await administrator.call(drainHost, { params: { host: first }, body: { draining: true } })
    await signInAgain(home, product.outside)
    await home.getByRole('button', { name: 'Desktop starten' }).click()
    await drawn(home, (picture) => shareOf(picture, background) > 0.85)
    session = await inside(product.product.state, sessionOf(home))
    assert.notEqual(session.host, first)
    assert.ok(await lineNumbers(session), 'the text editor does not know that it shows line numbers')
    await home.getByRole('button', { name: 'Desktop bedienen' }).click()
    await clickLauncher(home, textEditor)
    await eventually('the text editor is open', () =>
      session.run('xdotool', 'search', '--onlyvisible', '--class', 'mousepad').then(
        (found) => found !== '',
        () => false,
      ),
    )
    await home.keyboard.type('Eine Zeile')
    const withNumbers = await drawnAtRest(home)
    await keepPicture(home, 'journey-8-settings-on-the-other-host')
    // What she sees with the setting is not what she sees without it: the numbers are drawn, not only stored.
    await home.keyboard.press('Alt+a')
    await home.keyboard.press('z')
    await eventually('the text editor has stored that it shows none', async () => !(await lineNumbers(session)))
    const without = await drawnAtRest(home)
    assert.ok(differing(withNumbers, without) > 150, `${differing(withNumbers, without)} pixels differ`)
    await administrator.call(drainHost, { params: { host: first }, body: { draining: false } })
  })

  await t.test('her agreement ends and within a minute the desktop at home is closed, with the reason', async () => {
    await office.goto(`${product.office}/telework`)
    await office.getByRole('button', { name: 'Vereinbarung beenden' }).click()
    await office.getByRole('alertdialog').getByRole('button', { name: 'Vereinbarung beenden' }).click()
    await home.getByText('Der Zugang ist zurzeit nicht erlaubt').waitFor({ timeout: 60_000 })
    await nothingLeftToRead(home)
    await keepPicture(home, 'journey-9-agreement-ended')
  })
})

test('on a day without agreement the start page refuses and names the agreed days', async () => {
  const mehmet = await product.atOffice('mehmet.yilmaz')
  const { today } = await mehmet.call(teleworkTerms)
  const other = isoWeekday(inDays(today, 3))
  const request = await mehmet.call(fileRequest, {
    body: applicationFor({
      from: today,
      until: inDays(today, 30),
      week: [{ weekday: other, from: '08:00', until: '16:00' }],
    }),
  })
  await product.approve(request.id, ['martin.vogel', 'helga.hoffmann', 'lena.krause'])
  const page = await browser.window()
  await signInAt(page, product, product.outside, 'mehmet.yilmaz')
  await page
    .getByText(weekdayName(inDays(today, 3)))
    .first()
    .waitFor()
  assert.equal(await page.getByRole('button', { name: 'Desktop starten' }).count(), 0)
  await page.getByRole('link', { name: 'Meine Vereinbarung ansehen' }).waitFor()
  await keepPicture(page, 'journey-10-not-today')
})

async function lineNumbers(session: Inside): Promise<boolean> {
  const keyfile = await session.run('sh', '-c', 'cat ~/.config/glib-2.0/settings/keyfile 2>/dev/null || true')
  return /show-line-numbers=true/.test(keyfile)
}

/** Neither in sight nor in the page's memory is there anything of a desktop that she may not see here any more. */
async function nothingLeftToRead(page: Page): Promise<void> {
  assert.equal(await page.locator('.desktop__still').isVisible(), false)
  assert.deepEqual(await frozenPictureOf(page), { width: 0, height: 0, pixels: Buffer.alloc(0) })
  await page.locator('.desktop__screen canvas').waitFor({ state: 'detached' })
}

async function signInAgain(page: Page, origin: string): Promise<void> {
  await page.goto(origin)
  await page.getByRole('heading', { level: 1, name: /Guten Tag/ }).waitFor()
}

function extendedCutText(flags: number): Buffer {
  const message = Buffer.alloc(12)
  message[0] = 6
  message.writeInt32BE(-4, 4)
  message.writeUInt32BE(flags, 8)
  return message
}

function inDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function isoWeekday(date: string): number {
  return ((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7) + 1
}

function weekdayName(date: string): string {
  return new Intl.DateTimeFormat('de-DE', { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`))
}
