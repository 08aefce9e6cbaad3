import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fileRequest, myTelework, teleworkTerms } from '@nahtlos/contract/api/telework'
import type { Page } from 'playwright-core'
import { findings, overflow } from '../accessibility/axe.ts'
import { Browser, keepPicture } from '../browser/browser.ts'
import { signInAt } from '../browser/portal.ts'
import { fillRequest } from '../browser/request-form.ts'
import { applicationFor } from '../people/application.ts'
import { TestProduct } from '../product/test-product.ts'

const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }
const reason = 'Die Aufgabe verlangt zurzeit Anwesenheit im Amt, weil Akten nur auf Papier vorliegen. '.repeat(2)

let product: TestProduct
let browser: Browser

before(async () => {
  product = await TestProduct.start({ reevaluateEvery: 2_000 })
  browser = await Browser.open()
})
after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await product?.[Symbol.asyncDispose]()
})

test('a request with high protection need and family duties goes through every body, is refused, contested, and approved', async (t) => {
  const { today } = await (await product.atOffice('julia.neumann')).call(teleworkTerms)
  const julia = await browser.window(phone)
  await t.test('she files it on her phone, question by question, and a draft survives a closed window', async () => {
    await signInAt(julia, product, product.office, 'julia.neumann')
    await julia.goto(`${product.office}/telework/request`)
    await julia.getByLabel('Erster Tag').fill(today)
    await julia.getByText('Ihre Angaben sind gespeichert').waitFor()
    await julia.reload()
    assert.equal(await julia.getByLabel('Erster Tag').inputValue(), today)
    await fillRequest(julia, {
      from: today,
      until: inDays(today, 90),
      days: [weekdayName(today), weekdayName(inDays(today, 1))],
      highProtection: true,
      familyDuties: true,
      representative: true,
    })
    assert.deepEqual(await findings(julia), [], 'the summary')
    assert.ok((await overflow(julia)) <= 0)
    await keepPicture(julia, 'programme-1-summary-on-a-phone')
    await julia.getByRole('button', { name: 'Antrag absenden' }).click()
    await julia.getByRole('heading', { name: 'Ihr Antrag ist unterwegs' }).waitFor()
    assert.equal(await julia.getByText('Schwerbehindertenvertretung').count(), 1, 'she sees the whole way')
    await keepPicture(julia, 'programme-2-on-its-way')
  })

  await t.test('her line manager refuses, which needs detailed reasons and what was examined', async () => {
    const page = await approvalsOf('bernd.otto')
    assert.equal(await page.getByText('Schwerbehindertenvertretung').count(), 0, 'what is confidential is not for him')
    const reject = page.getByRole('button', { name: /ablehnen$/ })
    await page.getByLabel('Begründung').fill('Geht nicht.')
    await reject.click()
    await page.getByText('Begründen Sie ausführlich, mit mindestens 150 Zeichen.').waitFor()
    await page.getByLabel('Begründung').fill(reason)
    await page.getByLabel('Was haben Sie stattdessen geprüft?').fill('Ein Tag statt zwei.')
    await keepPicture(page, 'programme-3-refusal')
    await reject.click()
    await page.getByRole('status').filter({ hasText: 'ist abgelehnt' }).waitFor()
    await page.context().close()
  })

  await t.test('she reads the decision as a document, and objects', async () => {
    await julia.goto(`${product.office}/telework`)
    await julia.getByText('Ein Tag statt zwei.').waitFor()
    const link = julia.getByRole('link', { name: /^Entscheidung über den Antrag/ })
    const href = await link.getAttribute('href')
    const pdf = await julia.evaluate(async (address) => {
      const answer = await fetch(address)
      const beginning = new TextDecoder().decode((await answer.arrayBuffer()).slice(0, 5))
      return [answer.headers.get('content-type'), beginning]
    }, href ?? '')
    assert.deepEqual(pdf, ['application/pdf', '%PDF-'])
    await julia.getByRole('button', { name: /^Entscheidung.*gelesen$/ }).click()
    await julia.getByText(/^gelesen am/).waitFor()
    await julia.getByRole('button', { name: 'Widerspruch einlegen' }).click()
    await julia.getByLabel('Warum sind Sie nicht einverstanden?').fill('Die Akten sind längst elektronisch.')
    await julia.getByRole('button', { name: 'Widerspruch absenden' }).click()
    await julia.getByText('Widerspruch läuft').waitFor()
    await keepPicture(julia, 'programme-4-objection')
  })

  await t.test('the personnel office upholds the objection, with the keyboard alone', async () => {
    const page = await approvalsOf('petra.lang')
    await tabTo(page, /^Widerspruch von Julia Neumann stattgeben$/)
    await page.keyboard.press('Enter')
    await page.getByRole('status').filter({ hasText: 'stattgegeben' }).waitFor()
    await page.context().close()
  })

  await t.test('every body takes its step, each as its own, and the agreement stands', async () => {
    const steps = [
      ['sabine.klein', /^Mit dem Antrag .* einverstanden$/],
      ['monika.peters', /^Mit dem Antrag .* einverstanden$/],
      ['rainer.busch', /^Mit dem Antrag .* einverstanden$/],
      ['karin.schulz', /genehmigen$/],
      ['petra.lang', /genehmigen$/],
      ['uwe.franke', /genehmigen$/],
      ['claudia.wolf', /genehmigen$/],
      ['lena.krause', /genehmigen$/],
    ] as const
    for (const [account, name] of steps) {
      const page = await approvalsOf(account)
      await page.getByRole('button', { name }).click()
      await page.getByRole('status').filter({ hasText: 'Julia Neumann' }).waitFor()
      await page.context().close()
    }
    await julia.goto(`${product.office}/telework`)
    await julia.getByRole('heading', { name: 'Meine Vereinbarung', exact: true }).waitFor()
    await keepPicture(julia, 'programme-5-through-every-body')
  })
})

test('a day is swapped with two presses, access is suspended at once while she works from home, and opened again', async (t) => {
  const anna = await product.atOffice('anna.becker')
  const { today } = await anna.call(teleworkTerms)
  await product.agree(anna, ['martin.vogel', 'helga.hoffmann', 'lena.krause'])
  const page = await browser.window(desk)
  await t.test('two presses ask, one press grants', async () => {
    await signInAt(page, product, product.office, 'anna.becker')
    await page.goto(`${product.office}/telework`)
    await page.getByRole('button', { name: 'Tag tauschen' }).click()
    const choices = page.getByRole('region', { name: /Welchen Tag|Gegen welchen/ })
    await choices.getByRole('button').last().click()
    await choices.getByRole('heading', { name: /Gegen welchen Tag/ }).waitFor()
    assert.deepEqual(await findings(page), [], 'the choice of days')
    await keepPicture(page, 'programme-6-swap')
    await choices.getByRole('button').first().click()
    await page.getByText('angefragt').waitFor()
    const manager = await approvalsOf('martin.vogel')
    await manager.getByRole('button', { name: /^Anna Becker, .* genehmigen$/ }).click()
    await manager.getByRole('button', { name: /^Anna Becker, .* genehmigen$/ }).waitFor({ state: 'detached' })
    await manager.context().close()
    await page.reload()
    await page.getByText('genehmigt', { exact: true }).first().waitFor()
  })

  await t.test(
    'data protection suspends, and the desktop at home is closed within a minute, with the reason',
    async () => {
      const home = await browser.window(desk)
      await signInAt(home, product, product.outside, 'anna.becker')
      await home.getByRole('button', { name: 'Desktop starten' }).click()
      await home.locator('[data-connection=connected]').waitFor({ timeout: 60_000 })
      const officer = await approvalsOf('claudia.wolf')
      await officer.getByRole('button', { name: /^Zugang sperren: Anna Becker$/ }).click()
      await officer.getByRole('alertdialog').getByLabel('Begründung').fill('Verdacht auf fremden Zugriff.')
      const began = Date.now()
      await officer.getByRole('alertdialog').getByRole('button', { name: 'Zugang sperren' }).click()
      await home.getByText('Der Zugang ist zurzeit nicht erlaubt').waitFor({ timeout: 60_000 })
      assert.ok(Date.now() - began < 60_000)
      await keepPicture(home, 'programme-7-suspended')
      await officer.getByRole('button', { name: /^Zugang wieder öffnen: Anna Becker$/ }).click()
      await officer.getByRole('alertdialog').getByLabel('Begründung').fill('Geklärt.')
      await officer.getByRole('alertdialog').getByRole('button', { name: 'Zugang wieder öffnen' }).click()
      await officer.getByRole('button', { name: /^Zugang sperren: Anna Becker$/ }).waitFor()
      await home.goto(product.outside)
      await home
        .getByRole('button', { name: /Weiterarbeiten|Desktop starten/ })
        .first()
        .waitFor()
      await officer.context().close()
      await home.context().close()
    },
  )

  await t.test('the pages of team, calendar and capacity are there, and pass axe at every width', async () => {
    await page.goto(`${product.office}/telework/team`)
    await page.getByRole('cell', { name: /Anna Becker/ }).waitFor()
    await looked(page, 'programme-8-team')
    const administrator = await browser.window(desk)
    await signInAt(administrator, product, product.office, 'admin.roth')
    await administrator.goto(`${product.office}/administration/capacity`)
    await administrator.getByRole('heading', { level: 1, name: 'Auslastung' }).waitFor()
    await looked(administrator, 'programme-9-capacity')
    await administrator.context().close()
  })

  await t.test('somebody who is too new is told from when she can apply', async () => {
    await assert.rejects(
      (await product.atOffice('jonas.keller')).call(fileRequest, {
        body: applicationFor({ from: today, until: inDays(today, 30), week: [] }),
      }),
      /not-in-programme/,
    )
    const { agreements } = await anna.call(myTelework)
    assert.equal(agreements.length, 1)
  })
})

async function looked(page: Page, name: string): Promise<void> {
  for (const width of [1440, 800, 320]) {
    await page.setViewportSize({ width, height: 900 })
    assert.deepEqual(await findings(page), [], `${name} at ${width} pixels`)
    assert.ok((await overflow(page)) <= 0, `${name} is too wide at ${width} pixels`)
    await keepPicture(page, `${name}-${width}`)
  }
}

async function approvalsOf(account: string): Promise<Page> {
  const page = await browser.window(desk)
  await signInAt(page, product, product.office, account)
  await page.getByRole('link', { name: 'Genehmigungen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Genehmigungen' }).waitFor()
  return page
}

/** Presses the tabulator until the focus is where it should be; fails after more presses than any page has places. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    const now = await page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    )
    if (name.test(now.trim())) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`the keyboard never reached ${name}`)
}

function inDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function weekdayName(date: string): string {
  return new Intl.DateTimeFormat('de-DE', { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`))
}
