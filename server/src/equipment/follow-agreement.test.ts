import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { passProgrammeTime } from '../programme/duties.ts'
import { ownPassword, signIn } from '../testing/people.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { type Town, town } from '../testing/town.ts'

const day = 86_400_000
const answers = (note: string | null) =>
  ['complete', 'undamaged', 'no-paper', 'wiped'].map((item) => ({
    item,
    inOrder: item !== 'undamaged' || note === null,
    note: item === 'undamaged' ? note : null,
  }))

describe('devices and agreements', () => {
  let here: Town
  let agreement: { id: string }
  let serial = 0
  const ids = new Map<string, string>()
  const idOf = (account: string) => ids.get(account) ?? assert.fail(account)
  const register = async (type: string) => {
    const attributes = type === 'notebook' ? ['disk-encryption', 'privacy-screen'] : []
    const card = { type, serial: `SN-${++serial}`, model: 'Modell 7', attributes }
    return (await here.post('g.lager', '/api/equipment/devices', card)).body.id as string
  }
  const handOver = (device: string, account: string, as = 'g.lager') => {
    // Lists show what is newest first.
    here.server.advance(1000)
    return here.post(as, `/api/equipment/devices/${device}/hand-over`, { person: idOf(account), dueOn: null })
  }
  const wanted = async () =>
    (await here.get('g.lager', '/api/equipment/wanted')).body.wanted.map(
      ({ person, item }: { person: { name: string }; item: string }) => `${person.name}: ${item}`,
    )
  const kinds = async (account: string): Promise<string[]> =>
    (await here.get(account, '/api/notices')).body.notices.map(({ kind }: { kind: string }) => kind)
  const dueOf = async (device: string) =>
    (await here.get('g.lager', `/api/equipment/devices/${device}`)).body.device.holding?.dueOn

  before(async () => {
    here = await town()
    const people = await here.server.services.database.selectFrom('person').select(['id', 'account']).execute()
    for (const { id, account } of people) ids.set(account, id)
  })
  after(() => here?.[Symbol.asyncDispose]())

  test('what was asked for with a request is to be handed over once it became an agreement', async () => {
    const equipment = { needed: ['notebook', 'monitor', 'headset'], held: '' }
    const request = await here.file('j.sommer', { equipment })
    assert.deepEqual(await wanted(), [], 'nobody approved it yet')
    for (const approver of ['t.weber', 'a.kern', 'i.thal'])
      assert.equal((await here.approve(approver, request)).status, 200)
    const { body } = await here.get('j.sommer', '/api/telework')
    agreement = body.agreements[0]
    assert.deepEqual(await wanted(), ['Jana Sommer: notebook', 'Jana Sommer: monitor', 'Jana Sommer: headset'])
    assert.deepEqual(await kinds('g.lager'), ['equipment-wanted'])
    assert.equal((await here.get('h.hilft', '/api/equipment/wanted')).body.code, 'not-permitted')
  })

  test('whoever approved it hands nothing over', async () => {
    const { database } = here.server.services
    await database
      .updateTable('person')
      .set({ roles: ['it-approver', 'equipment-manager'] })
      .where('account', '=', 'i.thal')
      .execute()
    const device = await register('notebook')
    assert.deepEqual((await handOver(device, 'j.sommer', 'i.thal')).body.code, 'approved-before')
    assert.equal((await handOver(device, 'k.berg', 'i.thal')).status, 200, 'of him she approved nothing')
    await here.post('g.lager', `/api/equipment/devices/${device}/return`, { answers: answers(null) })
  })

  test('what was handed over or is not needed goes from the list', async () => {
    const screen = await register('screen')
    assert.equal((await handOver(screen, 'j.sommer')).status, 200)
    assert.deepEqual(await wanted(), ['Jana Sommer: notebook', 'Jana Sommer: headset'])
    const settle = (as: string, item: string) =>
      here.post(as, `/api/equipment/wanted/${agreement.id}/settlement`, { item, note: 'Hat selbst eines' })
    assert.equal((await settle('p.fremd', 'headset')).status, 403)
    assert.equal((await settle('g.lager', 'headset')).status, 204)
    assert.equal((await settle('g.lager', 'headset')).status, 404, 'twice is once')
    assert.deepEqual(await wanted(), ['Jana Sommer: notebook'])
  })

  test('a hand-over and a return are on record in a document that the person confirms', async () => {
    const device = await register('notebook')
    await handOver(device, 'j.sommer')
    const list = async () => (await here.get('j.sommer', '/api/equipment/mine/documents')).body
    const [paper] = await list()
    assert.deepEqual([paper.kind, paper.version, paper.acknowledgedAt], ['hand-over', 1, null])
    const pdf = await readPdf((await here.get('j.sommer', `/api/telework/documents/${paper.id}`)).bytes)
    assert.equal(pdf.title, `Übergabe: Notebook Modell 7 (SN-${serial})`)
    assert.deepEqual([pdf.tagged, pdf.language], [true, 'de-DE'])
    for (const words of [
      'Jana Sommer',
      'Sozialamt',
      'Gerd Lager',
      'Datenträger verschlüsselt',
      '2. März 2026',
      'offen',
    ])
      assert.ok(pdf.words.includes(words), `${words} is missing in: ${pdf.words}`)
    await here.post('j.sommer', `/api/equipment/mine/${device}/confirmation`)
    assert.notEqual((await list())[0].acknowledgedAt, null, 'who confirms the device confirms the record')
    // Somebody else's record is not there; who hands out reads those of devices, and nothing else.
    assert.equal((await here.get('k.berg', `/api/telework/documents/${paper.id}`)).status, 404)
    assert.equal((await here.get('g.lager', `/api/telework/documents/${paper.id}`)).status, 404)
    assert.equal((await here.get('g.lager', `/api/equipment/documents/${paper.id}`)).status, 200)
    assert.equal((await here.get('p.fremd', `/api/equipment/documents/${paper.id}`)).status, 403)
    const request = (await here.get('j.sommer', '/api/telework')).body.requests[0].id
    const [other] = (await here.get('j.sommer', `/api/telework/requests/${request}/documents`)).body
    assert.equal((await here.get('g.lager', `/api/equipment/documents/${other.id}`)).status, 404)

    here.server.advance(1000)
    await here.post('g.lager', `/api/equipment/devices/${device}/return`, { answers: answers('Kratzer im Deckel') })
    const [back] = await list()
    assert.equal(back.kind, 'return')
    const returned = await readPdf((await here.get('j.sommer', `/api/telework/documents/${back.id}`)).bytes)
    assert.ok(returned.words.includes('Es gibt keine sichtbaren Schäden: nicht in Ordnung: Kratzer im Deckel'))
    assert.ok(returned.words.includes('Gespeicherte Daten sind gelöscht: in Ordnung'))
    const whole = (await here.get('g.lager', `/api/equipment/devices/${device}`)).body
    assert.equal(whole.documents.length, 2)
    await here.post('g.lager', `/api/equipment/devices/${device}/restocking`, { note: 'geht' })
    await handOver(device, 'j.sommer')
    assert.equal((await list())[0].version, 2, 'each version is kept')
    await here.post('g.lager', `/api/equipment/devices/${device}/return`, { answers: answers(null) })
  })

  test('in the language of the person', async () => {
    const { database } = here.server.services
    await database.updateTable('person').set({ language: 'en' }).where('account', '=', 'k.berg').execute()
    const device = await register('screen')
    await handOver(device, 'k.berg')
    const [paper] = (await here.get('k.berg', '/api/equipment/mine/documents')).body
    const pdf = await readPdf((await here.get('k.berg', `/api/telework/documents/${paper.id}`)).bytes)
    assert.deepEqual([pdf.title, pdf.language], [`Hand-over: Screen Modell 7 (SN-${serial})`, 'en-GB'])
    assert.ok(pdf.words.includes('Due back: open, until the end of the agreement'))
  })

  test('with the end of the last agreement everything is due back, and both sides are told', async () => {
    const { database } = here.server.services
    const [screen] = (await here.get('j.sommer', '/api/equipment/mine')).body
    assert.equal(screen.holding.dueOn, null)
    here.server.advance(1000)
    const given = await here.post('j.sommer', `/api/telework/agreements/${agreement.id}/notice`, {
      until: '2026-03-31',
      reason: null,
    })
    assert.equal(given.status, 200, JSON.stringify(given.body))
    assert.equal(await dueOf(screen.id), '2026-04-07')
    assert.equal((await kinds('j.sommer'))[0], 'device-due-back')
    assert.equal((await kinds('g.lager'))[0], 'devices-due-back')
    const records = (await here.get('g.lager', `/api/equipment/devices/${screen.id}`)).body.records
    assert.deepEqual([records[0].deed, records[0].by, records[0].dueOn], ['due-set', null, '2026-04-07'])
    // Another agreement takes the date away, and its end at once leaves the devices for the one that still runs.
    const again = await here.agree('j.sommer', { from: '2026-04-01', until: '2026-08-31' })
    assert.equal(await dueOf(screen.id), null)
    await here.post('j.sommer', `/api/telework/agreements/${again.id}/end`, { reason: null })
    assert.equal(await dueOf(screen.id), null, 'the first one still runs')
    // Whoever hands out sets a date of her own; the last end by time leaves an earlier one alone and sets the others.
    const headset = await register('headset')
    await handOver(headset, 'j.sommer')
    const setDue = (as: string, dueOn: string | null) =>
      here.by(as).request(`/api/equipment/devices/${screen.id}/due`, { method: 'PUT', body: { dueOn } })
    assert.equal((await setDue('p.fremd', '2026-04-03')).status, 403)
    assert.equal((await setDue('g.lager', '2026-03-01')).body.code, 'invalid-input')
    assert.equal((await setDue('g.lager', '2026-04-03')).body.holding.dueOn, '2026-04-03')
    here.server.clock.now = new Date(Date.parse('2026-04-01T06:00:00Z') + day)
    await passProgrammeTime(here.server.services)
    await signIn(here.by('g.lager'), 'g.lager', ownPassword)
    assert.equal(await dueOf(screen.id), '2026-04-03')
    assert.equal(await dueOf(headset), '2026-04-09')
    const expired = await database
      .selectFrom('agreement_record')
      .select('number')
      .where('outcome', '=', 'expired')
      .execute()
    assert.equal(expired.length, 1)
  })
})
