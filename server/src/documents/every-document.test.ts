import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { DocumentKindName } from '@nahtlos/contract/configuration/programme'
import type { Language } from '@nahtlos/contract/text'
import { readPdf } from '../testing/read-pdf.ts'
import { type Town, town } from '../testing/town.ts'

const people = { de: 'j.sommer', en: 'k.berg' } as const
const kinds = DocumentKindName.options
const reason = 'Am Montag ist das Amt sonst unbesetzt. '.repeat(6).trim()

describe('what each document says, read out of the file', () => {
  let here: Town
  /** The words of each document, by language and kind, without the lines below the pages. */
  const words = new Map<string, string>()
  const said = (language: Language, kind: DocumentKindName) => words.get(`${language} ${kind}`) ?? ''

  before(async () => {
    here = await town()
    await here.server.services.database
      .updateTable('person')
      .set({ language: 'en' })
      .where('account', '=', people.en)
      .execute()
    for (const language of ['de', 'en'] as const) await live(language)
  })
  after(() => here?.[Symbol.asyncDispose]())

  /** A request refused, one that becomes an agreement, other days, suspension, revocation, and a device there and back. */
  async function live(language: Language): Promise<void> {
    const account = people[language]
    const ok = async (who: string, path: string, body: unknown) => {
      const answer = await here.post(who, path, body)
      assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`)
      return answer.body
    }
    const keep = async (kind: string, path: string) => {
      const { bytes } = await here.get(account, path)
      const pdf = await readPdf(bytes)
      assert.deepEqual([pdf.tagged, pdf.language], [true, language === 'de' ? 'de-DE' : 'en-GB'], kind)
      const whole = pdf.words.replaceAll(/(?:Musterstadt|Sampletown) · \w{8} · (?:Seite|Page) \d (?:von|of) \d/g, '')
      words.set(`${language} ${kind}`, whole.trim())
    }
    const documentsOf = async (request: string, ...wanted: string[]) => {
      const list = (await here.get(account, `/api/telework/requests/${request}/documents`)).body
      for (const kind of wanted)
        await keep(kind, `/api/telework/documents/${list.find((one: { kind: string }) => one.kind === kind)?.id}`)
    }
    const refused = await here.file(account, {
      from: '2027-01-01',
      until: '2027-03-31',
      familyDuties: true,
      task: 'Anträge prüfen',
      workspace: 'soziales',
      apps: ['editor'],
      office: [{ weekday: 2, from: '08:00', until: '16:00' }],
      home: { separateArea: true, furniture: true, internet: false, phone: '0641 4711' },
      equipment: { needed: ['notebook'], held: 'Eigener Tisch' },
      declarations: { leaflet: '2026-1', dataProtection: true, equipmentReturn: true },
      week: [{ weekday: 1, from: '07:00', until: '15:00', contact: { from: '09:00', until: '12:00' } }],
    })
    const refusal = { reason, alternatives: 'Der Mittwoch.' }
    assert.equal((await here.decide('t.weber', refused, 'rejected', refusal)).status, 200)
    await documentsOf(refused, 'request', 'decision')
    const agreement = await here.agree(account)
    const path = `/api/telework/agreements/${agreement.id}`
    const days = [{ weekday: 5, from: '08:00', until: '14:00' }]
    const asked = await ok(account, `${path}/changes`, {
      kind: 'period',
      from: '2026-04-06',
      until: '2026-04-19',
      week: days,
    })
    await ok('a.kern', `/api/approvals/changes/${asked.changes[0].id}`, { outcome: 'granted', reason: null })
    await ok('b.auftragt', `${path}/suspension`, { reason: 'Verdacht auf Schadsoftware.' })
    await ok('b.auftragt', `${path}/resumption`, { reason: 'Geklärt.' })
    await ok('a.kern', `${path}/notice`, { reason: 'Die Aufgabe entfällt.', until: '2026-05-31' })
    await documentsOf(agreement.request, 'agreement', 'change', 'suspension', 'end')
    const attributes = ['disk-encryption', 'privacy-screen']
    const card = { type: 'notebook', serial: `SN-${language}`, model: 'Lindenbook 7', attributes }
    const { id } = await ok('g.lager', '/api/equipment/devices', card)
    const person = (await here.get('g.lager', `/api/equipment/people?q=${account}`)).body[0].id
    await ok('g.lager', `/api/equipment/devices/${id}/hand-over`, { person, dueOn: '2026-05-31' })
    const answers = ['complete', 'undamaged', 'no-paper', 'wiped'].map((item, at) => ({
      item,
      inOrder: at !== 1,
      note: at === 1 ? 'Riss im Deckel' : null,
    }))
    await ok('g.lager', `/api/equipment/devices/${id}/return`, { answers })
    const papers = (await here.get(account, '/api/equipment/mine/documents')).body
    for (const kind of ['hand-over', 'return'])
      await keep(kind, `/api/telework/documents/${papers.find((one: { kind: string }) => one.kind === kind)?.id}`)
  }

  /** Read by people once, and so since. */
  const expected: Readonly<Record<Language, Readonly<Record<DocumentKindName, string>>>> = {
    de: {
      request:
        'Antrag auf Telearbeit Jana Sommer, Sozialamt, beantragt Telearbeit. Zeitraum Vom 1. Januar 2027 bis zum 31. März 2027. Tage • Montag, 07:00 bis 15:00 Uhr, erreichbar 09:00 bis 12:00 Uhr Angaben • Art: Erstantrag • Aufgabe: Anträge prüfen • Schutzbedarf: normal • Arbeitsplatz: Soziales • Anwendungen: Texteditor • Im Amt: Dienstag, 08:00 bis 16:00 Uhr • Abgetrennter Bereich: ja • Geeigneter Tisch und Stuhl: ja • Internetanschluss: nein • Telefon: 0641 4711 • Benötigte Geräte: Notebook • Vorhandene Geräte: Eigener Tisch • Familienaufgaben sind genannt. • Merkblatt (Fassung 2026-1) gelesen, Datenschutz und Rückgabe der Geräte zugesagt. Verlauf • 2. März 2026: gestellt',
      decision: `Entscheidung über den Antrag auf Telearbeit Guten Tag Jana Sommer, über Ihren Antrag vom 2. März 2026 wurde am 2. März 2026 entschieden: Er ist abgelehnt. Begründung ${reason} Stattdessen geprüft wurde: Der Mittwoch. Ihre Rechte Gegen diese Entscheidung können Sie bis zum 1. April 2026 Widerspruch einlegen: im Portal unter „Meine Telearbeit“ oder schriftlich. Über den Widerspruch entscheidet: Personalamt.`,
      agreement:
        'Vereinbarung über Telearbeit Zwischen Musterstadt und Jana Sommer, Sozialamt, wird vereinbart: Dauer Die Vereinbarung gilt vom 9. März 2026 bis zum 31. August 2026. Tage und Zeiten • Montag, 07:00 bis 16:00 Uhr Pflichten • Dienstliche Unterlagen sieht niemand sonst. • Verlust oder Verdacht wird sofort gemeldet. • Geräte werden am Ende zurückgegeben. Ende Die Vereinbarung kann mit einer Frist von 28 Tagen beendet werden. Bei Gefahr für die Sicherheit kann der Zugang sofort ausgesetzt werden. Ich arbeite zu Hause so, dass niemand sonst Akten oder den Bildschirm sehen kann. Ich drucke nichts Dienstliches aus. Verlust oder Verdacht melde ich sofort.',
      change:
        'Andere Tage zur Vereinbarung über Telearbeit Guten Tag Jana Sommer, Ihre Vereinbarung über Telearbeit gilt weiter. Vom 6. April 2026 bis zum 19. April 2026 gelten andere Tage. Tage und Zeiten • Freitag, 08:00 bis 14:00 Uhr Danach Ab dem Tag danach gelten wieder die vereinbarten Tage.',
      suspension:
        'Aussetzung der Vereinbarung über Telearbeit Guten Tag Jana Sommer, Ihr Zugang von außen ist seit dem 2. März 2026 ausgesetzt. Ihre Vereinbarung über Telearbeit besteht weiter. Grund Verdacht auf Schadsoftware. Was jetzt zu tun ist • Arbeiten Sie bis auf Weiteres im Amt. • Fragen Sie, was für eine Aufhebung nötig ist. Ihre Rechte Sind Sie damit nicht einverstanden? Schreiben Sie an Ihr Personalamt oder wenden Sie sich an den Personalrat. Im Portal ist dafür kein Schritt vorgesehen.',
      end: 'Ende der Vereinbarung über Telearbeit Guten Tag Jana Sommer, Ihre Vereinbarung über Telearbeit endet mit dem 31. Mai 2026. Grund Die Aufgabe entfällt. Was jetzt zu tun ist • Geben Sie die Geräte zurück. • Bringen Sie dienstliche Unterlagen ins Amt. Ihre Rechte Sind Sie damit nicht einverstanden? Schreiben Sie an Ihr Personalamt oder wenden Sie sich an den Personalrat. Im Portal ist dafür kein Schritt vorgesehen.',
      'hand-over':
        'Übergabe: Notebook Lindenbook 7 (SN-de) Musterstadt hat Jana Sommer, Sozialamt, am 2. März 2026 ein Gerät ausgegeben. Ausgegeben hat es: Gerd Lager. Gerät • Notebook Lindenbook 7 • Seriennummer: SN-de Merkmale • Datenträger verschlüsselt • Blickschutzfolie Rückgabe Zurückzugeben bis: 31. Mai 2026. Pflichten • Das Gerät ist nur für die Arbeit da. • Niemand sonst benutzt es. • Verlust oder Verdacht wird sofort gemeldet: im Portal unter „Meine Geräte“.',
      return:
        'Rückgabe: Notebook Lindenbook 7 (SN-de) Jana Sommer, Sozialamt, hat Musterstadt am 2. März 2026 ein Gerät zurückgegeben. Zurückgenommen hat es: Gerd Lager. Gerät • Notebook Lindenbook 7 • Seriennummer: SN-de Prüfung bei der Rückgabe • Netzteil und Zubehör sind dabei: in Ordnung • Es gibt keine sichtbaren Schäden: nicht in Ordnung: Riss im Deckel • Dienstliche Unterlagen sind zurück: in Ordnung • Gespeicherte Daten sind gelöscht: in Ordnung',
    },
    en: {
      request:
        'Request for telework Karl Berg, Social services, requests telework. Period From 1 January 2027 to 31 March 2027. Days • Monday, 07:00 to 15:00, reachable 09:00 to 12:00 Particulars • Kind: first request • Task: Anträge prüfen • Protection need: normal • Workspace: Social services • Apps: Text editor • At the office: Tuesday, 08:00 to 16:00 • Separate area: yes • Suitable table and chair: yes • Internet connection: no • Phone: 0641 4711 • Devices needed: Laptop • Devices held: Eigener Tisch • Family duties are named. • Leaflet (version 2026-1) read; data protection and return of devices promised. History • 2 March 2026: made',
      decision: `Decision on the request for telework Dear Karl Berg, your request of 2 March 2026 was decided on 2 March 2026: it is rejected. Reasons ${reason} Examined instead: Der Mittwoch. Your rights You can object to this decision until 1 April 2026: in the portal under "My telework" or in writing. The objection is decided by: Personnel office.`,
      agreement:
        'Agreement on telework Sampletown and Karl Berg, Social services, agree: Duration The agreement holds from 9 March 2026 to 31 August 2026. Days and hours • Monday, 07:00 to 16:00 Duties • Nobody else sees official papers. • A loss or suspicion is reported at once. • Devices are returned at the end. End The agreement can be ended with 28 days of notice. Where security is in danger, access can be suspended at once. At home I work so that nobody else can see files or the screen. I print nothing official. I report a loss or a suspicion at once.',
      change:
        'Other days to the agreement on telework Dear Karl Berg, your agreement on telework goes on. From 6 April 2026 to 19 April 2026 other days hold. Days and hours • Friday, 08:00 to 14:00 Afterwards From the next day on the agreed days hold again.',
      suspension:
        'Suspension of the agreement on telework Dear Karl Berg, your access from outside has been suspended since 2 March 2026. Your agreement on telework goes on. Reason Verdacht auf Schadsoftware. What to do now • Work at the office until further notice. • Ask what is needed to open access again. Your rights Do you not agree? Write to your personnel office or turn to the staff council. The portal has no step for this.',
      end: 'End of the agreement on telework Dear Karl Berg, your agreement on telework ends on 31 May 2026. Reason Die Aufgabe entfällt. What to do now • Return the devices. • Bring official papers to the office. Your rights Do you not agree? Write to your personnel office or turn to the staff council. The portal has no step for this.',
      'hand-over':
        'Hand-over: Notebook Lindenbook 7 (SN-en) Sampletown handed a device over to Karl Berg, Social services, on 2 March 2026. It was handed over by: Gerd Lager. Device • Notebook Lindenbook 7 • Serial number: SN-en Attributes • Disk encrypted • Privacy screen Return Due back: 31 May 2026. Duties • The device is for work only. • Nobody else uses it. • A loss or suspicion is reported at once: in the portal under "My devices".',
      return:
        'Return: Notebook Lindenbook 7 (SN-en) Karl Berg, Social services, returned a device to Sampletown on 2 March 2026. It was taken back by: Gerd Lager. Device • Notebook Lindenbook 7 • Serial number: SN-en Checked at the return • Power supply and accessories are there: in order • There is no visible damage: not in order: Riss im Deckel • Official papers are back: in order • Stored data is erased: in order',
    },
  }

  for (const language of ['de', 'en'] as const)
    for (const kind of kinds)
      test(`${kind}, ${language}`, () => assert.equal(said(language, kind), expected[language][kind]))
})
