import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import {
  changeDraft,
  configurationImpact,
  draft,
  makeDraft,
  publishConfiguration,
  publishDraft,
  revisionFiles,
  revisions,
} from '@nahtlos/contract/api/configuration'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Page } from 'playwright-core'
import { findings, overflow } from '../accessibility/axe.ts'
import { Browser, explaining, keepPicture } from '../browser/browser.ts'
import { drawn, shareOf } from '../browser/desktop.ts'
import { sessionOf, signInAt } from '../browser/portal.ts'
import { type Inside, inside } from '../display/inside.ts'
import { Company } from '../people/company.ts'
import { Refused, type Visitor } from '../people/visitor.ts'
import { TestProduct } from '../product/test-product.ts'
import { eventually } from '../waiting/eventually.ts'

/** The background of the social services' workspace. */
const background = '#7a2e3a'

/** From outside, field staff may copy out; so there is something to lose. */
const groups = `kind: Group
id: aussendienst
title: { de: Außendienst, en: Field staff }
people: [anna.becker]
---
kind: Group
id: hoher-schutzbedarf
title: { de: Hoher Schutzbedarf, en: High protection need }
---
kind: Group
id: redaktion
title: { de: Redaktion, en: Editors }
---
kind: Group
id: it-betrieb
title: { de: IT-Betrieb, en: IT operations }
---
kind: Role
id: amtspflege
title: { de: Amtspflege, en: Department care }
holders: { people: [helga.hoffmann] }
edits:
  - { kind: AccessRule, adds: true }
---
kind: AccessRule
id: field-staff
effect: grant
title: { de: Außendienst, en: Field staff }
when: zone.outside && "aussendienst" in person.groups
rights: [clipboard-out]
`
const limit = `kind: AccessRule
id: no-clipboard
effect: limit
title: { de: Keine Zwischenablage im Außendienst, en: No clipboard for field staff }
when: zone.outside && "aussendienst" in person.groups
without: [clipboard-in, clipboard-out]
reason:
  de: Für den Außendienst ist die Zwischenablage von außen gesperrt.
  en: For field staff the clipboard is closed from outside.
`

let product: TestProduct
let browser: Browser
/** Whoever signs in again waits for the next code, up to half a minute: windows stay open from one test to the next. */
let company: Company
let administrator: Visitor
let home: Page
let session: Inside
/** What the running connection received, since it was last emptied. */
const wire: Buffer[] = []

before(async () => {
  product = await TestProduct.start({ reevaluateEvery: 2_000 })
  browser = await Browser.open()
  company = new Company(product, browser)
  administrator = await product.atOffice('admin.roth')
  await product.agree(await product.atOffice('anna.becker'), ['martin.vogel', 'helga.hoffmann', 'lena.krause'])
  await administrator.call(publishConfiguration, {
    body: { files: [...(await inForce()), { path: 'groups.yaml', text: groups }], reason: 'Gruppen' },
  })
})
afterEach(explaining(() => browser))
after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await product?.[Symbol.asyncDispose]()
})

test('a draft takes the clipboard away from one group from outside: previewed, published, lost in the running session, rolled back, returned', async (t) => {
  let id = 0

  await t.test('at home she copies out of her desktop', async () => {
    home = await browser.window()
    home.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => wire.push(Buffer.from(payload as Buffer))),
    )
    await signInAt(home, product, product.outside, 'anna.becker')
    await home.getByRole('button', { name: 'Desktop starten' }).click()
    await drawn(home, (picture) => shareOf(picture, background) > 0.85)
    session = await inside(product.product.state, sessionOf(home))
    await home.getByRole('button', { name: 'Zwischenablage', exact: true }).click()
    await copyInside('Aktenzeichen 50-1')
    await eventually('the text arrived', async () => (await copied()) === 'Aktenzeichen 50-1')
    assert.equal(providedText(), true, 'the wire shows it, so that its absence below means something')
  })

  await t.test('a faulty configuration is refused while she works, and what is in force stays in force', async () => {
    const [inForceBefore] = await administrator.call(revisions)
    const files = [
      ...(await inForce()),
      { path: 'access/faulty.yaml', text: limit.replace('effect: limit', 'effect: x') },
    ]
    const refused = await administrator.call(publishConfiguration, { body: { files, reason: 'Fehler' } }).then(
      () => null,
      (error: unknown) => error,
    )
    assert.ok(refused instanceof Refused)
    assert.equal(refused.problem.code, 'configuration-invalid')
    assert.deepEqual((await administrator.call(revisions))[0], inForceBefore)
    await copyInside('Aktenzeichen 50-3')
    await eventually('the text arrived', async () => (await copied()) === 'Aktenzeichen 50-3')
  })

  await t.test('the preview names whom the draft concerns', async () => {
    const files = [
      ...(await inForce()),
      { path: 'access/no-clipboard.yaml', text: limit.replace('zone.outside', 'zone.outsid') },
    ]
    id = (await administrator.call(makeDraft, { body: { title: 'Zwischenablage', files } })).id
    const faulty = await administrator.call(draft, { params: { draft: id } })
    assert.equal(faulty.draft.state, 'draft')
    assert.match(faulty.faults[0]?.message.en ?? '', /zone has no field "outsid" – did you mean "outside"/)
    const mended = files.map((file) => ({ ...file, text: file.text.replace('zone.outsid &&', 'zone.outside &&') }))
    await administrator.call(changeDraft, { params: { draft: id }, body: { files: mended } })
    const impact = await administrator.call(configurationImpact, { body: { draft: id } })
    assert.deepEqual([impact.concerned, impact.losing, impact.gaining], [1, 1, 0])
    assert.deepEqual(
      impact.lines.map(({ zone, item, gains, people, withAgreement }) => [zone, item, gains, people, withAgreement]),
      [
        ['home', 'clipboard-in', false, 1, 1],
        ['home', 'clipboard-out', false, 1, 1],
      ],
    )
    assert.equal(impact.lines[0]?.groups[0]?.id, 'aussendienst')
  })

  await t.test(
    'once published, the running session loses it within a minute, on the wire, and she is told',
    async () => {
      const began = Date.now()
      await administrator.call(publishDraft, { params: { draft: id }, body: { reason: 'Vorfall im Außendienst' } })
      await home.getByText('Herauskopieren aus dem Desktop ist jetzt nicht mehr erlaubt.').waitFor({ timeout: 60_000 })
      assert.ok(Date.now() - began < 60_000)
      await keepPicture(home, 'configuration-1-lost')
      wire.length = 0
      await copyInside('streng vertraulich')
      // Something else that comes later on the same connection has arrived, and this has not.
      await eventually('the display went on', async () => {
        await session.run('xdotool', 'mousemove', String(20 + (wire.length % 50)), '40')
        await home.mouse.move(300 + (wire.length % 40), 400)
        return wire.length > 0
      })
      assert.equal(providedText(), false)
      assert.notEqual(await copied(), 'streng vertraulich')
      await home.getByText('Von hier aus darf nichts aus dem Desktop herauskopiert werden').waitFor()
    },
  )

  await t.test('rolled back with one press, it returns to the same session', async () => {
    const [present, before] = await administrator.call(revisions)
    assert.equal(present?.state, 'in-force')
    const page = await company.window('admin.roth')
    await page.goto(`${product.office}/administration/configuration`)
    await page.getByRole('button', { name: `Zurück zu Stand ${before?.number}`, exact: true }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Zurück zu diesem Stand' }).click()
    await home.getByText('Sie können jetzt aus dem Desktop herauskopieren.').waitFor({ timeout: 60_000 })
    await copyInside('Aktenzeichen 50-2')
    await eventually('the text arrived', async () => (await copied()) === 'Aktenzeichen 50-2')
    await keepPicture(home, 'configuration-2-returned')
    const [back] = await administrator.call(revisions)
    assert.deepEqual([back?.rollsBack, back?.state, back?.author], [before?.number, 'in-force', 'Stefan Roth'])
  })
})

test('an administrator writes a rule with the form, sees its fault in the editor, its words and numbers, and publishes it', async () => {
  const page = await company.window('admin.roth')
  await page.getByRole('link', { name: 'Administration' }).click()
  await page.getByRole('link', { name: 'Konfiguration' }).click()
  await page.getByLabel('Suchen').fill('Sozialamt')
  await page
    .getByRole('status')
    .filter({ hasText: /Dokument/ })
    .first()
    .waitFor()
  await page.getByLabel('Worum geht es?').fill('Kein Einfügen am Wochenende')
  await page.getByRole('button', { name: 'Entwurf beginnen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Kein Einfügen am Wochenende' }).waitFor()
  await page.getByText('Mit einem Formular').click()
  await page.getByLabel('Name der Regel').fill('Wochenende')
  await page.getByLabel('Name auf Englisch').fill('Weekend')
  await page.getByLabel('Von wo').selectOption('outside')
  await page.getByLabel('Für das Amt').selectOption('sozialamt')
  await page.getByLabel('Von und bis').fill('06:00-06:01')
  await page.getByText('zone.outside && person.department == "sozialamt" && !within("06:00-06:01")').waitFor()
  await page.getByLabel('in den Desktop einfügen').check()
  await page.getByLabel('Begründung für die Betroffenen').fill('Am Wochenende wird nichts eingefügt.')
  await page.getByLabel('Begründung auf Englisch').fill('Nothing is pasted on weekends.')
  await page.getByRole('button', { name: 'In den Entwurf schreiben' }).click()
  await page.getByText('Das Dokument steht jetzt in access/wochenende.yaml').waitFor()
  const editor = page.getByRole('textbox', { name: /access\/wochenende\.yaml/ })
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('boundz: 1')
  await page.getByRole('button', { name: 'Speichern und prüfen' }).click()
  await page
    .getByText(/"boundz" gibt es hier nicht – meinten Sie "bounds"/)
    .first()
    .waitFor()
  await keepPicture(page, 'configuration-3-fault')
  await editor.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Shift+Home')
  await page.keyboard.press('Delete')
  await keepPicture(page, 'configuration-3-mended')
  await page.getByRole('button', { name: 'Speichern und prüfen' }).click()
  await page.getByText('Gespeichert, ohne Fehler.').waitFor()
  await page.getByText('in den Desktop einfügen nicht mehr erlaubt').waitFor()
  await page.getByText('Zeile für Zeile: AccessRule/wochenende').click()
  await page.getByText('+ effect: limit').waitFor()
  await page.getByRole('button', { name: 'Vorschau über alle Beschäftigten' }).click()
  await page.getByText(/von \d+ Personen sind betroffen: [1-9]\d* verlieren/).waitFor()
  for (const width of [1440, 800, 320]) {
    await page.setViewportSize({ width, height: 900 })
    assert.deepEqual(await findings(page), [], `at ${width} pixels`)
    assert.ok((await overflow(page)) <= 0, `the page is ${await overflow(page)} pixels too wide at ${width}`)
    await page.getByText('+ effect: limit').scrollIntoViewIfNeeded()
    await keepPicture(page, `configuration-4-draft-${width}`)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Veröffentlichen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Konfiguration' }).waitFor()
  await page
    .getByRole('row')
    .filter({ hasText: 'in Kraft' })
    .filter({ hasText: 'Kein Einfügen am Wochenende' })
    .waitFor()
})

test('a document is found, read with what it has from where, and changed with a form that knows what it says', async () => {
  const page = await company.window('admin.roth')
  await page.goto(`${product.office}/administration/configuration`)
  await page.getByLabel('Suchen').fill('sozialamt workspace')
  await page.getByRole('link', { name: 'Sozialamt', exact: true }).first().click()
  await page.getByRole('heading', { level: 2, name: 'Was dieser Arbeitsplatz bekommt, und woher' }).waitFor()
  await page.getByRole('heading', { level: 2, name: 'Wortlaut' }).waitFor()
  assert.deepEqual(await findings(page), [])
  await keepPicture(page, 'configuration-7-document')
  await page.getByRole('button', { name: 'In einem Entwurf ändern' }).click()
  const summary = page.getByLabel('Kurze Beschreibung', { exact: true })
  await summary.waitFor()
  assert.notEqual(await summary.inputValue(), '', 'the form reads what is there')
  await summary.fill('Neu beschrieben')
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    assert.deepEqual(await findings(page), [], `at ${width} pixels`)
    assert.ok((await overflow(page)) <= 0, `the page is ${await overflow(page)} pixels too wide at ${width}`)
    await keepPicture(page, `configuration-8-form-${width}`)
  }
  await page.getByRole('button', { name: 'In den Entwurf schreiben' }).click()
  await page.getByText('Sie haben noch nicht gespeichert.').waitFor()
  assert.equal(
    await page.getByRole('button', { name: 'Veröffentlichen' }).count(),
    0,
    'only what is saved is published',
  )
  await page.getByRole('button', { name: 'Speichern und prüfen' }).click()
  await page.getByText('Gespeichert, ohne Fehler.').waitFor()
  await page.getByText('Neu beschrieben').first().waitFor()
  await page.getByRole('button', { name: 'Entwurf verwerfen' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Entwurf verwerfen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Konfiguration' }).waitFor()
  await page.getByRole('link', { name: 'Was bekäme …?' }).click()
  await page.getByLabel('Person suchen').fill('anna.becker')
  await page.getByRole('radio').first().check()
  await page.getByRole('button', { name: 'Zeigen, was sie bekäme' }).click()
  await page
    .getByText(/^Was würde etwas ändern\?/)
    .first()
    .click()
  await page
    .getByText(/^Woher kommt was\?/)
    .first()
    .click()
  await page
    .getByRole('listitem')
    .filter({ hasText: /verlöre sie|bekäme sie/ })
    .first()
    .waitFor()
  assert.deepEqual(await findings(page), [])
  await keepPicture(page, 'configuration-9-simulation')
})

test('whoever looks after one department sees why the rest is not hers, in the portal as well', async () => {
  const page = await browser.window()
  await signInAt(page, product, product.office, 'helga.hoffmann')
  await page.getByRole('link', { name: 'Administration' }).click()
  await page.getByRole('heading', { level: 1, name: 'Konfiguration' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Betrieb', exact: true }).count(), 0)
  await page.getByText('Dieses Dokument gehört der Stadt.').first().waitFor()
  assert.equal(await page.getByRole('button', { name: /^Zurück zu Stand/ }).count(), 0)
  await page.getByLabel('Worum geht es?').fill('Ein Versuch')
  await page.getByRole('button', { name: 'Entwurf beginnen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ein Versuch' }).waitFor()
  await page.getByLabel('Datei', { exact: true }).selectOption('access/office.yaml')
  await page.getByRole('textbox', { name: /access\/office\.yaml/ }).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('# mine now\n')
  await page.getByRole('button', { name: 'Speichern und prüfen' }).click()
  await page.getByText('Gespeichert, ohne Fehler.').waitFor()
  await page.getByRole('button', { name: 'Veröffentlichen' }).click()
  await page.getByText('Das lässt die Konfiguration der Stadt für Ihr Amt nicht offen.').waitFor()
  await page.getByText(/In dieser Datei stehen auch Dokumente, die nicht zu Ihrem Amt gehören/).waitFor()
  await keepPicture(page, 'configuration-6-not-hers')
})

async function inForce(): Promise<ConfigurationFile[]> {
  const number = (await administrator.call(revisions)).find(({ state }) => state === 'in-force')?.number ?? 0
  return (await administrator.call(revisionFiles, { params: { revision: number } })).files
}

async function copyInside(text: string): Promise<void> {
  await session.run('sh', '-c', `printf %s "${text}" | xclip -selection clipboard -i >/dev/null 2>&1`)
}

async function copied(): Promise<string> {
  const field = home.getByLabel('Zuletzt im Desktop kopiert')
  return (await field.count()) === 0 ? '' : field.inputValue()
}

/** Whether the display sent the contents of the clipboard: ServerCutText, extended, with the flags provide and text. */
function providedText(): boolean {
  const all = Buffer.concat(wire)
  for (let at = all.indexOf(provideText); at >= 0; at = all.indexOf(provideText, at + 1))
    if (at >= 8 && all.subarray(at - 8, at - 4).equals(serverCutText) && all[at - 4] === 0xff) return true
  return false
}

const serverCutText = Buffer.from([3, 0, 0, 0])
const provideText = Buffer.from([0x10, 0, 0, 1])
