import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { beginErasing } from '../privacy/destroy.ts'
import { forgetInBoxes } from '../privacy/forget-in-boxes.ts'
import { formerStaff } from '../privacy/former-staff.ts'
import { dumpOf, rowsOfDump } from '../testing/dump.ts'
import { type Town, town } from '../testing/town.ts'
import { forgetFinders, sealedDeeds, sealedTurns } from './confidential-finders.ts'
import { loadRequest } from './requests.ts'
import { turnsOf } from './save-request.ts'
import { sealPlainLooks } from './seal-plain-looks.ts'
import { sealPlainRequests } from './seal-plain-requests.ts'

const reason = 'Der Arbeitsplatz braucht einen anderen Tisch.'
const confidential = ['severely-disabled', 'equal-opportunity']
/** Where the configuration itself stands, which says which bodies there are. */
const configuration = ['revision_file', 'revision', 'draft_file']

describe('confidential steps in a backup', () => {
  let here: Town
  let asked: string
  let waiting: string
  let plain: string
  const idOf = async (account: string) =>
    (
      await here.server.services.database
        .selectFrom('person')
        .select('id')
        .where('account', '=', account)
        .executeTakeFirstOrThrow()
    ).id
  const hasWaiting = async (account: string, request: string): Promise<boolean> =>
    (await here.get(account, '/api/approvals')).body.waiting.some(({ id }: { id: string }) => id === request)

  before(async () => {
    here = await town()
    asked = await here.file('j.sommer', { representative: true, from: '2026-03-09', until: '2026-03-31' })
    waiting = await here.file('j.sommer', { representative: true, from: '2026-04-01', until: '2026-04-30' })
    plain = await here.file('j.sommer', { from: '2026-05-01', until: '2026-05-31' })
    for (const request of [asked, waiting, plain]) assert.equal((await here.approve('t.weber', request)).status, 200)
    assert.equal((await here.decide('s.vertreter', asked, 'objected', { reason })).status, 200)
  })
  after(() => here?.[Symbol.asyncDispose]())

  /** No row names a confidential body or her who acted as it, and none that knows the request leads there. */
  async function assertSealed(): Promise<void> {
    const dump = await dumpOf(here.server.services.database)
    const rows = rowsOfDump(dump)
    for (const body of confidential)
      assert.deepEqual(
        [...rows].filter(([, lines]) => lines.some((line) => line.includes(body))).map(([table]) => table),
        [...rows.keys()].filter((table) => configuration.includes(table) && rows.get(table)?.join().includes(body)),
        body,
      )
    assert.ok(!dump.includes(reason))
    const finders = rows.get('telework_finder') ?? []
    assert.ok(finders.length >= 2, 'a turn and a deed are kept')
    const keys = finders.flatMap((line) => line.split('\t').slice(0, 2))
    const member = await idOf('s.vertreter')
    for (const [table, lines] of rows)
      for (const line of lines.filter((one) => one.includes(asked) || one.includes(waiting))) {
        assert.ok(!line.includes(member), `${table} names who was asked`)
        assert.ok(!keys.some((key) => line.includes(key)), `${table} has the key of a body beside the request`)
        assert.ok(table !== 'telework_finder')
      }
  }

  test('neither the body nor a key of it nor who acted as it stands beside the request', async () => {
    assert.equal(await hasWaiting('s.vertreter', waiting), true)
    await assertSealed()
  })

  test('a request that asks for the representative looks in its row like one that does not', async () => {
    const { database } = here.server.services
    const rows = await database
      .selectFrom('telework_request')
      .selectAll()
      .where('id', 'in', [asked, plain])
      .orderBy('from_date')
      .execute()
    const shapes = rows.map(({ steps, confidential: box, sealed }) => [
      steps.map(({ number, stage, body, state }) => [number, stage, body, state]),
      box?.length,
      sealed?.length,
    ])
    assert.deepEqual(shapes[0], shapes[1])
    const records = await database
      .selectFrom('telework_record')
      .select(['request', 'number', 'acted_as', 'step'])
      .where('request', 'in', [asked, plain])
      .orderBy('number')
      .execute()
    const of = (request: string) =>
      records
        .filter((record) => record.request === request)
        .map(({ number, acted_as, step }) => [number, acted_as, step])
    assert.deepEqual(of(asked), of(plain))
  })

  test('that somebody of such a body looked is told to the person alone, once in an hour', async () => {
    const mark = async () => (await here.get('j.sommer', '/api/privacy/looks')).body as { by: string; at: string }[]
    const of = (looks: { by: string }[]) => looks.filter(({ by }) => by === 'Sina Vertreter').length
    for (const _ of [1, 2]) await here.get('s.vertreter', '/api/approvals')
    await here.get('s.vertreter', `/api/telework/requests/${waiting}`)
    assert.equal(of(await mark()), 1)
    const times = (await mark()).map(({ at }) => at)
    assert.deepEqual(times, times.toSorted().toReversed(), 'newest first')
    const rows = rowsOfDump(await dumpOf(here.server.services.database))
    const [member, person] = [await idOf('s.vertreter'), await idOf('j.sommer')]
    assert.ok(!(rows.get('look') ?? []).some((line) => line.includes(member)), 'no row says who she looked at')
    const sealed = rows.get('sealed_look') ?? []
    assert.ok(sealed.length > 0 && !sealed.some((line) => line.includes(member) || line.includes(person)))
    assert.equal(new Set(sealed.map((line) => line.length - line.indexOf('\t'))).size, 1, 'all of one size')
    const own = (await here.get('j.sommer', '/api/privacy/mine')).body.rows['look (sealed)']
    assert.deepEqual([own.length, own[0].by], [1, member])
    // Those who sit in no such body are written down as ever.
    await here.get('t.weber', '/api/approvals')
    assert.ok((await mark()).some(({ by }) => by === 'Tom Weber'))
  })

  test('what such a body looked at before looks were sealed is sealed at the next start, and told as before', async () => {
    const { services } = here.server
    const { database } = services
    const [member, manager, person] = [await idOf('s.vertreter'), await idOf('t.weber'), await idOf('j.sommer')]
    const told = async () => (await here.get('j.sommer', '/api/privacy/looks')).body
    const before = await told()
    const at = new Date('2026-02-03T10:20:00Z')
    const hour = new Date('2026-02-03T10:00:00Z')
    const look = { person, at, hour, purpose: null }
    await database
      .insertInto('look')
      .values([
        { ...look, by: member, what: 'request' },
        { ...look, by: member, what: 'directory' },
        { ...look, by: manager, what: 'request' },
      ])
      .execute()
    const after = await told()
    assert.equal(after.length, before.length + 3)
    await sealPlainLooks(services)
    const names = (looks: object[]) => looks.map((one) => JSON.stringify(one)).toSorted()
    assert.deepEqual(names(await told()), names(after))
    const open = await database.selectFrom('look').select(['by', 'what']).where('hour', '=', hour).execute()
    assert.deepEqual(
      new Set(open.map((row) => JSON.stringify(row))),
      new Set([JSON.stringify({ by: member, what: 'directory' }), JSON.stringify({ by: manager, what: 'request' })]),
      'others stay, and what is no look at a request',
    )
    const count = async () => (await database.selectFrom('sealed_look').select('number').execute()).length
    const kept = await count()
    await sealPlainLooks(services)
    assert.equal(await count(), kept, 'once is enough')
    await database.deleteFrom('look').where('hour', '=', hour).execute()
  })

  test('the person gets what is sealed with her own data', async () => {
    const { rows, acted } = (await here.get('j.sommer', '/api/privacy/mine')).body
    const own = rows['telework_request (sealed)'].find(({ id }: { id: string }) => id === asked)
    assert.equal(own.representative, true)
    assert.deepEqual(
      own.steps.map(({ body, state }: { body: string; state: string }) => [body, state]),
      [['severely-disabled', 'done']],
    )
    assert.deepEqual(
      own.records.map((record: { as: string; reason: string }) => [record.as, record.reason]),
      [['severely-disabled', reason]],
    )
    assert.ok(!JSON.stringify(acted).includes('(sealed)'))
    assert.equal((await here.get('s.vertreter', '/api/privacy/mine')).body.acted['telework_record (sealed)'], 1)
  })

  test('what a former server left open is sealed at the next start, and everybody sees the same as before', async () => {
    const { services } = here.server
    const { database } = services
    const seen = async () =>
      Promise.all(
        [asked, waiting, plain].flatMap((request) =>
          ['j.sommer', 't.weber', 's.vertreter', 'a.kern'].map(
            async (account) => (await here.get(account, `/api/telework/requests/${request}`)).body,
          ),
        ),
      )
    const before = await seen()
    for (const id of [asked, waiting, plain]) {
      const { request } = (await loadRequest(services, database, id)) ?? assert.fail()
      await database.transaction().execute(async (queries) => {
        await queries
          .updateTable('telework_request')
          .set({ steps: JSON.stringify(request.steps), confidential: null })
          .where('id', '=', id)
          .execute()
        await beginErasing(queries)
        await queries.deleteFrom('telework_record').where('request', '=', id).execute()
        await queries.deleteFrom('telework_turn').where('request', '=', id).execute()
        await queries
          .insertInto('telework_record')
          .values(
            request.records.map((record, at) => ({
              request: id,
              number: at + 1,
              at: new Date(record.at),
              by: record.by?.id ?? null,
              on_behalf_of: null,
              acted_as: record.as,
              round: record.round,
              step: record.step,
              outcome: record.outcome,
              reason: record.reason,
              alternatives: record.alternatives,
            })),
          )
          .execute()
        await queries.insertInto('telework_turn').values(turnsOf(request)).execute()
        const note = (actor: string | null, kind: string, details: object) =>
          queries
            .insertInto('event')
            .values({ at: services.clock(), kind, actor, client_address: null, details: JSON.stringify(details) })
            .execute()
        const step = request.steps.find((one) => one.confidential)
        if (step === undefined) return
        const member = await idOf('s.vertreter')
        await note(null, 'telework.step-opened', { request: id, step: step.number, body: step.body })
        await note(member, 'telework.objected', { request: id, step: step.number })
        await queries
          .insertInto('notice')
          .values({
            key: `request-waiting ${id} telework.step-opened ${step.number} ${member}`,
            person: member,
            kind: 'request-waiting',
            about: null,
            at: services.clock(),
            read_at: null,
            mail: null,
          })
          .execute()
      })
    }
    await database.deleteFrom('telework_finder').execute()
    assert.deepEqual(await seen(), before, 'it is read as it lies, too')
    await assert.rejects(assertSealed())
    await sealPlainRequests(services)
    assert.deepEqual(await seen(), before)
    await assertSealed()
    assert.equal(await hasWaiting('s.vertreter', waiting), true)
    const finders = await database.selectFrom('telework_finder').selectAll().execute()
    await sealPlainRequests(services)
    assert.deepEqual(await database.selectFrom('telework_finder').selectAll().execute(), finders, 'once is enough')
  })

  test('somebody who is deleted is no longer in the boxes of others, by id or by name, and nothing leads to her deeds', async () => {
    const { services } = here.server
    const { database } = services
    const member = await idOf('s.vertreter')
    assert.equal((await sealedDeeds(services, database, member)).length, 1)
    await database.transaction().execute((queries) => forgetInBoxes(services, queries, member, ['Tisch']))
    const { request } = (await loadRequest(services, database, asked)) ?? assert.fail()
    const record = request.records.find(({ as }) => as === 'severely-disabled')
    assert.deepEqual(
      [record?.by?.id, record?.reason],
      [formerStaff.id, `Der Arbeitsplatz braucht einen anderen ${formerStaff.name}.`],
    )
    assert.deepEqual(await sealedDeeds(services, database, member), [])
  })

  test('a request that goes takes along what led to it', async () => {
    const { services } = here.server
    const { database } = services
    const led = async () =>
      (await sealedTurns(services, database, confidential)).filter(({ request }) => request === waiting).length
    assert.equal(await led(), 1)
    await forgetFinders(services, database, [asked, waiting])
    assert.equal(await led(), 0)
    assert.deepEqual(await database.selectFrom('telework_finder').selectAll().execute(), [])
  })
})
