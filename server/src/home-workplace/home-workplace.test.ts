import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { makeRounds } from '../rounds/rounds.ts'
import type { Browser, TestAnswer } from '../testing/browser.ts'
import { moveTo } from '../testing/days.ts'
import { administrator, importWithSignIn, smallStaff, staff } from '../testing/people.ts'
import { simulateAt } from '../testing/simulate-at.ts'
import { smallCity } from '../testing/small-city.ts'
import { type TestServer, testServer } from '../testing/test-server.ts'

const items = [
  'desk',
  'chair',
  'legs',
  'screen',
  'keyboard',
  'space',
  'light',
  'daylight',
  'glare',
  'noise',
  'air',
  'cables',
  'electricity',
  'privacy',
  'lockable',
]
const answers = items.map((item) => ({ item, yes: true, note: null as string | null }))
const path = '/api/home-workplace'

/** A photo as a telephone makes it: turned by a mark, with the place in its metadata. */
async function photo(width = 3000, height = 2000): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#888888' } })
    .withExif({
      IFD0: { Make: 'GeheimKamera' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '50/1 4/1 30/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

describe('the workplace at home', () => {
  let server: TestServer
  const browsers = new Map<string, Browser>()
  const by = (account: string) => browsers.get(account) as Browser
  const post = (account: string, url: string, body: unknown = undefined): Promise<TestAnswer> =>
    by(account).request(url, { method: 'POST', ...(body === undefined ? {} : { body }) })
  const mine = async (account = 'j.sommer') => (await by(account).request(path)).body
  const kinds = async (account = 'j.sommer'): Promise<string[]> =>
    (await by(account).request('/api/notices')).body.notices.map(({ kind }: { kind: string }) => kind)
  const waiting = async () => (await by('s.icher').request(`${path}/checks`)).body
  const send = (bytes: Buffer, account = 'j.sommer') =>
    post(account, `${path}/photos`, { photo: bytes.toString('base64') })
  async function accepted(account = 'j.sommer') {
    assert.equal((await post(account, path, { answers })).status, 201)
    const [{ id }] = await waiting()
    assert.equal(
      (await post('s.icher', `${path}/checks/${id}/assessment`, { accepted: true, remark: null })).status,
      200,
    )
  }

  before(async () => {
    server = await testServer()
    const { browser } = await administrator(server)
    const gate = `kind: AccessRule
effect: limit
id: training
title: { de: Unterweisung, en: Training }
when: zone.outside && (!training.valid || !homeWorkplace.valid)
without: access
reason: { de: Ihre Unterweisung oder Ihr Arbeitsplatz zu Hause ist nicht bestätigt., en: Training or home workplace is not confirmed. }
`
    const files = [...smallCity, { path: 'training.yaml', text: gate }]
    const published = await browser.request('/api/administration/configuration', {
      body: { files, reason: 'Unterweisung' },
    })
    assert.equal(published.status, 201, JSON.stringify(published.body))
    const passwords = await importWithSignIn(browser, smallStaff)
    for (const { account } of smallStaff) browsers.set(account, await staff(server, account, passwords.get(account)))
    const week = [1, 2, 3].map((weekday) => ({ weekday, from: '06:00', until: '20:00' }))
    const filed = await post('j.sommer', '/api/telework/requests', { from: '2026-03-02', until: '2027-02-28', week })
    for (const [account, step] of [
      ['t.weber', 0],
      ['a.kern', 1],
      ['i.thal', 2],
    ] as const)
      await post(account, `/api/approvals/${filed.body.id}`, { step, round: 1, outcome: 'approved', reason: null })
  })
  after(() => server[Symbol.asyncDispose]())

  test('that is asked for and was never described is told of once, and so is a training that was never taken', async () => {
    const missing = async (account: string) =>
      (await kinds(account)).filter((kind) => kind.endsWith('-missing')).toSorted()
    for (const _ of [1, 2]) await makeRounds(server.services)
    assert.deepEqual(await missing('j.sommer'), ['home-check-missing', 'training-missing'])
    assert.deepEqual(await missing('t.weber'), [], 'who has no agreement needs neither')
  })

  test('is described by the whole checklist, and a no says what is different', async () => {
    const { checklist, check, confirmedUntil } = await mine()
    assert.deepEqual(
      checklist.map(({ id }: { id: string }) => id),
      items,
    )
    assert.deepEqual([check, confirmedUntil], [null, null])
    const [first, ...rest] = answers
    const short = await post('j.sommer', path, { answers: [{ ...first, yes: false, note: ' ' }, ...rest.slice(1)] })
    assert.deepEqual(
      short.body.fields.map(({ path: field }: { path: string }) => field),
      ['answers', 'answers.0.note'],
    )
  })

  test('goes to occupational safety, whose look the person sees, and comes back with a remark', async () => {
    const said = [{ item: 'desk', yes: false, note: 'Nur 120 cm breit' }, ...answers.slice(1)]
    await post('j.sommer', path, { answers: said })
    assert.deepEqual(await kinds('s.icher'), ['home-check-waiting'])
    const [{ id, person }] = await waiting()
    assert.equal(person.name, 'Jana Sommer')
    const seen = await by('s.icher').request(`${path}/checks/${id}`)
    assert.equal(seen.body.answers[0].note, 'Nur 120 cm breit')
    const looks = (await by('j.sommer').request('/api/privacy/looks')).body
    assert.deepEqual([looks[0].by, looks[0].what.de], ['Sina Icher', 'hat Ihren Arbeitsplatz zu Hause angesehen'])
    const returned = (remark: string | null) =>
      post('s.icher', `${path}/checks/${id}/assessment`, { accepted: false, remark })
    assert.equal((await returned(null)).body.code, 'reason-required')
    assert.equal((await returned('Bitte einen größeren Tisch.')).body.state, 'returned')
    assert.equal((await returned('Noch einmal.')).status, 404, 'what is decided is not there any more')
    assert.equal((await by('s.icher').request(`${path}/checks/${id}`)).status, 404)
    const after = await mine()
    assert.deepEqual(
      [after.check.state, after.check.remark, after.confirmedUntil],
      ['returned', 'Bitte einen größeren Tisch.', null],
    )
  })

  test('is nobody else’s business: answers are sealed in the database, and one’s own check is not there to assess', async () => {
    await post('s.icher', path, { answers: [{ item: 'desk', yes: false, note: 'Küchentisch' }, ...answers.slice(1)] })
    assert.deepEqual(await waiting(), [])
    const own = (await mine('s.icher')).check
    const none = await by('s.icher').request(`${path}/checks/00000000-0000-4000-8000-000000000000`)
    for (const url of [`${path}/checks/${own.id}`, `${path}/checks/${own.id}/photos/${own.id}`])
      assert.deepEqual((await by('s.icher').request(url)).body, none.body)
    assert.equal(
      (await post('s.icher', `${path}/checks/${own.id}/assessment`, { accepted: true, remark: null })).status,
      404,
    )
    const rows = await server.services.database.selectFrom('home_check').select('sealed').execute()
    assert.ok(rows.every(({ sealed }) => !sealed.includes('Küchentisch') && !sealed.includes('Tisch')))
    const data = (await by('s.icher').request('/api/privacy/mine')).body.rows['home_check (sealed)']
    assert.equal(data[0].answers[0].note, 'Küchentisch', 'in her own data she finds it again')
    for (const account of ['t.weber', 'd.schutz', 'g.lager'])
      assert.equal((await by(account).request(`${path}/checks/${own.id}`)).body.code, 'not-permitted')
  })

  describe('has photos', () => {
    before(async () => {
      assert.equal((await post('j.sommer', path, { answers })).status, 201)
    })

    test('that are drawn anew: upright, smaller, and without place, camera or anything behind their end', async () => {
      const raw = Buffer.concat([await photo(), Buffer.from('<script>geheim</script>')])
      assert.ok(raw.includes('GeheimKamera'), 'the test photo has metadata')
      const { status, body } = await send(raw)
      assert.equal(status, 201, JSON.stringify(body))
      const [id] = body.check.photos
      const got = await by('s.icher').request(`${path}/checks/${body.check.id}/photos/${id}`)
      const jpeg = Buffer.from(got.body.jpeg, 'base64')
      const metadata = await sharp(jpeg).metadata()
      assert.deepEqual([metadata.format, metadata.exif, metadata.orientation], ['jpeg', undefined, undefined])
      assert.deepEqual([metadata.width, metadata.height], [1067, 1600], 'turned as it was meant')
      for (const word of ['GeheimKamera', 'script', 'Exif']) assert.ok(!jpeg.includes(word), word)
      const { sealed } = await server.services.database
        .selectFrom('home_photo')
        .select('sealed')
        .executeTakeFirstOrThrow()
      // As long a piece of it as no chance brings about.
      assert.ok(!sealed.includes(jpeg.subarray(0, 16)))
    })

    test('of a known type by content, whatever they claim to be, and of no more than so many bytes and pixels', async () => {
      const good = await photo(100, 100)
      const svg = Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
      )
      const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
      const bomb = await sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#000' } })
        .png({ compressionLevel: 9 })
        .toBuffer()
      const cut = good.subarray(0, good.length / 2)
      const fake = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 'x')])
      const large = Buffer.concat([good, Buffer.alloc(5 * 1024 * 1024)])
      for (const [name, bytes] of Object.entries({ svg, gif, bomb, cut, fake, large, nothing: Buffer.alloc(0) }))
        assert.equal((await send(bytes)).body.code, 'photo-refused', name)
      const huge = await post('j.sommer', `${path}/photos`, { photo: 'A'.repeat(9_000_000) })
      assert.equal(huge.status, 413)
      for (const bytes of [await sharp(good).png().toBuffer(), await sharp(good).webp().toBuffer()])
        assert.equal((await send(bytes)).status, 201)
    })

    test('as many as the rules want, and all of them go at a press', async () => {
      const small = await photo(50, 50)
      for (let count = 3; count < 6; count++) assert.equal((await send(small)).status, 201)
      assert.equal((await send(small)).body.code, 'too-many-photos')
      assert.deepEqual((await by('j.sommer').request(`${path}/photos`, { method: 'DELETE' })).body.check.photos, [])
      assert.equal((await send(small, 't.weber')).status, 404, 'without a waiting check there is nothing to show')
    })

    test('that stay with what is said anew, and are only of the check that waits', async () => {
      const before = (await send(await photo(50, 50))).body.check
      assert.equal((await post('j.sommer', path, { answers })).status, 201)
      const { check } = await mine()
      assert.notEqual(check.id, before.id, 'nobody assesses answers that she has not seen')
      assert.deepEqual(check.photos, before.photos)
      const [picture] = check.photos
      assert.equal((await by('s.icher').request(`${path}/checks/${check.id}/photos/${picture}`)).status, 200)
      assert.equal((await by('s.icher').request(`${path}/checks/${before.id}/photos/${picture}`)).status, 404)
    })

    test('that are deleted with the assessment', async () => {
      await send(await photo(50, 50))
      const [{ id }] = await waiting()
      const done = await post('s.icher', `${path}/checks/${id}/assessment`, { accepted: true, remark: null })
      assert.deepEqual([done.body.state, done.body.photos, done.body.validUntil], ['accepted', [], '2027-03-02'])
      assert.deepEqual(await server.services.database.selectFrom('home_photo').select('id').execute(), [])
    })
  })

  test('a training is recorded for many at once, all or none, and never in the future', async () => {
    const record = (accounts: string[], on: string) => post('s.icher', '/api/trainings', { accounts, on })
    assert.match((await record(['j.sommer', 'niemand'], '2026-02-01')).body.fields[0].message.de, /niemand/)
    assert.equal((await record(['j.sommer'], '2026-03-03')).status, 400)
    assert.equal((await mine()).trainingUntil, null)
    assert.deepEqual((await record(['j.sommer', 't.weber', 'j.sommer'], '2026-01-31')).body, { recorded: 2 })
    assert.equal((await mine()).trainingUntil, '2027-01-31')
    assert.deepEqual((await record(['j.sommer'], '2025-12-01')).body, { recorded: 0 }, 'an earlier one changes nothing')
    const own = await record(['j.sommer', 's.icher'], '2026-02-01')
    assert.match(own.body.fields[0].message.de, /jemand anderes/, 'nobody records her own training')
    const correct = (on: string) => post('s.icher', '/api/trainings', { accounts: ['j.sommer'], on, correction: true })
    assert.deepEqual((await correct('2025-12-01')).body, { recorded: 1 }, 'but as a correction it does')
    assert.equal((await mine()).trainingUntil, '2026-12-01')
    assert.deepEqual((await correct('2026-01-31')).body, { recorded: 1 })
    assert.equal((await mine()).trainingUntil, '2027-01-31')
    assert.equal(
      (await post('t.weber', '/api/trainings', { accounts: ['t.weber'], on: '2026-03-01' })).body.code,
      'not-permitted',
    )
  })

  test('training and check open the way from home as facts of the context, and close it when they run out', async () => {
    const verwaltung = await server.services.database
      .selectFrom('person')
      .select('id')
      .where('account', '=', 'j.sommer')
      .executeTakeFirstOrThrow()

    const reason = (at: string) => simulateAt(server.services, verwaltung.id, at)
    assert.equal(await reason('2026-03-02T09:00:00.000Z'), 'available')
    assert.equal(await reason('2027-01-27T09:00:00.000Z'), 'available')
    assert.match(await reason('2027-02-01T09:00:00.000Z'), /^limit: Ihre Unterweisung/)
  })

  test('a changed home keeps the way open for two weeks and no longer, however often it is said', async () => {
    const { id } = await server.services.database
      .selectFrom('person')
      .select('id')
      .where('account', '=', 'j.sommer')
      .executeTakeFirstOrThrow()

    assert.equal((await post('j.sommer', `${path}/change`)).body.confirmedUntil, '2026-03-16')
    await moveTo(server, '2026-03-09T08:00:00.000Z', browsers)
    assert.equal((await post('j.sommer', `${path}/change`)).body.confirmedUntil, '2026-03-16')
    assert.equal((await kinds()).filter((kind) => kind === 'home-changed').length, 1)
    assert.equal(await simulateAt(server.services, id, '2026-03-16T09:00:00.000Z'), 'available')
    assert.match(await simulateAt(server.services, id, '2026-03-17T09:00:00.000Z'), /^limit/)
    await accepted()
    assert.equal((await mine()).confirmedUntil, '2027-03-09')
    assert.equal((await mine()).check.state, 'accepted')
    assert.equal(await simulateAt(server.services, id, '2026-03-17T09:00:00.000Z'), 'available')
  })

  test('what waits when the home changes speaks of the home before: nobody assesses it, and its photos are gone', async () => {
    const { database } = server.services
    assert.equal((await post('j.sommer', path, { answers })).status, 201)
    await send(await photo(50, 50))
    const [{ id }] = await waiting()
    const changed = (await post('j.sommer', `${path}/change`)).body
    assert.deepEqual(
      [changed.check.id, changed.check.state, changed.check.photos, changed.confirmedUntil],
      [id, 'superseded', [], '2026-03-23'],
    )
    assert.deepEqual(await waiting(), [])
    assert.equal(
      (await post('s.icher', `${path}/checks/${id}/assessment`, { accepted: true, remark: null })).status,
      404,
    )
    assert.deepEqual(await database.selectFrom('home_photo').select('id').execute(), [])
    assert.equal((await mine()).confirmedUntil, '2026-03-23', 'it holds for its grace')
    await accepted()
    assert.deepEqual([(await mine()).check.state, (await mine()).confirmedUntil], ['accepted', '2027-03-09'])
    await post('j.sommer', `${path}/change`)
    assert.equal((await mine()).check.state, 'superseded', 'what was accepted of another home is no longer in order')
    await accepted()
  })

  test('what runs out is reminded of a month before and once after', async () => {
    const count = async (kind: string) => (await kinds()).filter((one) => one === kind).length
    await makeRounds(server.services)
    assert.deepEqual([await count('training-due-soon'), await count('home-check-due-soon')], [0, 0])
    for (const at of ['2027-01-01T08:00:00.000Z', '2027-01-10T08:00:00.000Z']) {
      await moveTo(server, at, browsers)
      await makeRounds(server.services)
    }
    assert.equal(await count('training-due-soon'), 1)
    await moveTo(server, '2027-02-08T08:00:00.000Z', browsers)
    assert.equal((await post('j.sommer', path, { answers })).status, 201)
    await makeRounds(server.services)
    assert.equal(await count('home-check-due-soon'), 0, 'who has answered again waits for others')
    await server.services.database.deleteFrom('home_check').where('state', '=', 'waiting').execute()
    for (const at of ['2027-02-09T08:00:00.000Z', '2027-02-10T08:00:00.000Z']) {
      await moveTo(server, at, browsers)
      await makeRounds(server.services)
      await makeRounds(server.services)
    }
    assert.deepEqual([await count('training-overdue'), await count('home-check-due-soon')], [1, 1])
    assert.equal((await mine()).check.state, 'accepted')
    await moveTo(server, '2027-03-10T08:00:00.000Z', browsers)
    const { check, confirmedUntil, today } = await mine()
    assert.deepEqual([check.state, confirmedUntil, today], ['superseded', '2027-03-09', '2027-03-10'])
  })
})
