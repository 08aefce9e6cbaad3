import { randomUUID } from 'node:crypto'
import type { Database } from '@nahtlos/server/database/database'
import { sealCheck } from '@nahtlos/server/home-workplace/checks'
import type { Services } from '@nahtlos/server/services'
import { sql } from 'kysely'

export interface World {
  readonly devices: number
  readonly notices: number
  readonly looks: number
  readonly events: number
  readonly documents: number
  readonly homeChecks: number
}

/** How much of everything a city has after some years; somebody with a long history is `busy`. */
const sizes = { devices: 10_000, entries: 100_000, waitingChecks: 1_000, acceptedChecks: 4_000, cases: 1_000 }

/**
 * Fills what stands around the requests: the device register with its records, notices, looks, events, documents,
 * checks of homes, wishes, look-ups, offers and evidence. `busy` has some hundred times as much as everybody else.
 */
export function seedWorld(services: Services, busy: string): Promise<World> {
  // One connection, for its temporary table.
  return services.database.connection().execute((database) => fill(services, database, busy))
}

async function fill(services: Services, database: Database, busy: string): Promise<World> {
  await sql`create temporary table everybody as
    select id, account, row_number() over (order by account = ${busy} desc, id) - 1 as number from person`.execute(
    database,
  )
  const one = (number: ReturnType<typeof sql>) => sql`(select id from everybody where number = ${number})`
  const helper = sql`(select id from person where account = 'gisela.lager')`
  const at = sql`(${services.clock()}::timestamptz - make_interval(hours => n % 17000))`
  await devices()
  await entries()
  await papers()
  await cases()
  await homes()
  await sql`drop table everybody`.execute(database)
  await sql`analyze`.execute(database)
  return counted(database)

  async function devices(): Promise<void> {
    await sql`insert into device (type, serial, model, attributes, state, holder, since, due_on, confirmed_at)
      select (array['notebook', 'phone', 'screen', 'headset', 'docking-station'])[1 + n / 10 % 5], 'SN-' || lpad(n::text, 6, '0'),
        'Lindenbook ' || n % 7, array['disk-encryption', 'privacy-screen'],
        case when n % 10 < 8 then 'handed-over' else 'in-stock' end,
        case when n % 10 < 8 then everybody.id end, case when n % 10 < 8 then ${at} end,
        case when n % 10 < 3 then ${at}::date + 400 end, case when n % 10 < 7 then ${at} end
      from generate_series(0, ${sizes.devices - 1}::int) n left join everybody on everybody.number = n`.execute(
      database,
    )
    await sql`insert into device_record (device, number, at, deed, by, person)
      select device.id, deed.number, coalesce(since, ${services.clock()}::timestamptz) + make_interval(hours => deed.number), deed.name, ${helper},
        case when deed.number > 1 then holder end
      from device cross join (values (1, 'registered'), (2, 'handed-over'), (3, 'confirmed'), (4, 'due-set')) deed (number, name)
      where deed.number = 1 or holder is not null`.execute(database)
  }

  async function entries(): Promise<void> {
    const share = sql`case when n % 50 = 0 then 0 else n % 10000 end`
    await sql`insert into notice (key, person, kind, about, at, read_at)
      select 'bench ' || n, everybody.id, (array['request-waiting', 'agreement-made', 'device-due-soon', 'home-check-due-soon'])[1 + n % 4],
        '{"de": "Telearbeit ab 9. März 2026", "en": "Telework from 9 March 2026"}', ${at}, case when n % 3 > 0 then ${at} end
      from generate_series(1, ${sizes.entries}::int) n join everybody on everybody.number = ${share}`.execute(database)
    await sql`insert into look (person, by, at, hour, what, purpose)
      select subject.id, looker.id, ${at}, date_trunc('hour', ${at}), (array['request', 'devices', 'directory', 'home-workplace'])[1 + n % 4], null
      from generate_series(1, ${sizes.entries}::int) n
        join everybody subject on subject.number = ${share}
        join everybody looker on looker.number = 100 + n % 211
      on conflict do nothing`.execute(database)
    await sql`insert into event (at, kind, actor, client_address, details)
      select ${at}, (array['sign-in.accepted', 'telework.approved', 'device.handed-over', 'session.started'])[1 + n % 4],
        actor.id, '10.20.3.4', jsonb_build_object('person', subject.id, 'request', gen_random_uuid())
      from generate_series(1, ${sizes.entries}::int) n
        join everybody subject on subject.number = ${share}
        join everybody actor on actor.number = n * 7 % 10000`.execute(database)
    await sql`insert into mail (person, made_at, next_at, attempts, sent_at, refused_at, trouble)
      select everybody.id, ${at}, ${at}, 3, case when n % 50 > 0 then ${at} end, case when n % 50 = 0 then ${at} end,
        case when n % 50 = 0 then '550 no such mailbox' end
      from generate_series(1, 50000) n join everybody on everybody.number = n % 10000`.execute(database)
  }

  /** Sealed one by one, as the product does it; what is in them is no document, and nobody opens it here. */
  async function papers(): Promise<void> {
    const { rows: due } = await sql<{ request: string | null; device: string | null; person: string; kind: string }>`
      select request.id as request, null::uuid as device, request.person, kind.name as kind
      from telework_request request cross join (values ('request'), ('decision')) kind (name)
      union all
      select null, device.id, holder, 'hand-over' from device where holder is not null`.execute(database)
    const content = Buffer.alloc(4_000, 'x').toString('base64')
    const now = services.clock()
    const rows = due.map(({ request, device, person, kind }) => {
      const id = randomUUID()
      return {
        id,
        request,
        device,
        person,
        kind: kind as 'request' | 'decision' | 'hand-over',
        version: 1,
        title: JSON.stringify({ de: 'Dokument', en: 'Document' }),
        issued_at: now,
        acknowledged_at: null,
        digest: '0'.repeat(64),
        file: services.secrets.seal(content, `document ${id}`),
      }
    })
    for (let from = 0; from < rows.length; from += 1_000)
      await database
        .insertInto('telework_document')
        .values(rows.slice(from, from + 1_000))
        .execute()
  }

  async function cases(): Promise<void> {
    await sql`insert into agreement_change (id, agreement, wish, state, asked_at, decided_at, decided_by, reason)
      select gen_random_uuid(), telework_agreement.id,
        jsonb_build_object('kind', 'period', 'from', from_date, 'until', from_date + 20, 'week', week),
        case when n = 1 then 'asked' else 'refused' end, ${services.clock()}::timestamptz, case when n > 1 then ${services.clock()}::timestamptz end, null, null
      from telework_agreement cross join generate_series(1, 3) n`.execute(database)
    await sql`insert into look_up (person, asked_by, asked_at, purpose, from_at, until_at, decided_by, decided_at, granted, open_until)
      select everybody.id, (select id from person where account = 'ursula.lorenz'), ${at}, 'Prüfung nach Dienstanweisung 7',
        ${at} - interval '30 days', ${at}, decider.id, case when n % 3 > 0 then ${at} end, case when n % 3 > 0 then n % 3 = 1 end, ${at}
      from generate_series(1, ${sizes.cases}::int) n join everybody on everybody.number = 3000 + n
          and account not in ('claudia.wolf', 'ursula.lorenz')
        left join person decider on decider.account = 'claudia.wolf' and n % 3 > 0`.execute(database)
    await sql`insert into archive_offer (class, subject, person, offered_at, until_at, decision, decided_by)
      select 'closed-request', id, person, ${services.clock()}::timestamptz, ${services.clock()}::timestamptz + interval '90 days', null, null
      from telework_request order by id limit ${sizes.cases}`.execute(database)
    await sql`insert into deletion_evidence (at, class, reason, subject, rows, by)
      select ${at}, 'closed-request', 'retention', decode(md5(n::text), 'hex'), '{"telework_request": 1, "telework_record": 6}', null
      from generate_series(1, 5000) n`.execute(database)
    await sql`insert into absence (person, deputy, from_date, until_date)
      select everybody.id, ${one(sql`9000 + n`)}, ${services.clock()}::date, ${services.clock()}::date + 10
      from generate_series(1, 300) n join everybody on everybody.number = 8000 + n`.execute(database)
    await sql`insert into training (person, done_on, valid_until, recorded_by)
      select id, ${services.clock()}::date - 100, ${services.clock()}::date + 265, ${helper} from everybody where number < 5000`.execute(
      database,
    )
  }

  /** Sealed one by one, as the product does it. */
  async function homes(): Promise<void> {
    const { rows: people } = await sql<{ id: string }>`select id from everybody order by number
      limit ${sizes.waitingChecks + sizes.acceptedChecks}`.execute(database)
    const answers = Array.from({ length: 12 }, (_, at) => ({ item: `item-${at}`, yes: true, note: null }))
    const now = services.clock()
    const checks = people.map(({ id: person }, index) => {
      const id = randomUUID()
      const accepted = index < sizes.acceptedChecks
      return {
        id,
        person,
        state: accepted ? ('accepted' as const) : ('waiting' as const),
        filed_at: now,
        sealed: sealCheck(services, id, { answers, remark: null }),
        decided_at: accepted ? now : null,
        decided_by: null,
        valid_until: accepted ? '2027-12-31' : null,
        grace_until: null,
      }
    })
    for (let from = 0; from < checks.length; from += 1_000)
      await database
        .insertInto('home_check')
        .values(checks.slice(from, from + 1_000))
        .execute()
  }
}

async function counted(database: Database): Promise<World> {
  const { rows } = await sql<World>`select (select count(*) from device)::int as devices,
    (select count(*) from notice)::int as notices, (select count(*) from look)::int as looks,
    (select count(*) from event)::int as events, (select count(*) from telework_document)::int as documents,
    (select count(*) from home_check)::int as "homeChecks"`.execute(database)
  const [world] = rows
  if (world === undefined) throw new Error('nothing was counted')
  return world
}
