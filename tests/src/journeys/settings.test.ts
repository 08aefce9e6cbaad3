import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { mySettings, settingsTimeline } from '@nahtlos/contract/api/settings'
import { endSession, sessionEvents, startSession } from '@nahtlos/contract/api/workplace'
import type { Page } from 'playwright-core'
import { findings, overflow } from '../accessibility/axe.ts'
import { Browser, explaining, keepPicture } from '../browser/browser.ts'
import { signInAt } from '../browser/portal.ts'
import { type Inside, inside } from '../display/inside.ts'
import type { Visitor } from '../people/visitor.ts'
import { TestProduct } from '../product/test-product.ts'
import { eventually } from '../waiting/eventually.ts'

const template = 'xfce-background'
/** The size of the icons on the desktop: xfdesktop follows it, and writes nothing of its own into it. */
const property = '/desktop-icons/icon-size'

let product: TestProduct
let browser: Browser
let anna: Visitor
before(async () => {
  product = await TestProduct.start()
  browser = await Browser.open()
  anna = await product.atOffice('anna.becker')
})
afterEach(explaining(() => browser))
after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await product?.[Symbol.asyncDispose]()
})

async function desktop(): Promise<{ id: string; seen: Inside }> {
  const { id } = await anna.call(startSession, { body: { workspace: 'sozialamt', app: null } })
  await anna.until(sessionEvents, { params: { session: id } }, ({ state }) => state === 'ready', 60)
  return { id, seen: await inside(product.product.state, id) }
}

async function logOff(id: string): Promise<void> {
  await anna.call(endSession, { params: { session: id } })
  await anna.until(sessionEvents, { params: { session: id } }, ({ state }) => state === 'ended', 60)
}

const iconSize = ({ run }: Inside) => run('xfconf-query', '-c', 'xfce4-desktop', '-p', property)

/** Sets it as the desktop's own settings do, and logs off, so that it is a version. */
async function dayWith(size: number): Promise<void> {
  const { id, seen } = await desktop()
  await seen.run('xfconf-query', '-c', 'xfce4-desktop', '-n', '-t', 'uint', '-p', property, '-s', String(size))
  const file = '.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-desktop.xml'
  const stored = `grep -q 'name="icon-size".*value="${size}"' "$HOME/${file}" && echo stored`
  await eventually('xfconf has written it', async () => (await seen.run('sh', '-c', stored).catch(() => '')) !== '')
  await logOff(id)
}

/** Axe, no scrolling sideways, and a picture, at three widths. */
async function isFitFor(page: Page, name: string): Promise<void> {
  for (const width of [1440, 800, 320]) {
    await page.setViewportSize({ width, height: 900 })
    assert.deepEqual(await findings(page), [], `${name} at ${width} pixels`)
    assert.ok((await overflow(page)) <= 0, `${name} is too wide at ${width} pixels`)
    await keepPicture(page, `settings-${name}-${width}`)
  }
}

test('a person takes back yesterday’s version in the portal and has it in her desktop; the help desk sees no values', async (t) => {
  await t.test('two days with icons of different size are two versions, told in words', async () => {
    await dayWith(72)
    await dayWith(96)
    const packages = await anna.call(mySettings)
    assert.ok(packages.some((one) => one.template === template))
    const { timeline } = await anna.call(settingsTimeline, { params: { template } })
    const sentences = timeline.flatMap(({ changes }) => changes.map(({ de }) => de))
    assert.ok(sentences.includes('xfce4-desktop: Größe der Symbole 72 → 96'), sentences.join('\n'))
  })

  await t.test('she takes back the earlier one, by what changed in words', async () => {
    const page = await browser.window()
    await signInAt(page, product, product.office, 'anna.becker')
    await page.getByRole('link', { name: 'Einstellungen', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Meine Einstellungen' }).waitFor()
    await page.getByRole('link', { name: 'Verlauf von Hintergrund und Symbole' }).waitFor()
    await isFitFor(page, 'mine')
    await page.getByRole('link', { name: 'Verlauf von Hintergrund und Symbole' }).click()
    await page.getByText('xfce4-desktop: Größe der Symbole 72 → 96').waitFor()
    await isFitFor(page, 'timeline')
    const { timeline } = await anna.call(settingsTimeline, { params: { template } })
    const later = timeline.findIndex(({ changes }) =>
      changes.some(({ de }) => de.includes('Größe der Symbole 72 → 96')),
    )
    await page
      .getByRole('listitem')
      .locator('article')
      .nth(later + 1)
      .getByRole('button', { name: /zurückholen/ })
      .click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Diesen Stand zurückholen' }).click()
    await page.getByText('Der Stand gilt jetzt.').waitFor()
    await keepPicture(page, 'settings-restored')
    await page.context().close()
  })

  await t.test('her next desktop has it', async () => {
    const { id, seen } = await desktop()
    await eventually('the icons are as they were', async () => (await iconSize(seen).catch(() => '')).trim() === '72')
    await logOff(id)
  })

  await t.test('the help desk asks, she consents, and it sees what changed but no value', async () => {
    const desk = await browser.window()
    await signInAt(desk, product, product.office, 'nina.schaefer')
    await desk.getByRole('link', { name: 'Benutzerhilfe' }).click()
    await desk.getByLabel('Person').fill('anna.becker')
    await desk.getByRole('radio', { name: /Anna Becker/ }).check()
    await desk.getByLabel('Grund').fill('Anruf: Die Symbole sind zu groß.')
    await isFitFor(desk, 'help-desk')
    await desk.getByRole('button', { name: 'Um Einwilligung bitten' }).click()
    await desk.getByText('Die Person sieht Ihre Bitte').waitFor()

    const page = await browser.window()
    await signInAt(page, product, product.office, 'anna.becker')
    await page.goto(`${product.office}/settings`)
    await page.getByText('Anruf: Die Symbole sind zu groß.').waitFor()
    await isFitFor(page, 'asked')
    await page.getByRole('button', { name: 'Einwilligen: Nina Schäfer' }).click()
    await page.getByText(/darf gerade nachsehen/).waitFor()

    await desk.getByRole('link', { name: 'Einstellungen von Anna Becker' }).click()
    await desk.getByText('Anna Becker (anna.becker)').waitFor()
    await isFitFor(desk, 'help-desk-person')
    await desk.getByRole('link', { name: 'Verlauf von Hintergrund und Symbole' }).click()
    await desk.getByText('xfce4-desktop: Größe der Symbole geändert').first().waitFor()
    // Neither number can be part of a time of day, or of a date.
    for (const value of ['72', '96']) assert.equal(await desk.getByText(value).count(), 0, value)
    await isFitFor(desk, 'help-desk-timeline')
  })
})
