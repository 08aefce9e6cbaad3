import assert from 'node:assert/strict'
import { after, afterEach, before, type TestContext, test } from 'node:test'
import { registerDevice } from '@nahtlos/contract/api/equipment'
import { chooseMail } from '@nahtlos/contract/api/notifications'
import { fileRequest, teleworkTerms } from '@nahtlos/contract/api/telework'
import { type MailServer, mailServer } from '@nahtlos/server/testing/mail-server'
import { exampleCity } from '@nahtlos/tools/demo/example-city'
import type { City } from '@nahtlos/tools/demo/first-start'
import type { Page } from 'playwright-core'
import { findings, overflow } from '../accessibility/axe.ts'
import { looksFit } from '../accessibility/fit.ts'
import { Browser, explaining, keepPicture } from '../browser/browser.ts'
import { type Hands, keyboard, pointer } from '../browser/hands.ts'
import { loaded, sessionOf, signInAt } from '../browser/portal.ts'
import { fillRequest } from '../browser/request-form.ts'
import { inside } from '../display/inside.ts'
import { openDocuments } from '../documents/read-documents.ts'
import { sayNothing, subjectsByPerson } from '../mail/letters.ts'
import { mailsOfWholeWay } from '../mail/programme-mails.ts'
import { applicationFor } from '../people/application.ts'
import { Company } from '../people/company.ts'
import { TestProduct } from '../product/test-product.ts'
import { eventually } from '../waiting/eventually.ts'

const reason = 'Die Aufgabe verlangt zurzeit Anwesenheit im Amt, weil Akten nur auf Papier vorliegen. '.repeat(2).trim()
const examined = 'Ein Tag statt zwei.'
const suspicion = 'Verdacht auf fremden Zugriff.'
const damage = 'Das Kabel ist gebrochen.'

/** Everybody who has a part in it besides the person herself. */
const bodies = {
  manager: 'bernd.otto',
  head: 'karin.schulz',
  personnel: 'petra.lang',
  safety: 'uwe.franke',
  privacy: 'claudia.wolf',
  it: 'lena.krause',
  council: 'rainer.busch',
  severelyDisabled: 'sabine.klein',
  equalOpportunity: 'monika.peters',
  equipment: 'gisela.lager',
}

let product: TestProduct
let browser: Browser
let mail: MailServer
let company: Company

before(async () => {
  mail = await mailServer()
  product = await TestProduct.start({ reevaluateEvery: 2_000, mail, city: cityOfTwo() })
  browser = await Browser.open()
  company = new Company(product, browser)
  for (const account of Object.values(bodies))
    await (await product.atOffice(account)).call(chooseMail, { body: { rhythm: 'at-once' } })
})
afterEach(explaining(() => browser))
after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await product?.[Symbol.asyncDispose]()
  await mail?.[Symbol.asyncDispose]()
})

/** Lindenbrück with a second clerk like Julia Neumann, and a youth welfare office that informs the staff council. */
function cityOfTwo(): City {
  const city = exampleCity(100)
  const julia = city.people.find(({ account }) => account === 'julia.neumann')
  assert.ok(julia)
  const opinion = '{ body: staff-council, task: opinion, days: 14, late: consent }'
  const configuration = city.configuration.map(({ path, text }) => ({
    path,
    text: text.replace(opinion, '{ body: staff-council, task: inform }'),
  }))
  assert.notDeepEqual(configuration, city.configuration, 'the staff council has another part now')
  const ida = { ...julia, account: 'ida.brandt', name: 'Ida Brandt', mail: 'ida.brandt@lindenbrueck.example' }
  return { configuration, people: [...city.people, ida] }
}

interface Player {
  readonly account: string
  readonly name: string
  readonly size: { readonly width: number; readonly height: number }
  readonly hands: Hands
}

test('on a phone, from a first request with high protection need and family duties to the end', (t) =>
  life(t, { account: 'julia.neumann', name: 'Julia Neumann', size: { width: 390, height: 844 }, hands: pointer }))

test('the same at a desk with the keyboard alone', (t) =>
  life(t, { account: 'ida.brandt', name: 'Ida Brandt', size: { width: 1440, height: 900 }, hands: keyboard }))

/** One person's whole way through the programme, every page of it in the browser. */
async function life(t: TestContext, { account, name, size, hands }: Player): Promise<void> {
  const { press, write, tick } = hands
  Object.assign(company, { size, hands })
  const where = size.width < 500 ? 'phone' : 'desk'
  /** What everybody sees there is fit for everybody, and kept as a picture. */
  const picture = async (page: Page, what: string) => {
    assert.deepEqual(await findings(page), [], what)
    assert.ok((await overflow(page)) <= 0, `${what} is too wide`)
    await keepPicture(page, `programme-${where}-${what}`)
  }
  const approvals = (who: keyof typeof bodies) => company.at(bodies[who], 'Genehmigungen')
  const mine = () => company.at(account, 'Telearbeit', 'Meine Telearbeit')
  const { today } = await (await product.atOffice(bodies.manager)).call(teleworkTerms)
  const serials = { notebook: `NB-${where}-4711`, headset: `HS-${where}-4712` }
  await registerDevices(serials)
  const begun = mail.received.length
  let failed: string | null = null
  // A scene that fails leaves nothing for the next ones to go on with.
  const scene = (what: string, play: () => Promise<void>) =>
    t.test(what, { skip: failed === null ? false : `the scene before failed: ${failed}` }, async () => {
      failed = what
      await play()
      failed = null
    })

  await scene('she files her request, question by question, and a draft survives a closed window', async () => {
    const page = await company.at(account, 'Mitteilungen')
    await tick(page.getByLabel('Sofort, jede für sich'))
    await page.getByText('Das ist gespeichert.').waitFor()
    await mine()
    await press(page.getByRole('link', { name: 'Telearbeit beantragen' }))
    await write(page.getByLabel('Erster Tag'), today)
    await page.getByText('Ihre Angaben sind gespeichert').waitFor()
    await page.reload()
    assert.equal(await page.getByLabel('Erster Tag').inputValue(), today)
    const answers = {
      from: today,
      until: inDays(today, 120),
      days: [weekdayName(today), weekdayName(inDays(today, 1))],
      equipment: ['Notebook', 'Headset'],
      highProtection: true,
      familyDuties: true,
      representative: true,
    }
    await fillRequest(page, answers, undefined, hands)
    await picture(page, '01-summary')
    await press(page.getByRole('button', { name: 'Antrag absenden' }))
    await page.getByRole('heading', { name: 'Ihr Antrag ist unterwegs' }).waitFor()
    assert.equal(await page.getByText('Schwerbehindertenvertretung').count(), 1, 'she sees the whole way')
    await picture(page, '02-on-its-way')
  })

  await scene('her line manager refuses, which needs detailed reasons and what was examined', async () => {
    const page = await approvals('manager')
    for (const body of ['Schwerbehindertenvertretung', 'Gleichstellungsbeauftragte'])
      assert.equal(await page.getByText(body).count(), 0, 'what is confidential is not for him')
    const reject = page.getByRole('button', { name: /ablehnen$/ })
    await write(page.getByLabel('Begründung'), 'Geht nicht.')
    await press(reject)
    await page.getByText('Begründen Sie ausführlich, mit mindestens 150 Zeichen.').waitFor()
    await write(page.getByLabel('Begründung'), reason)
    await write(page.getByLabel('Was haben Sie stattdessen geprüft?'), examined)
    await picture(page, '03-refusal')
    await press(reject)
    await page.getByRole('status').filter({ hasText: 'ist abgelehnt' }).waitFor()
  })

  await scene('she reads the decision, and objects; the personnel office upholds the objection', async () => {
    const page = await mine()
    await page.getByText(examined).waitFor()
    await press(page.getByRole('button', { name: /^Entscheidung.*gelesen$/ }))
    await page.getByText(/^gelesen am/).waitFor()
    await press(page.getByRole('button', { name: 'Widerspruch einlegen' }))
    await write(page.getByLabel('Warum sind Sie nicht einverstanden?'), 'Die Akten sind längst elektronisch.')
    await picture(page, '04-objection')
    await press(page.getByRole('button', { name: 'Widerspruch absenden' }))
    await page.getByText('Widerspruch läuft').waitFor()
    const office = await approvals('personnel')
    await press(office.getByRole('button', { name: `Widerspruch von ${name} stattgeben` }))
    await office.getByRole('status').filter({ hasText: 'stattgegeben' }).waitFor()
  })

  await scene('every body takes its step, each as its own, and the agreement stands', async () => {
    const council = await approvals('council')
    const informed = council
      .getByRole('region', { name: 'Zur Kenntnis' })
      .getByRole('article')
      .filter({ hasText: name })
    assert.equal(await informed.count(), 1, 'the staff council is informed')
    assert.equal(await council.getByRole('button', { name: new RegExp(`Antrag von ${name}`) }).count(), 0)
    await picture(council, '05-informed')
    const steps = [
      ['severelyDisabled', `Mit dem Antrag von ${name} einverstanden`],
      ['equalOpportunity', `Mit dem Antrag von ${name} einverstanden`],
      ['head', `Antrag von ${name} genehmigen`],
      ['personnel', `Antrag von ${name} genehmigen`],
      ['safety', `Antrag von ${name} genehmigen`],
      ['privacy', `Antrag von ${name} genehmigen`],
      ['it', `Antrag von ${name} genehmigen`],
    ] as const
    for (const [who, button] of steps) {
      const page = await approvals(who)
      if (who === 'head')
        for (const body of ['Schwerbehindertenvertretung', 'Gleichstellungsbeauftragte'])
          await page.getByText(body).first().waitFor()
      await press(page.getByRole('button', { name: button }))
      await page.getByRole('status').filter({ hasText: name }).waitFor()
    }
    const page = await mine()
    await page.getByRole('heading', { name: 'Meine Vereinbarung', exact: true }).waitFor()
    await page.getByText('gültig').first().waitFor()
    await picture(page, '06-through-every-body')
  })

  await scene('what she asked for is handed over, and she confirms that she has it', async () => {
    const register = await company.at(bodies.equipment, 'Geräte', 'Meine Geräte')
    await press(register.getByRole('link', { name: 'Zur Geräteverwaltung' }))
    const wanted = register.getByRole('region', { name: 'Auszugeben' }).getByRole('row').filter({ hasText: name })
    await wanted.nth(1).waitFor()
    for (const serial of Object.values(serials)) {
      await chooseDevice(register, hands, serial)
      await write(register.getByRole('textbox', { name: 'An wen?' }), name)
      await tick(register.getByRole('radio', { name }))
      await picture(register, '07-hand-over')
      await press(register.getByRole('button', { name: 'Ausgeben', exact: true }))
      await register.getByRole('region', { name: serial }).getByText(`Ausgegeben, Bei ${name}`).waitFor()
    }
    await wanted.first().waitFor({ state: 'detached' })
    const page = await company.at(account, 'Geräte', 'Meine Geräte')
    const confirm = page.getByRole('button', { name: /^Ich habe das Gerät/ })
    for (const left of [1, 0]) {
      await press(confirm.first())
      await confirm.nth(left).waitFor({ state: 'detached' })
    }
    await picture(page, '08-confirmed')
  })

  const home = await browser.window(size)
  await scene('on her first day from home her desktop opens', () => startAtHome(home, hands, account))

  await scene('two presses ask for another day, one press grants it', async () => {
    const page = await mine()
    await press(page.getByRole('button', { name: 'Tag tauschen' }))
    const choices = page.getByRole('region', { name: /Welchen Tag|Gegen welchen/ })
    await press(choices.getByRole('button').last())
    await choices.getByRole('heading', { name: /Gegen welchen Tag/ }).waitFor()
    await picture(page, '09-swap')
    await press(choices.getByRole('button').first())
    await page.getByText('angefragt').waitFor()
    const manager = await approvals('manager')
    const grant = manager.getByRole('button', { name: new RegExp(`^${name}, .* genehmigen$`) })
    await press(grant)
    await grant.waitFor({ state: 'detached' })
    await (await mine()).getByText('genehmigt', { exact: true }).first().waitFor()
  })

  await scene('while the agreement runs, the pages about it are fit', async () => {
    const page = await mine()
    await press(page.getByRole('link', { name: 'Mein Team' }))
    await page.getByRole('cell', { name }).waitFor()
    if (where === 'desk') await looksFit(page, 'programme-team', [1440, 320])
    await page.setViewportSize(size)
  })

  await scene('her notebook is lost: one press ends her desktop at home and her sign-in there', async () => {
    const page = await company.at(account, 'Geräte', 'Meine Geräte')
    await press(page.getByRole('button', { name: /^Gerät verloren: Notebook/ }))
    await picture(page, '10-loss')
    await press(page.getByRole('alertdialog').getByRole('button', { name: 'Gerät verloren' }))
    await page.getByText(/^Beendet: eine Sitzung, (eine|\d+) Anmeldung/).waitFor()
    await home.locator('[data-connection=connected]').waitFor({ state: 'detached' })
    await home.goto(product.outside)
    await home.getByLabel('Benutzername').waitFor()
    await picture(page, '11-lost')
  })

  await scene('data protection suspends: the desktop at home closes within a minute, with the reason', async () => {
    await startAtHome(home, hands, account)
    const officer = await approvals('privacy')
    const deed = async (what: string, why: string) => {
      await press(officer.getByRole('button', { name: `${what}: ${name}` }))
      await write(officer.getByRole('alertdialog').getByLabel('Begründung'), why)
      await press(officer.getByRole('alertdialog').getByRole('button', { name: what }))
    }
    await deed('Zugang sperren', suspicion)
    const began = Date.now()
    await home.getByText('Der Zugang ist zurzeit nicht erlaubt').waitFor({ timeout: 60_000 })
    assert.ok(Date.now() - began < 60_000)
    await picture(home, '12-suspended')
    await (await mine()).getByText(suspicion).first().waitFor()
    await deed('Zugang wieder öffnen', 'Geklärt.')
    await officer.getByRole('button', { name: `Zugang sperren: ${name}` }).waitFor()
    await home.goto(product.outside)
    await home.getByRole('button', { name: /^Weiterarbeiten/ }).waitFor()
  })

  await scene('she brings the headset back, and each answer of the checklist is kept', async () => {
    const register = await company.at(bodies.equipment, 'Geräte', 'Meine Geräte')
    await press(register.getByRole('link', { name: 'Zur Geräteverwaltung' }))
    const panel = await chooseDevice(register, hands, serials.headset)
    await press(panel.getByRole('button', { name: 'Zurücknehmen' }))
    await panel.getByText('Bitte beantworten.').first().waitFor()
    const answers = panel.getByRole('group')
    for (const question of ['Unterlagen', 'Gespeicherte Daten', 'Netzteil'])
      await tick(answers.filter({ hasText: question }).getByLabel('Ja'))
    await tick(answers.filter({ hasText: 'sichtbaren Schäden' }).getByLabel('Nein'))
    await write(panel.getByLabel('Was ist nicht in Ordnung?'), damage)
    await picture(register, '13-return')
    await press(panel.getByRole('button', { name: 'Zurücknehmen' }))
    await panel.getByText(`nicht in Ordnung: ${damage}`).waitFor()
    await panel.getByText('In Prüfung', { exact: true }).waitFor()
  })

  await scene('she ends the agreement, and from home nothing opens any more', async () => {
    const page = await mine()
    await press(page.getByRole('button', { name: 'Vereinbarung beenden' }))
    await picture(page, '14-end')
    await press(page.getByRole('alertdialog').getByRole('button', { name: 'Vereinbarung beenden' }))
    await page.getByText(/^Beendet am/).waitFor()
    await home.goto(product.outside)
    await home.getByRole('heading', { level: 1, name: /Guten Tag/ }).waitFor()
    await loaded(home)
    assert.equal(await home.getByRole('button', { name: /^(Desktop starten|Weiterarbeiten)/ }).count(), 0)
    await picture(home, '15-over')
    await home.context().close()
  })

  await scene('each document says in words and tags what happened', async () => {
    const documents = await openDocuments(await mine(), 6)
    documents.push(...(await openDocuments(await company.at(account, 'Geräte', 'Meine Geräte'), 3)))
    const day = dateWords(today)
    const expected: readonly (readonly [string, readonly string[]])[] = [
      [
        'Antrag auf Telearbeit',
        [name, 'Schutzbedarf: hoch', 'Benötigte Geräte: Notebook, Headset', 'Familienaufgaben'],
      ],
      ['Entscheidung über den Antrag auf Telearbeit (PDF, Fassung 1', ['abgelehnt', reason, examined, 'Personal']],
      ['Entscheidung über den Antrag auf Telearbeit (PDF, Fassung 2', ['genehmigt', 'in vollem Umfang entsprochen']],
      ['Vereinbarung über Telearbeit', [name, day, weekdayName(today), 'erreichbar', '28 Tagen']],
      ['Aussetzung der Vereinbarung über Telearbeit', [suspicion, day]],
      ['Ende der Vereinbarung über Telearbeit', [day, 'Die Vereinbarung wurde beendet.']],
      [`Übergabe: Notebook Modell 1 (${serials.notebook})`, [name, 'Gisela Lager', 'Blickschutzfolie', day]],
      [`Übergabe: Headset Modell 1 (${serials.headset})`, [name, 'Gisela Lager']],
      [`Rückgabe: Headset Modell 1 (${serials.headset})`, [name, damage, 'in Ordnung']],
    ]
    for (const [title, words] of expected) {
      const found = documents.filter(({ link }) => link.startsWith(title))
      assert.equal(found.length, 1, title)
      for (const word of words)
        assert.ok(found[0]?.words.includes(word), `${title} does not say ${word}: ${found[0]?.words}`)
    }
  })

  await scene('everybody got the mails that are hers, once, and no mail tells anything', async () => {
    const all = () => mail.received.slice(begun)
    const parts = { ...bodies, person: account, administrator: 'admin.roth' }
    const expected = Object.fromEntries(
      Object.entries(mailsOfWholeWay(parts)).map(([who, subjects]) => [who, subjects.toSorted()]),
    )
    // Others of a body, who are told together once a day, may have had their daily mail meanwhile.
    const letters = () => all().filter(({ to }) => (to.split('@')[0] ?? '') in expected)
    const count = Object.values(expected).flat().length
    await eventually('every mail has come', () => letters().length >= count).catch(() => {
      // The comparison says which one is missing.
    })
    assert.deepEqual(subjectsByPerson(letters()), expected)
    assert.equal(new Set(letters().map(({ headers }) => headers.get('message-id'))).size, count)
    const names = name.split(' ')
    const words = [
      ...names,
      account,
      ...Object.values(serials),
      'Notebook',
      'Headset',
      reason,
      examined,
      suspicion,
      damage,
    ]
    for (const { to, headers } of all().filter((letter) => !letters().includes(letter)))
      assert.match(headers.get('subject') ?? '', /^(Eine|\d+) Mitteilung(en)? für Sie$/, to)
    sayNothing(all(), product.office, [
      ...words,
      ...['Schwerbehind', 'Gleichstellung', 'Personalrat', 'Familie', 'Schutzbedarf', 'Anträge auf Hilfe', 'Jugendamt'],
    ])
  })
}

test('whoever plans sees how many are at home, and whoever is too new is told', async () => {
  const page = await company.window('admin.roth')
  await page.goto(`${product.office}/administration/capacity`)
  await page.getByRole('heading', { level: 1, name: 'Auslastung' }).waitFor()
  await looksFit(page, 'programme-capacity', [1440, 320])
  const jonas = await product.atOffice('jonas.keller')
  const { today } = await jonas.call(teleworkTerms)
  const body = applicationFor({ from: today, until: inDays(today, 30), week: [] })
  await assert.rejects(jonas.call(fileRequest, { body }), /not-in-programme/)
})

async function registerDevices({ notebook, headset }: { notebook: string; headset: string }): Promise<void> {
  const manager = await product.atOffice(bodies.equipment)
  const attributes = ['disk-encryption', 'privacy-screen']
  const model = 'Modell 1'
  await manager.call(registerDevice, { body: { type: 'notebook', serial: notebook, model, attributes } })
  await manager.call(registerDevice, { body: { type: 'headset', serial: headset, model, attributes: [] } })
}

/** Finds a device in the register and opens its panel, which is returned. */
async function chooseDevice(register: Page, { press, write }: Hands, serial: string) {
  await write(register.getByLabel('Suchen'), serial)
  await press(register.getByRole('button', { name: `Modell 1 ${serial} auswählen` }))
  const panel = register.getByRole('region', { name: serial })
  await panel.waitFor()
  return panel
}

/** From outside, after the code: a real session, whose processes are hers. */
async function startAtHome(home: Page, hands: Hands, account: string): Promise<void> {
  await signInAt(home, product, product.outside, account, hands)
  await hands.press(home.getByRole('button', { name: /^Desktop starten/ }).first())
  await home.locator('[data-connection=connected]').waitFor({ timeout: 60_000 })
  const session = await inside(product.product.state, sessionOf(home))
  assert.ok((await session.run('id', '-un')).includes(account))
}

function inDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function weekdayName(date: string): string {
  return new Intl.DateTimeFormat('de-DE', { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`))
}

function dateWords(date: string): string {
  return new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`))
}
